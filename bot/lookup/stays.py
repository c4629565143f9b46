"""Who is where: the stays of people at events, in a stretch of days, with names and offices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.answers import PlaceAnswer
from bot.domain.events import Event, EventKind
from bot.domain.presence import Stay, Surety, stay_days, stays, surety
from bot.domain.whereabouts_answers import StayAnswer
from bot.lookup.event import event_summary, place_answer
from bot.lookup.refs import Refs, resolve
from bot.store import events as store
from bot.store.database import Session
from bot.store.events import EventQuery


@dataclass(frozen=True, slots=True)
class Found:
    """A stay, and how sure it is on the days asked for."""

    stay: Stay
    sure: Surety


async def stays_in(
    session: Session,
    query: EventQuery,
    *,
    wanted: Callable[[Stay], bool] = lambda _: True,
    limit: int | None = None,
) -> list[Found]:
    """Return the stays that touch the days of a query; of so many events, if limited."""
    if query.first is None or query.last is None:
        raise ValueError("a stay is looked for between two days")
    found = await store.find(session, replace(query, open_ends=False), limit=limit)
    return placed(found, query.first, query.last, wanted)


def placed(
    events: Iterable[Event],
    first: date,
    last: date,
    wanted: Callable[[Stay], bool] = lambda _: True,
) -> list[Found]:
    """Return the stays of events that touch a stretch of days."""
    found = []
    for event in events:
        for stay in stays(event):
            sure = surety(stay, first, last) if wanted(stay) else None
            if sure is not None and event.kind is not EventKind.TRIP:
                found.append(Found(stay, sure))
    return found


async def stay_answers(session: Session, found: Iterable[Found]) -> tuple[StayAnswer, ...]:
    """Put names and offices to stays."""
    found = tuple(found)
    refs = await resolve(session, holders={one.stay.who for one in found})
    return tuple(stay_answer(one, refs) for one in found)


def stay_answer(found: Found, refs: Refs) -> StayAnswer:
    """Put names and offices to one stay."""
    stay = found.stay
    days = stay_days(stay.event)
    return StayAnswer(
        who=refs.named(stay.who),
        office=refs.office(stay.who, days[0]) if days else None,
        role=stay.part.role,
        standing=stay.part.standing,
        surety=found.sure,
        place=_place(stay.event),
        event=event_summary(stay.event),
    )


def _place(event: Event) -> PlaceAnswer:
    place = place_answer(event.place)
    if place is None:
        raise ValueError(f"{event.id} has no place, so nobody stays there")
    return place
