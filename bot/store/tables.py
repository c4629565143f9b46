"""The tables. A row holds what is searched or sorted by in columns, and the whole as a document.

The document is the domain's own JSON; a column beside it is derived from it and exists for an
index. Instants are stored in UTC.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ID_LENGTH = 100
NAME_LENGTH = 300
WORD_LENGTH = 40
KEY_LENGTH = 400

LONG = timedelta(days=31)
"""What goes on for longer is looked for apart: of all else, the first day says when it is over."""


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC: timestamptz on PostgreSQL, naive UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; hand UTC to the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone: only aware instants are stored")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the instant back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")

Id = String(ID_LENGTH)
Word = String(WORD_LENGTH)
Name = String(NAME_LENGTH)
Plain = String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql")
"""A word of a-z and 0-9, sorted by its bytes everywhere, so that beginnings are a range."""


class Table(DeclarativeBase):
    """The common ancestor; names every constraint, so that migrations can find it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcInstant(), dict[str, Any]: Document, list[Any]: Document}  # noqa: RUF012


def _only(condition: str) -> dict[str, Any]:
    """Return what makes an index cover only some rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


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
    """One name of an actor, folded for comparison."""

    __tablename__ = "actor_names"
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    folded: Mapped[str] = mapped_column(Name, primary_key=True, index=True)


class NameRow(Table):
    """A name by which an actor, an event or a place is searched for."""

    __tablename__ = "names"
    __table_args__ = (Index(None, "kind", "owner"), Index(None, "squeezed", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Word)
    owner: Mapped[str] = mapped_column(Name)
    said: Mapped[str] = mapped_column(Name)
    """Its words, with a space between them."""
    squeezed: Mapped[str] = mapped_column(Name)
    """Its words without one."""


class NameWordRow(Table):
    """A word of a name; stored in the order in which it is searched for."""

    __tablename__ = "name_words"
    __table_args__ = (Index(None, "name", "word"), {"sqlite_with_rowid": False})
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    word: Mapped[str] = mapped_column(Plain, primary_key=True)
    name: Mapped[int] = mapped_column(ForeignKey("names.id"), primary_key=True, autoincrement=False)


class WordFormRow(Table):
    """What is left of a known word when letters are left out: see `bot.domain.words.forms`."""

    __tablename__ = "word_forms"
    __table_args__ = ({"sqlite_with_rowid": False},)
    form: Mapped[str] = mapped_column(Plain, primary_key=True)
    word: Mapped[str] = mapped_column(Plain, primary_key=True)


class AskedRow(Table):
    """How often something was asked for."""

    __tablename__ = "asked"
    __table_args__ = (Index(None, "kind", "times"),)
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    owner: Mapped[str] = mapped_column(Name, primary_key=True)
    times: Mapped[int]


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
        Index(None, "broader", **_only("broader IS NOT NULL")),
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


class ChannelRow(Table):
    """A place on a platform that can be posted to."""

    __tablename__ = "channels"
    __table_args__ = (Index("ix_channels_place", "platform", "workspace", "address"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Word)
    workspace: Mapped[str] = mapped_column(Id)
    address: Mapped[str] = mapped_column(Name)
    zone: Mapped[str] = mapped_column(Name, index=True)
    document: Mapped[dict[str, Any]]


class SubscriptionRow(Table):
    """What a channel wants."""

    __tablename__ = "subscriptions"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), index=True)
    since: Mapped[datetime]
    next_digest_at: Mapped[datetime | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class InterestRow(Table):
    """By what a subscription can be found: see `bot.domain.filters.Filter.keys`."""

    __tablename__ = "interests"
    key: Mapped[str] = mapped_column(Id, primary_key=True)
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id"), primary_key=True, index=True
    )


class OffsetRow(Table):
    """How long before an event somebody is reminded."""

    __tablename__ = "reminder_offsets"
    offset: Mapped[str] = mapped_column(Word, primary_key=True)
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id"), primary_key=True, index=True
    )


class FeedRow(Table):
    """The link by which a subscription is fetched as a calendar; its token is not kept."""

    __tablename__ = "feeds"
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), unique=True, index=True)
    """The SHA-256 of the token, in hexadecimal digits."""
    by: Mapped[str] = mapped_column(Name)
    since: Mapped[datetime]


WAITING = "state IN ('pending', 'unclear', 'held') AND held_for IS NULL"
LEASED = "state = 'leased'"
"""The outbox is nearly all history: what is still to be done has small indexes of its own."""


class DeliveryRow(Table):
    """The outbox: one alert or digest for one channel."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "state", "urgency", "ready_at"),
        Index("ix_deliveries_waiting", "urgency", "ready_at", "id", **_only(WAITING)),
        Index("ix_deliveries_leased", "channel", "leased_until", **_only(LEASED)),
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


class TellingRow(Table):
    """What a channel was told of an event last, and the message that shows it."""

    __tablename__ = "tellings"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int]
    receipt: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """The first message about the event; none where it can no longer be edited."""


class PauseRow(Table):
    """A channel to which nothing is sent for now."""

    __tablename__ = "pauses"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    trouble: Mapped[bool] = mapped_column(primary_key=True)
    """Whether a failure paused it, and not a person; it may be both."""
    until: Mapped[datetime | None]
    """None: until somebody resumes it, or its trouble is over."""
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Name)
    since: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """When the workspace was left; unlike `since` it stays when a message fails meanwhile."""


class SnoozeRow(Table):
    """An event of which a channel hears nothing until later."""

    __tablename__ = "snoozes"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    until: Mapped[datetime]
    by: Mapped[str] = mapped_column(Name)


class MuteRow(Table):
    """An actor of whom a channel hears nothing."""

    __tablename__ = "mutes"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    by: Mapped[str] = mapped_column(Name)


class CoverRow(Table):
    """Who covers an event for a channel."""

    __tablename__ = "covers"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    who: Mapped[str] = mapped_column(Name)
    name: Mapped[str | None] = mapped_column(Name)
    since: Mapped[datetime]


class MirrorRow(Table):
    """An event in the calendar of a workspace."""

    __tablename__ = "mirrors"
    platform: Mapped[str] = mapped_column(Word, primary_key=True)
    workspace: Mapped[str] = mapped_column(Id, primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int]
    """The state of the event that it shows, or is about to."""
    entry: Mapped[str | None] = mapped_column(Name)
    """The platform's id of it; none while it is not listed."""


class RoleRow(Table):
    """What somebody may do in a workspace."""

    __tablename__ = "roles"
    workspace: Mapped[str] = mapped_column(Id, primary_key=True)
    who: Mapped[str] = mapped_column(Name, primary_key=True)
    role: Mapped[str] = mapped_column(Word)


class WatermarkRow(Table):
    """How far a stage of the flow has looked."""

    __tablename__ = "watermarks"
    name: Mapped[str] = mapped_column(Word, primary_key=True)
    at: Mapped[datetime]


class IntakeRow(Table):
    """What was taken in already, as it was given, so that giving it again changes nothing."""

    __tablename__ = "intake"
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    document: Mapped[dict[str, Any]]
    at: Mapped[datetime]
