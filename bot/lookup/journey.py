"""A journey with several legs and stops: each judged by the law of its state on its own days."""

from datetime import date, datetime

from bot.domain.answers import ExposureAnswer, LegExposure
from bot.domain.events import Event, EventKind
from bot.lookup import itinerary
from bot.lookup.exposure import exposures_of
from bot.store import events
from bot.store.database import Session


async def with_journey(session: Session, answer: ExposureAnswer, now: datetime) -> ExposureAnswer:
    """Return an answer with the other legs of the journey of which its event is one."""
    leg = await events.event(session, answer.event) if answer.event else None
    trip = await events.event(session, leg.broader) if leg and leg.broader else None
    if trip is None or trip.kind is not EventKind.TRIP:
        return answer
    legs = await events.parts(session, [trip.id])
    found = await exposures_of(session, legs, now, answer.subject)
    journey = tuple(
        LegExposure(**{name: getattr(one, name) for name in LegExposure.model_fields})
        for one in found
        if one.warrant == answer.warrant
    )
    return answer.model_copy(update={"journey": journey})


async def on_the_way(session: Session, answer: ExposureAnswer, now: datetime) -> ExposureAnswer:
    """Return an answer about a day with the journey, if one is on record for it."""
    query = events.EventQuery(
        first=answer.on,
        last=answer.on,
        actors=[answer.subject],
        roles=itinerary.TRAVELLERS,
        country=answer.state,
        dated_only=True,
    )
    for event in await events.find(session, query):
        if _covers(event, answer.on):
            found = answer.model_copy(update=itinerary.leg_fields(event))
            return await with_journey(session, found, now)
    return answer


def _covers(event: Event, day: date) -> bool:
    if not itinerary.can_expose(event) or event.kind is EventKind.TRIP:
        return False
    first, last = itinerary.days(event)
    return first <= day <= last
