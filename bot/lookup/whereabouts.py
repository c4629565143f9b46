"""Where somebody is on a day, and who is in a place: by the events on record, no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.actors import ActorKind
from bot.domain.countries import country_name
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.events import Event
from bot.domain.presence import Stay, stay_days
from bot.domain.whereabouts_answers import PresentAnswer, StayAnswer, WhereAnswer
from bot.lookup.backing import backing
from bot.lookup.places import spellings
from bot.lookup.ranges import DayRange
from bot.lookup.refs import resolve
from bot.lookup.stays import Found, placed, stay_answers, stays_in
from bot.store import events as store
from bot.store import facts
from bot.store.database import Session
from bot.store.events import EventQuery

MOST_EVENTS = 100
"""Events that bring people to a place; a list of more is no answer."""
_NEAREST = 50
"""Events before and after a day, among which the nearest stay is looked for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A country or a city."""

    name: str
    country: str | None = None
    city: str | None = None
    cities: tuple[str, ...] = ()
    """The city, in all its spellings."""


async def where(session: Session, actor_id: str, on: date) -> WhereAnswer:
    """Say where somebody is on a day, and where they were and will be around it."""
    people = await _people(session, actor_id, on)

    def theirs(stay: Stay) -> bool:
        return stay.who in people

    that_day = EventQuery(first=on, last=on)
    own = await stays_in(session, replace(that_day, actors=[*people]), wanted=theirs)
    standing_in = await stays_in(session, replace(that_day, stand_ins=[*people]), wanted=theirs)
    there = [*own, *standing_in]
    around = await _around(session, people, on)
    shown = [one for one in (*there, *around) if one is not None]
    refs = await resolve(session, holders=[actor_id])
    before, after = [await _only(session, one) for one in around]
    return WhereAnswer(
        who=refs.named(actor_id),
        office=refs.office(actor_id, on),
        on=on,
        stays=await stay_answers(session, there),
        before=before,
        after=after,
        interpretation=describe(Dates(start=on.isoformat())),
        **await backing(session, _events(shown)),
    )


async def _people(session: Session, actor_id: str, on: date) -> frozenset[str]:
    """Return who is meant: of an office, whoever holds it that day."""
    actor = (await facts.actors(session, [actor_id])).get(actor_id)
    if actor is None or actor.kind is not ActorKind.OFFICE:
        return frozenset({actor_id})
    held = await facts.occupancies_in(session, actor_id)
    return frozenset({actor_id, *(one.holder for one in held if one.covers(on))})


async def _around(
    session: Session, people: frozenset[str], on: date
) -> tuple[Found | None, Found | None]:
    """Return the last stay that was over before a day, and the first that begins after it."""
    own = EventQuery(actors=sorted(people), dated_only=True)
    begun = await store.find(session, replace(own, last=on), limit=_NEAREST, latest=True)
    ahead = await store.find(session, replace(own, begins=on), limit=_NEAREST)
    found = placed((*begun, *ahead), date.min, date.max, lambda stay: stay.who in people)
    before = [one for one in found if _days(one)[1] < on]
    after = [one for one in found if _days(one)[0] > on]
    return (
        max(before, key=lambda one: _days(one)[1], default=None),
        min(after, key=lambda one: _days(one)[0], default=None),
    )


def _days(found: Found) -> tuple[date, date]:
    return stay_days(found.stay.event) or (date.max, date.min)


async def _only(session: Session, found: Found | None) -> StayAnswer | None:
    return (await stay_answers(session, [found]))[0] if found else None


def _events(found: Sequence[Found]) -> list[Event]:
    return list({one.stay.event.id: one.stay.event for one in found}.values())


async def who_is_in(session: Session, spot: Spot, days: DayRange) -> PresentAnswer:
    """Say who is in a place in a stretch of days; by the first events of it, if there are many."""
    query = EventQuery(
        first=days.first,
        last=days.last,
        open_ends=False,
        country=spot.country,
        cities=spot.cities,
    )
    events = await store.find(session, query, limit=MOST_EVENTS + 1)
    found = placed(events[:MOST_EVENTS], days.first, days.last)
    return PresentAnswer(
        place=spot.name,
        country=spot.country,
        city=spot.city,
        first=days.first,
        last=days.last,
        stays=await stay_answers(session, found),
        more=len(events) > MOST_EVENTS,
        interpretation=f"{spot.name}, {days.said}",
        **await backing(session, _events(found)),
    )


async def find_city(session: Session, text: str) -> Spot | None:
    """Return the city of that name in which an event is; none if none is."""
    written = await spellings(session, text)
    return Spot(written[0], city=written[0], cities=written) if written else None


def country_spot(code: str) -> Spot:
    """Return a country as a place."""
    return Spot(country_name(code), country=code)
