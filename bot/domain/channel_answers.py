"""What the commands of a channel answer: its subscriptions, what it set aside, what it was told.

They follow the same promise as `bot.domain.answers`.
"""

from bot.domain.alerts import AlertKind
from bot.domain.answers import Answer, EventSummary, Named
from bot.domain.delivery import DeliveryState
from bot.domain.events import Certainty, EventKind
from bot.domain.record import Record
from bot.domain.subscription import DigestTime, Mention, QuietHours, Style
from bot.domain.theme import Theme
from bot.domain.zones import Instant


class Where(Record):
    """The channel that an answer is about."""

    id: str
    name: str
    zone: str


class SubscriptionAnswer(Answer):
    """One subscription: what is wanted, when, and how."""

    id: str
    name: str
    """What `unsubscribe` takes."""
    channel: Where
    actors: tuple[Named, ...]
    countries: tuple[Named, ...]
    regions: tuple[str, ...]
    kinds: tuple[EventKind, ...]
    certainty: Certainty | None
    """The least that is wanted."""
    exposure_only: bool
    bound_only: bool
    warrants: bool
    alerts: tuple[AlertKind, ...]
    """Empty: every kind but claims."""
    reminders: tuple[str, ...]
    digests: tuple[DigestTime, ...]
    empty_digests: bool
    quiet: QuietHours | None
    mentions: tuple[Mention, ...]
    locale: str
    style: Style
    mirror: bool
    """Whether its events stand in the workspace's own calendar, where it has one."""
    picture: Theme | None
    """On what ground the week's first digest shows who is where; null: it shows no picture."""
    next_digest: Instant | None


class EndedAnswer(Answer):
    """A subscription that is no more."""

    id: str
    name: str
    channel: Where


class FeedAnswer(Answer):
    """The calendar of a subscription, and whether there is a link to it."""

    channel: Where
    subscription: str
    name: str
    """What `feed` takes."""
    link: str | None
    """The address with its secret token, where it was just made; none later, as it is not kept."""
    since: Instant | None
    """When the link was made; none where there is none."""
    by: str | None
    """The platform's id of whoever made it."""


class PauseAnswer(Answer):
    """Whether anything is sent to a channel, and if not, why and until when."""

    channel: Where
    paused: bool
    until: Instant | None = None
    """None, where it is paused: until it is resumed."""
    reason: str | None = None
    by: str | None = None
    trouble: bool = False
    """Whether a failure paused it, and not a person."""


class SnoozeAnswer(Answer):
    """Until when a channel hears nothing of an event; none if it does."""

    channel: Where
    event: Named
    until: Instant | None


class MuteAnswer(Answer):
    """Whether a channel hears nothing of an actor."""

    channel: Where
    actor: Named
    muted: bool


class CoverAnswer(Answer):
    """Who covers an event for a channel; none if nobody does."""

    channel: Where
    event: Named
    who: str | None
    """The platform's id of whoever does."""
    who_name: str | None
    """What people call them, where the platform says it."""
    granted: bool
    """Whether it was done as asked: false where somebody else has it."""


class CoveredAnswer(Answer):
    """An event that somebody covers for a channel."""

    channel: Where
    event: EventSummary
    since: Instant


class ChannelAnswer(Answer):
    """All that a channel wants, and all that it set aside."""

    channel: Where
    subscriptions: tuple[SubscriptionAnswer, ...]
    pause: PauseAnswer
    snoozed: tuple[SnoozeAnswer, ...]
    muted: tuple[Named, ...]


class RoleAnswer(Answer):
    """What somebody may do in a workspace."""

    workspace: str
    who: str
    role: str


class DeliveryAnswer(Record):
    """One thing that a channel was told, is to be told, or was not told."""

    kind: AlertKind
    subject: str
    title: str | None
    """Of the event; none where it is about none."""
    revision: int | None
    offset: str | None
    about: str | None
    state: DeliveryState
    due: Instant
    sent_at: Instant | None
    until: Instant | None
    """Of what waits: when it is tried next; none where somebody has to let it go."""
    attempts: int
    reason: str | None
    message: str | None
    """The platform's id of the message."""


class ComingAnswer(Record):
    """One thing that falls due by the calendar as it stands."""

    at: Instant
    kind: AlertKind
    event: str | None = None
    title: str | None = None
    offset: str | None = None
    held: str | None = None
    """What will hold it back then; none if nothing does."""
    until: Instant | None = None
    """Until when; none where somebody has to let it go, or nothing holds it."""


class WishAnswer(Record):
    """Whether one subscription wants an event, and which part of its filter does not."""

    id: str
    name: str
    refusal: str | None
    unwanted: tuple[AlertKind, ...]
    """Kinds of alert that it wants of no event."""


class WhyAnswer(Answer):
    """Why a channel hears of an event, or does not."""

    event: EventSummary
    channel: Where
    wanted: bool
    """Whether any subscription wants it."""
    subscriptions: tuple[WishAnswer, ...]
    pause: PauseAnswer
    snoozed_until: Instant | None
    muted: tuple[Named, ...]
    """Who of its cast is muted here."""
    silenced: bool
    """Whether all whom it is about are."""
    covered_by: str | None
    """The platform's id of whoever covers it."""
    covered_by_name: str | None
    told_revision: int | None
    """The state of the event that the channel knows."""
    message: str | None
    """The platform's id of the message that shows it."""
    deliveries: tuple[DeliveryAnswer, ...]
    ahead: tuple[ComingAnswer, ...]
    by_legs: bool
    """Whether reminders are sent for its legs instead."""


class PreviewAnswer(Answer):
    """What a channel got lately, what waits for it, and what it will get."""

    channel: Where
    days: int
    pause: PauseAnswer
    got: tuple[DeliveryAnswer, ...]
    waiting: tuple[DeliveryAnswer, ...]
    missed: tuple[DeliveryAnswer, ...]
    """What failed for good, or lost its point."""
    coming: tuple[ComingAnswer, ...]
