"""What filters need to know of an event: its cast with their offices, its countries, exposures."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.actors import Actor, Occupancy
from bot.domain.events import Event, EventKind, Role
from bot.domain.filters import Profile
from bot.lookup.exposure import exposures_of
from bot.store import events, facts
from bot.store.database import Session


async def profile_of(session: Session, event: Event, now: datetime) -> Profile:
    """Return the profile of an event; a journey has the countries and exposures of its legs."""
    (found,) = await profiles_of(session, [event], now)
    return found


async def profiles_of(
    session: Session, given: Sequence[Event], now: datetime, *, exposures: bool = True
) -> tuple[Profile, ...]:
    """Return the profiles of many events in few questions; of each one more for its exposures."""
    legs = await _legs(session, given)
    parts = [part for one in given for part in (one, *legs.get(one.id, ()))]
    actors = await facts.actors(session, {each.actor for one in parts for each in one.participants})
    held: dict[str, list[Occupancy]] = {}
    for each in await facts.occupancies_of(session, actors):
        held.setdefault(each.holder, []).append(each)
    return tuple(
        [
            Profile(
                event=one,
                cast=_cast(one, held, now),
                countries=_countries((one, *legs.get(one.id, ())), actors),
                bound=await _bound(session, one, legs, now) if exposures else frozenset(),
            )
            for one in given
        ]
    )


async def _legs(session: Session, given: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the legs of those that are journeys."""
    trips = [one.id for one in given if one.kind is EventKind.TRIP]
    found: dict[str, list[Event]] = {}
    for leg in await events.parts(session, trips) if trips else ():
        found.setdefault(str(leg.broader), []).append(leg)
    return found


def _cast(event: Event, held: dict[str, list[Occupancy]], now: datetime) -> frozenset[str]:
    """Return who takes part, and the offices that they hold on the day."""
    people = {one.actor for one in event.participants}
    day = event.dates.first_day or now.date()
    return frozenset(
        people | {each.post for one in people for each in held.get(one, ()) if each.covers(day)}
    )


async def _bound(
    session: Session, event: Event, legs: dict[str, list[Event]], now: datetime
) -> frozenset[bool | None]:
    found = await exposures_of(session, legs.get(event.id) or (event,), now)
    return frozenset(one.bound for one in found if one.exposes)


def _countries(parts: tuple[Event, ...], actors: dict[str, Actor]) -> frozenset[str]:
    hosts = {part.place.country for part in parts if part.place}
    comers = {
        actors[one.actor].country
        for part in parts
        for one in part.participants
        if one.role is not Role.ABSENTEE and one.actor in actors
    }
    return frozenset(code for code in hosts | comers if code)
