"""What filters need to know of an event: its cast with their offices, its countries, exposures."""

from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.events import Event, EventKind, Role
from bot.domain.filters import Profile
from bot.lookup.exposure import exposures_of
from bot.store import events, facts
from bot.store.database import Session


async def profile_of(session: Session, event: Event, now: datetime) -> Profile:
    """Return the profile of an event; a journey has the countries and exposures of its legs."""
    legs = await events.parts(session, [event.id]) if event.kind is EventKind.TRIP else ()
    people = {one.actor for one in event.participants}
    actors = await facts.actors(session, people)
    day = event.dates.first_day or now.date()
    held = await facts.occupancies_of(session, people)
    offices = {one.post for one in held if one.covers(day)}
    return Profile(
        event=event,
        cast=frozenset(people | offices),
        countries=_countries((event, *legs), actors),
        bound=frozenset(one.bound for one in await exposures_of(session, legs or (event,), now)),
    )


def _countries(parts: tuple[Event, ...], actors: dict[str, Actor]) -> frozenset[str]:
    hosts = {part.place.country for part in parts if part.place}
    comers = {
        actors[one.actor].country
        for part in parts
        for one in part.participants
        if one.role is not Role.ABSENTEE and one.actor in actors
    }
    return frozenset(code for code in hosts | comers if code)
