"""What is answered about places and meetings: who is where, a country, two sides, clashes.

The field names are a promise, as in `bot.domain.answers`.
"""

from datetime import date

from bot.domain.answers import (
    Answer,
    EventSummary,
    ExposureAnswer,
    Named,
    PlaceAnswer,
    SourceAnswer,
)
from bot.domain.events import Role
from bot.domain.law_answers import PrecedentAnswer
from bot.domain.presence import Surety
from bot.domain.record import Record
from bot.domain.sources import Standing
from bot.domain.treaties import Withdrawal
from bot.domain.zones import Instant


class Backed(Answer):
    """An answer that rests on several records."""

    interpretation: str | None = None
    """How a date or range that somebody typed was understood."""
    sources: tuple[SourceAnswer, ...] = ()
    as_of: Instant | None = None
    """When the latest of the events it rests on was recorded last."""


class StayAnswer(Record):
    """Somebody in person at an event; `office` is that of its first day."""

    who: Named
    office: str | None
    role: Role
    standing: Standing
    """How sure it is that they come."""
    surety: Surety
    """How sure it is that they are there on the days asked for."""
    place: PlaceAnswer
    event: EventSummary


class WhereAnswer(Backed):
    """Where somebody is on a day, by the events on record."""

    who: Named
    office: str | None
    on: date
    stays: tuple[StayAnswer, ...]
    """Of an office, those of whoever holds it that day."""
    before: StayAnswer | None
    """The last on record before that day."""
    after: StayAnswer | None


class PresentAnswer(Backed):
    """Who is in a country or a city in a stretch of days."""

    place: str
    country: str | None
    city: str | None
    first: date
    last: date
    stays: tuple[StayAnswer, ...]
    more: bool = False
    """Whether there are more in that time: these are of the first 100 events."""


class HolderAnswer(Record):
    """Who holds an office; start is EDTF."""

    post: Named
    who: Named
    start: str | None
    acting: bool
    named: str | None = None
    """Where neither start nor end is known: the last day on which a source names them so."""


class TreatyAnswer(Record):
    """Where a state stands towards a treaty on a day; dates are EDTF."""

    treaty: str
    party: bool | None
    """Null where it is not known."""
    reason: str
    since: date | None
    until: date | None
    signed: str | None
    deposited: str | None
    in_force: str | None
    withdrawal_notified: str | None
    withdrawal_effective: str | None
    withdrawal_announced: str | None = None
    withdrawal_revoked: str | None = None
    withdrawal: Withdrawal | None = None
    """How far it had gone in leaving by that day."""


class CountryAnswer(Backed):
    """What there is to know of a country on a day: who leads it, who comes, what binds it."""

    id: str
    """ISO 3166-1."""
    name: str
    state: Named | None
    on: date
    leaders: tuple[HolderAnswer, ...]
    foreign_ministers: tuple[HolderAnswer, ...]
    here: tuple[StayAnswer, ...]
    """Who is there from elsewhere in the week of that day."""
    coming: tuple[StayAnswer, ...]
    """Who comes after that week: to the first 50 events."""
    treaties: tuple[TreatyAnswer, ...]
    exposures: tuple[ExposureAnswer, ...]
    """Of those who are there or come."""
    precedents: tuple[PrecedentAnswer, ...] = ()
    """What came of earlier journeys there under a warrant."""


class BetweenAnswer(Backed):
    """What two actors had and will have with each other."""

    a: Named
    b: Named
    coming: tuple[EventSummary, ...]
    past: tuple[EventSummary, ...]
    """The latest first."""
    gatherings: tuple[EventSummary, ...]
    """Summits that both were or will be at, the latest first."""
    called_off: tuple[EventSummary, ...]
    counts: dict[str, int]
    """How many lie behind, by kind; without the summits."""
    since: date | None = None
    """From this day on was looked; null: through all there is. Listed are the last 60."""


class ClashAnswer(Record):
    """Two events that share days but no place."""

    who: Named | None
    """Who would have to be at both; null where the events compete."""
    events: tuple[EventSummary, EventSummary]
    first: date
    last: date
    certain: bool
    """Whether nobody could be at both; else they are on one day."""
    torn: tuple[Named, ...]
    """Who stays away from one of them and comes to the other."""
