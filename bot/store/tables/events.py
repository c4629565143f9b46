"""Events, who is in them, and their revisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import Id, Name, Table, Word, only


class EventRow(Table):
    """An event in its present state."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "first_day", "last_day"),
        Index("ix_events_in_order", "lasting", "first_day", "last_day"),
        Index("ix_events_by_country", "country", "lasting", "first_day", "last_day", "kind",
              "status"),
        Index("ix_events_by_city", "city", "lasting", "first_day", "last_day"),
        Index("ix_events_by_kind", "kind", "lasting", "first_day", "last_day", "status"),
        Index("ix_events_by_status", "status", "lasting", "first_day", "last_day", "kind"),
        # Few have one: with the others in it, SQLite's statistics call the index useless.
        Index(None, "broader", **only("broader IS NOT NULL")),
    )  # fmt: skip
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(Word)
    status: Mapped[str] = mapped_column(Word)
    country: Mapped[str | None] = mapped_column(String(2))
    city: Mapped[str | None] = mapped_column(Name)
    """Where no city is known, the place as its source writes it."""
    broader: Mapped[str | None] = mapped_column(Id)
    folded_title: Mapped[str] = mapped_column(Name)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    lasting: Mapped[bool] = mapped_column(server_default=true())
    """Whether it may go on for longer than `LONG`; so may what has no day or no end."""
    anchor_at: Mapped[datetime | None] = mapped_column(index=True)
    """From where reminder offsets count."""
    presumed_start_at: Mapped[datetime | None] = mapped_column(index=True)
    presumed_end_at: Mapped[datetime | None] = mapped_column(index=True)
    revised_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class EventActorRow(Table):
    """Who takes part in an event, for the question "which events of this actor?".

    All by which these are listed and counted stands here once more: one index has it in order.
    """

    __tablename__ = "event_actors"
    __table_args__ = (
        Index("ix_event_actors_in_order", "actor_id", "lasting", "first_day", "event_id",
              "last_day", "kind", "status", "country", "role"),
    )  # fmt: skip
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    role: Mapped[str] = mapped_column(Word, primary_key=True)
    kind: Mapped[str | None] = mapped_column(Word)
    status: Mapped[str | None] = mapped_column(Word)
    country: Mapped[str | None] = mapped_column(String(2))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    lasting: Mapped[bool] = mapped_column(server_default=true())


class RevisionRow(Table):
    """One state of an event; rows are only ever added."""

    __tablename__ = "revisions"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]
