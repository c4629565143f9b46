"""What two actors had and will have with each other; a state is there in whoever is of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.answers import EventSummary, Named
from bot.domain.events import Event, EventKind, EventStatus, Mode, Role
from bot.domain.presence import is_over
from bot.domain.whereabouts_answers import BetweenAnswer
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.store import events as store
from bot.store import facts
from bot.store.database import Session
from bot.store.shared import GUESTS, SharedEvent, Side, shared

MOST_EVENTS = 60
"""The last ones: a list of more is no answer. How many there are is counted all the same."""
_DEAD = (EventStatus.CANCELLED, EventStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: who counts as it."""

    actor: Actor
    tenures: tuple[Occupancy, ...] = ()
    """Of an office, who held it when."""
    people: frozenset[str] = frozenset()
    """Of a state, who of those in the events is of it."""

    @property
    def country(self) -> str | None:
        """The country that this is, if it is a state."""
        state = self.actor.kind is ActorKind.STATE and not self.actor.dissolved
        return self.actor.country if state else None

    @property
    def sought(self) -> Side:
        """By what the events are found in which it may be."""
        holders = (one.holder for one in self.tenures)
        return Side((self.actor.id, *holders), self.country)

    def among(self, event: Event) -> frozenset[str]:
        """Return who of this side takes part in an event, in person or not."""
        there = {one.actor for one in event.participants if one.role is not Role.ABSENTEE}
        there |= {one.represented_by for one in event.participants
                  if one.mode is Mode.REPRESENTED and one.represented_by}  # fmt: skip
        day = event.dates.first_day
        holders = {one.holder for one in self.tenures if day and one.covers(day)}
        return frozenset(there & {self.actor.id, *self.people, *holders})

    def hosts(self, event: Event) -> bool:
        """Whether it is the state on whose soil an event is."""
        host = event.place.country if event.place else None
        return host is not None and host == self.country


async def between(session: Session, a: str, b: str, now: datetime) -> BetweenAnswer | None:
    """Say what two actors had and will have with each other; none if one is not on record."""
    known = await facts.actors(session, [a, b])
    if a not in known or b not in known:
        return None
    one, other = [await _side(session, known[each]) for each in (a, b)]
    both = await shared(session, one.sought, other.sought, now.date())
    found = await _read(session, both.events, one, other)
    gatherings = [event for event in found if event.kind is EventKind.SUMMIT and not event.dead]
    own = [event for event in found if event.kind is not EventKind.SUMMIT and not event.dead]
    past = [event for event in own if is_over(event, now)]
    complete = len(both.events) <= MOST_EVENTS
    return BetweenAnswer(
        a=Named(id=a, name=known[a].name),
        b=Named(id=b, name=known[b].name),
        coming=_summaries([event for event in own if event not in past]),
        past=_summaries(past)[::-1],
        gatherings=_summaries(gatherings)[::-1],
        called_off=_summaries([event for event in found if event.dead]),
        counts=_counts(past) if complete else _counted(both.events, now.date()),
        since=both.since,
        **await backing(session, found),
    )


def _counts(past: Sequence[Event]) -> dict[str, int]:
    return dict(Counter(str(event.kind) for event in past).most_common())


def _counted(events: Sequence[SharedEvent], today: date) -> dict[str, int]:
    """Count what lies behind by what is known without reading it all."""
    legs = {one.broader for one in events if one.kind == EventKind.VISIT}
    past = [one for one in events if one.status not in _DEAD and one.kind != EventKind.SUMMIT
            and one.id not in legs and one.last_day and one.last_day < today]  # fmt: skip
    return dict(Counter(one.kind for one in past).most_common())


async def _read(
    session: Session, events: Sequence[SharedEvent], one: _Side, other: _Side
) -> list[Event]:
    """Return the last events of both sides, by day; of a trip, its legs."""
    known = await store.events_by_id(session, [each.id for each in events[:MOST_EVENTS]])
    ordered = [known[each.id] for each in events[:MOST_EVENTS]][::-1]
    cast = {part.actor for event in ordered for part in event.participants}
    cast |= {part.represented_by for event in ordered for part in event.participants
             if part.represented_by}  # fmt: skip
    actors = (await facts.actors(session, cast)).values()
    mine, theirs = [
        replace(side, people=frozenset(each.id for each in actors if each.country == side.country))
        if side.country
        else side
        for side in (one, other)
    ]
    trips = {event.broader for event in ordered if event.kind is EventKind.VISIT}
    return [event for event in ordered if event.id not in trips and _meet(event, mine, theirs)]


async def _side(session: Session, actor: Actor) -> _Side:
    if actor.kind is ActorKind.OFFICE:
        return _Side(actor, await facts.occupancies_in(session, actor.id))
    return _Side(actor)


def _meet(event: Event, one: _Side, other: _Side) -> bool:
    mine, theirs = one.among(event), other.among(event)
    if mine and theirs and len(mine | theirs) > 1:
        return True
    return _received(event, one, theirs) or _received(event, other, mine)


def _received(event: Event, host: _Side, guests: frozenset[str]) -> bool:
    """Whether somebody comes to a state, although nobody is named who receives them."""
    coming = {part.actor for part in event.having(*GUESTS)}
    return event.kind is EventKind.VISIT and host.hosts(event) and bool(guests & coming)


def _summaries(events: Sequence[Event]) -> tuple[EventSummary, ...]:
    return tuple(map(event_summary, events))
