"""Where somebody is on a day, and who is in a place: by the events on record, no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actors import ActorKind
from bot.domain.countries import country_name, fold
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.events import Event
from bot.domain.presence import Stay, stay_days
from bot.domain.whereabouts_answers import PresentAnswer, StayAnswer, WhereAnswer
from bot.lookup.backing import backing
from bot.lookup.ranges import DayRange
from bot.lookup.refs import resolve
from bot.lookup.stays import Found, placed, stay_answers, stays_in
from bot.store import events as store
from bot.store import facts
from bot.store.database import Session
from bot.store.events import EventQuery


@dataclass(frozen=True, slots=True)
class Spot:
    """A country or a city."""

    name: str
    country: str | None = None
    city: str | None = None

    def holds(self, stay: Stay) -> bool:
        """Whether somebody's stay is there."""
        place = stay.event.place
        if self.city is None or place is None:
            return stay.at_country == self.country
        return fold(place.city or place.name) == fold(self.city)


async def where(session: Session, actor_id: str, on: date) -> WhereAnswer:
    """Say where somebody is on a day, and where they were and will be around it."""
    people = await _people(session, actor_id, on)
    there = await stays_in(session, on, on, wanted=lambda stay: stay.who in people)
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
    own = await store.find(session, EventQuery(actors=sorted(people), dated_only=True))
    found = placed(own, date.min, date.max, lambda stay: stay.who in people)
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
    """Say who is in a place in a stretch of days."""
    country = spot.country if spot.city is None else None
    found = await stays_in(session, days.first, days.last, country=country, wanted=spot.holds)
    return PresentAnswer(
        place=spot.name,
        country=spot.country,
        city=spot.city,
        first=days.first,
        last=days.last,
        stays=await stay_answers(session, found),
        interpretation=f"{spot.name}, {days.said}",
        **await backing(session, _events(found)),
    )


async def find_city(session: Session, text: str) -> str | None:
    """Return the city of that name in which an event is; none if none is."""
    said = fold(text)
    return next((one for one in sorted(await store.cities(session)) if fold(one) == said), None)


def country_spot(code: str) -> Spot:
    """Return a country as a place."""
    return Spot(country_name(code), country=code)
