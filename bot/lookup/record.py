"""An actor's events: those around now, and what all of them come to.

A president, or a state, is in tens of thousands: they are counted where they are stored, and only
those that an answer may show are read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor, ActorKind
from bot.domain.events import Event, EventKind, Role
from bot.lookup.travels import Travels
from bot.store import appearances, events
from bot.store.database import Session
from bot.store.events import EventQuery

MOST_AHEAD = 30
MOST_BEHIND = 100
_LAST_VISITS = 5
"""Among so many of the last is one that took place."""
_DAY = timedelta(days=1)
"""In some zone it is yesterday still, in another tomorrow already."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record of an actor."""

    near: tuple[Event, ...]
    """What goes on, the first of what is ahead, the last of what is behind."""
    among: int | None
    """Of how many of the last events these are; none: of all."""
    total: int
    visits_by_country: Mapping[str, int]
    """Visits made, or begun, by now; the most first."""
    last_visits: Mapping[str, str]
    """When the last visit to each country began; EDTF."""


async def on_record(session: Session, actor: Actor, now: datetime) -> OnRecord:
    """Return what is on record of an actor; of a state, what is on its soil, too."""
    near, more_behind = await _near(session, actor, now)
    settled = await appearances.visits(session, actor.id, now.date() - _DAY)
    own = [one for one in near if (one.dates.first_day or now.date()) >= now.date() - _DAY]
    lately = Travels(actor.id, own, now)
    times = Counter({one.country: one.times for one in settled})
    times.update(lately.visits_by_country)
    return OnRecord(
        near=near,
        among=MOST_BEHIND if more_behind else None,
        total=await _total(session, actor),
        visits_by_country=dict(times.most_common()),
        last_visits={one.country: one.last for one in settled} | lately.last_visits,
    )


async def _near(session: Session, actor: Actor, now: datetime) -> tuple[tuple[Event, ...], bool]:
    yesterday, tomorrow = now.date() - _DAY, now.date() + _DAY
    near: dict[str, Event] = {}
    more_behind = False
    for query in _queries(actor):
        ahead = replace(query, begins=yesterday)
        going_on = replace(query, first=yesterday, last=yesterday, open_ends=False)
        past = replace(query, last=tomorrow)
        behind = await events.find(session, past, limit=MOST_BEHIND, latest=True)
        more_behind |= len(behind) == MOST_BEHIND
        found = [
            *await events.find(session, ahead, limit=MOST_AHEAD),
            *await events.find(session, going_on, limit=MOST_AHEAD, latest=True),
            *behind,
        ]
        if actor.kind is ActorKind.PERSON and more_behind:
            made = replace(past, roles=(Role.VISITOR,), kinds=(EventKind.VISIT,))
            found += await events.find(session, made, limit=_LAST_VISITS, latest=True)
        near |= {one.id: one for one in found}
    return tuple(near.values()), more_behind


def _queries(actor: Actor) -> tuple[EventQuery, ...]:
    with_it = EventQuery(actors=[actor.id], dated_only=True)
    if not _has_soil(actor):
        return (with_it,)
    return with_it, EventQuery(country=actor.country, dated_only=True)


def _has_soil(actor: Actor) -> bool:
    """Whether it is a state, and not one that is no more: its soil is that of others."""
    return actor.kind is ActorKind.STATE and not actor.dissolved


async def _total(session: Session, actor: Actor) -> int:
    own = await events.count(session, EventQuery(actors=[actor.id]))
    if not _has_soil(actor):
        return own
    both = await events.count(session, EventQuery(actors=[actor.id], country=actor.country))
    return own - both + await events.count(session, EventQuery(country=actor.country))
