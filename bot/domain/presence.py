"""Who is where in person, when, and how sure that is: what an event says of its participants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.edtf import Precision
from bot.domain.events import Certainty, Event, EventStatus, Mode, Participant, Role
from bot.domain.sources import Standing

_THERE = (Role.VISITOR, Role.HOST, Role.ATTENDEE, Role.DELEGATION, Role.MEDIATOR)
_NOWHERE = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED_ONLINE)
_SEEN = (EventStatus.OCCURRED, EventStatus.UNDER_WAY)
_LIKELY = (Certainty.HIGHLY_LIKELY, Certainty.CERTAIN)
_DOUBTFUL = (Standing.CLAIMED, Standing.DENIED)


class Surety(StrEnum):
    """How sure it is that somebody is somewhere."""

    THERE = "there"
    """The event took place, or is under way."""
    DUE = "due"
    """It is planned so, to the day."""
    PERHAPS = "perhaps"
    """The day, the event, or that they come to it is not sure."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in person at an event that has a place."""

    who: str
    part: Participant
    event: Event


def stays(event: Event) -> Iterator[Stay]:
    """Yield who is at an event in person; for somebody who is represented, the representative."""
    if event.place is None or event.status in _NOWHERE:
        return
    for part in event.having(*_THERE):
        if part.mode is Mode.IN_PERSON:
            yield Stay(part.actor, part, event)
        elif part.mode is Mode.REPRESENTED and part.represented_by:
            yield Stay(part.represented_by, part, event)


def surety(stay: Stay, first: date, last: date) -> Surety | None:
    """Say how sure it is that somebody is there on a day of [first, last]; none: they are not."""
    days = stay_days(stay.event)
    if days is None or days[1] < first or last < days[0]:
        return None
    within = first <= days[0] and days[1] <= last and not stay.event.dates.approximate
    exact = within or is_exact(stay.event)
    if not exact or stay.part.standing in _DOUBTFUL:
        return Surety.PERHAPS
    if stay.event.status in _SEEN:
        return Surety.THERE
    return Surety.DUE if stay.event.certainty in _LIKELY else Surety.PERHAPS


def stay_days(event: Event) -> tuple[date, date] | None:
    """Return the first and the last day on which it may go on; none without a date.

    Where no end is set, only what is under way goes on, and nobody knows for how long.
    """
    first = event.dates.first_day
    if first is None:
        return None
    if event.dates.open_end:
        return first, date.max if event.status is EventStatus.UNDER_WAY else first
    return first, event.dates.last_day or first


def is_exact(event: Event) -> bool:
    """Whether its first and last day are known."""
    dates = event.dates
    return dates.precision is Precision.DAY and not dates.approximate and not dates.open_end


def is_over(event: Event, now: datetime) -> bool:
    """Whether an event lies behind, as far as can be said by `now`."""
    over = event.dates.over
    return event.status is EventStatus.OCCURRED or (over is not None and over <= now)
