"""What is answered about a stretch of weeks: who travels where, and which summits there are.

The field names are a promise, as in `bot.domain.answers`.
"""

from datetime import date
from enum import StrEnum

from bot.domain.answers import EventSummary, Named
from bot.domain.record import Record
from bot.domain.whereabouts_answers import Backed


class Solidity(StrEnum):
    """How a bar stands: what can be said of its days."""

    FIRM = "firm"
    """The days are known, and it is likely at least."""
    OPEN = "open"
    """The days or the event are not sure: only within these days, if at all."""
    OFF = "off"
    """Cancelled or postponed; the days are those that were planned."""


class BarAnswer(Record):
    """An event in a timeline, with the days on which it may go on, both inclusive."""

    event: EventSummary
    where: str | None
    """The city, else the country, else the place as the source has it."""
    first: date
    last: date
    solidity: Solidity
    trip: str | None
    """The trip of which it is a leg."""
    warrant: bool = False
    """Whether the traveller is the subject of a warrant, and the host may be bound by it."""


class RowAnswer(Record):
    """Somebody who travels, and where to."""

    who: Named
    bars: tuple[BarAnswer, ...]


class TimelineAnswer(Backed):
    """Who is where in a stretch of days."""

    first: date
    last: date
    today: date
    rows: tuple[RowAnswer, ...]
    """Those who travel first come first."""
    summits: tuple[BarAnswer, ...]
