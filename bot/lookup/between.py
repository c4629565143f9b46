"""What two actors had and will have with each other; a state is there in whoever is of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.answers import EventSummary, Named
from bot.domain.events import Event, EventKind, Mode, Role
from bot.domain.presence import is_over
from bot.domain.whereabouts_answers import BetweenAnswer
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.store import events as store
from bot.store import facts
from bot.store.database import Session
from bot.store.events import SideQuery

_GUESTS = (Role.VISITOR, Role.ATTENDEE, Role.DELEGATION)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: who counts as it."""

    actor: Actor
    ids: frozenset[str]
    tenures: tuple[Occupancy, ...] = ()
    """Of an office, who held it when."""

    def among(self, event: Event) -> frozenset[str]:
        """Return who of this side takes part in an event, in person or not."""
        there = {one.actor for one in event.participants if one.role is not Role.ABSENTEE}
        there |= {one.represented_by for one in event.participants
                  if one.mode is Mode.REPRESENTED and one.represented_by}  # fmt: skip
        day = event.dates.first_day
        holders = {one.holder for one in self.tenures if day and one.covers(day)}
        return frozenset(there & (self.ids | holders))

    @property
    def among_ids(self) -> SideQuery:
        """By what the events are found in which it may be."""
        holders = (one.holder for one in self.tenures)
        state = self.actor.kind is ActorKind.STATE and not self.actor.dissolved
        return SideQuery(frozenset((*self.ids, *holders)), self.actor.country if state else None)

    def hosts(self, event: Event) -> bool:
        """Whether it is the state on whose soil an event is."""
        state = self.actor.kind is ActorKind.STATE and not self.actor.dissolved
        return state and event.place is not None and event.place.country == self.actor.country


async def between(session: Session, a: str, b: str, now: datetime) -> BetweenAnswer | None:
    """Say what two actors had and will have with each other; none if one is not on record."""
    known = await facts.actors(session, [a, b])
    if a not in known or b not in known:
        return None
    one, other = [await _side(session, known[each]) for each in (a, b)]
    found = await _shared(session, one, other)
    gatherings = [event for event in found if event.kind is EventKind.SUMMIT and not event.dead]
    own = [event for event in found if event.kind is not EventKind.SUMMIT and not event.dead]
    past = [event for event in own if is_over(event, now)]
    return BetweenAnswer(
        a=Named(id=a, name=known[a].name),
        b=Named(id=b, name=known[b].name),
        coming=_summaries([event for event in own if event not in past]),
        past=_summaries(past)[::-1],
        gatherings=_summaries(gatherings)[::-1],
        called_off=_summaries([event for event in found if event.dead]),
        counts=dict(Counter(str(event.kind) for event in past).most_common()),
        **await backing(session, found),
    )


async def _side(session: Session, actor: Actor) -> _Side:
    if actor.kind is ActorKind.STATE and actor.country and not actor.dissolved:
        return _Side(actor, await facts.nationals(session, actor.country))
    held: tuple[Occupancy, ...] = ()
    if actor.kind is ActorKind.OFFICE:
        held = await facts.occupancies_in(session, actor.id)
    return _Side(actor, frozenset({actor.id}), held)


async def _shared(session: Session, one: _Side, other: _Side) -> list[Event]:
    """Return the events that both sides are in, by day; of a trip, its legs."""
    events = list(await store.find_shared(session, one.among_ids, other.among_ids))
    trips = {event.broader for event in events if event.kind is EventKind.VISIT}
    return [event for event in events if event.id not in trips and _meet(event, one, other)]


def _meet(event: Event, one: _Side, other: _Side) -> bool:
    mine, theirs = one.among(event), other.among(event)
    if mine and theirs and len(mine | theirs) > 1:
        return True
    return _received(event, one, theirs) or _received(event, other, mine)


def _received(event: Event, host: _Side, guests: frozenset[str]) -> bool:
    """Whether somebody comes to a state, although nobody is named who receives them."""
    coming = {part.actor for part in event.having(*_GUESTS)}
    return event.kind is EventKind.VISIT and host.hosts(event) and bool(guests & coming)


def _summaries(events: Sequence[Event]) -> tuple[EventSummary, ...]:
    return tuple(map(event_summary, events))
