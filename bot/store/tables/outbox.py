"""Deliveries: what each channel is to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import KEY_LENGTH, Document, Id, Table, Word, only

WAITING = "state IN ('pending', 'unclear', 'held') AND held_for IS NULL"
LEASED = "state = 'leased'"
"""The outbox is nearly all history: what is still to be done has small indexes of its own."""


class DeliveryRow(Table):
    """The outbox: one alert or digest for one channel."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "state", "urgency", "ready_at"),
        Index("ix_deliveries_waiting", "urgency", "ready_at", "id", **only(WAITING)),
        Index("ix_deliveries_leased", "channel", "leased_until", **only(LEASED)),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"))
    kind: Mapped[str] = mapped_column(Word)
    subject: Mapped[str] = mapped_column(Id, index=True)
    revision: Mapped[int | None]
    offset: Mapped[str | None] = mapped_column(Word)
    about: Mapped[str | None] = mapped_column(Id)
    due: Mapped[datetime]
    ready_at: Mapped[datetime]
    """Not to be tried before: `due` at first, later after a failed attempt."""
    urgency: Mapped[int]
    """0 first; the rank of its Urgency."""
    state: Mapped[str] = mapped_column(Word)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    held_for: Mapped[str | None] = mapped_column(String(KEY_LENGTH), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    repeated: Mapped[bool] = mapped_column(default=False)
    """Sent again after an attempt that may have arrived, and was not found."""
    receipt: Mapped[dict[str, Any] | None] = mapped_column(Document)
    sent_at: Mapped[datetime | None]
