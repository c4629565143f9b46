"""What cannot both be: a person in two places, and two events that compete for the same guests."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.domain.events import Event, EventKind, Role
from bot.domain.presence import is_exact, stay_days, stays


@dataclass(frozen=True, slots=True)
class Clash:
    """Two events that share days but no place."""

    one: Event
    other: Event
    first: date
    last: date
    """The days that they share, both inclusive."""
    certain: bool
    """Whether nobody could be at both: else they are on one day, and a flight lies between."""
    who: str | None = None
    """Who would have to be at both; none where the events compete."""
    torn: tuple[str, ...] = ()
    """Who stays away from one of them and comes to the other."""


def clashes(events: Iterable[Event], people: Collection[str]) -> Iterator[Clash]:
    """Yield every clash among events; `people` are those who can be in one place only."""
    found = [_presence(one, people) for one in events if one.place and not one.dead]
    dated = sorted((one for one in found if one), key=lambda one: (one.days, one.event.id))
    for number, one in enumerate(dated):
        for other in islice(dated, number + 1, None):
            if other.days[0] > one.days[1]:
                break  # so do all that follow
            yield from _between(one, other)


@dataclass(frozen=True, slots=True)
class _Presence:
    """Who is at an event, and who stays away from it."""

    event: Event
    days: tuple[date, date]
    there: frozenset[str]
    away: frozenset[str]
    people: frozenset[str]
    """Of those there, who can be in one place only."""


def _presence(event: Event, people: Collection[str]) -> _Presence | None:
    days = stay_days(event)
    if days is None or not is_exact(event):
        return None
    there = frozenset(stay.who for stay in stays(event))
    away = frozenset(part.actor for part in event.having(Role.ABSENTEE))
    return _Presence(event, days, there, away, frozenset(there.intersection(people)))


def _between(one: _Presence, other: _Presence) -> Iterator[Clash]:
    doubled = sorted(one.people & other.people)
    torn = tuple(sorted((one.away & other.there) | (other.away & one.there)))
    compete = torn or _both_summits(one.event, other.event)
    if not doubled and not compete:
        return
    days = _shared(one.event, other.event)
    if days is None or not _apart(one.event, other.event) or _related(one.event, other.event):
        return
    certain = days[0] < days[1] or not _brief(one.event, other.event)
    for who in doubled:
        yield Clash(one.event, other.event, *days, certain, who)
    if compete:
        yield Clash(one.event, other.event, *days, certain, torn=torn)


def _shared(one: Event, other: Event) -> tuple[date, date] | None:
    """Return the days that two events share; none if one begins as the other ends.

    Whoever leaves one place on the last day of an event can be in the next on its first.
    """
    mine, theirs = stay_days(one), stay_days(other)
    if mine is None or theirs is None:
        return None
    first, last = max(mine[0], theirs[0]), min(mine[1], theirs[1])
    if last < first or _hours_apart(one, other):
        return None
    hand_over = first == last and (mine[1] == theirs[0] or theirs[1] == mine[0])
    return None if hand_over and not _brief(one, other) else (first, last)


def _hours_apart(one: Event, other: Event) -> bool:
    """Whether the exact hours are known, and one is over before the other begins."""
    ends = (one.dates.end_at, other.dates.start_at), (other.dates.end_at, one.dates.start_at)
    return any(over and begins and over <= begins for over, begins in ends)


def _brief(one: Event, other: Event) -> bool:
    """Whether both are on one and the same day."""
    mine, theirs = stay_days(one), stay_days(other)
    return mine == theirs and mine is not None and mine[0] == mine[1]


def _apart(one: Event, other: Event) -> bool:
    here, there = (event.place.country if event.place else None for event in (one, other))
    return here is not None and there is not None and here != there


def _related(one: Event, other: Event) -> bool:
    """Whether one is a part of the other; two legs of a trip are not."""
    return one.broader == other.id or other.broader == one.id


def _both_summits(one: Event, other: Event) -> bool:
    return one.kind is EventKind.SUMMIT and other.kind is EventKind.SUMMIT
