"""What is known besides events: sources, actors and their offices, law, claims."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import Id, Name, Table, Word


class SourceRow(Table):
    """A report by an outlet."""

    __tablename__ = "sources"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document: Mapped[dict[str, Any]]


class ActorRow(Table):
    """A person, office, state, organisation or group."""

    __tablename__ = "actors"
    __table_args__ = (Index(None, "country", "kind"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word)
    country: Mapped[str | None] = mapped_column(String(2))
    document: Mapped[dict[str, Any]]


class ActorNameRow(Table):
    """What `names` has now: neither read nor written, and kept for the version before."""

    __tablename__ = "actor_names"
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    folded: Mapped[str] = mapped_column(Name, primary_key=True, index=True)


class OccupancyRow(Table):
    """A person in an office."""

    __tablename__ = "occupancies"
    holder: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    post: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True, index=True)
    start: Mapped[str] = mapped_column(Word, primary_key=True)
    document: Mapped[dict[str, Any]]


class TreatyStatusRow(Table):
    """Where a state stands towards a treaty."""

    __tablename__ = "treaty_statuses"
    treaty: Mapped[str] = mapped_column(Id, primary_key=True)
    state: Mapped[str] = mapped_column(String(2), primary_key=True)
    document: Mapped[dict[str, Any]]


class CourtRow(Table):
    """Whom a court's warrants bind."""

    __tablename__ = "courts"
    id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    document: Mapped[dict[str, Any]]


class PrecedentRow(Table):
    """What came of a journey of a warrant's subject."""

    __tablename__ = "precedents"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject: Mapped[str] = mapped_column(ForeignKey("actors.id"), index=True)
    state: Mapped[str] = mapped_column(String(2), index=True)
    happened_on: Mapped[date] = mapped_column()
    document: Mapped[dict[str, Any]]


class InstrumentRow(Table):
    """A warrant, summons or application."""

    __tablename__ = "instruments"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject: Mapped[str] = mapped_column(ForeignKey("actors.id"), index=True)
    court: Mapped[str] = mapped_column(ForeignKey("actors.id"))
    public_on: Mapped[date | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class ClaimRow(Table):
    """An assertion, denial or statement."""

    __tablename__ = "claims"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    claimant: Mapped[str] = mapped_column(ForeignKey("actors.id"), index=True)
    denies: Mapped[str | None] = mapped_column(Id, index=True)
    said_on: Mapped[date | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class ClaimActorRow(Table):
    """Whom a claim is about."""

    __tablename__ = "claim_actors"
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True, index=True)
