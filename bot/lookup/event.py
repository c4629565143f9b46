"""What is known of one event, with names, offices on its date, legs, exposures and sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.answers import (
    DetailAnswer,
    EventAnswer,
    EventSummary,
    ExposureAnswer,
    ParticipantAnswer,
    PlaceAnswer,
    TallyAnswer,
)
from bot.domain.countries import country_name
from bot.domain.events import Event, EventKind, Participant, Place, VisitTally
from bot.domain.sources import Detail
from bot.lookup.exposure import exposures_of
from bot.lookup.refs import Refs, resolve
from bot.store import events
from bot.store.database import Session


async def event_answer(
    session: Session, event_id: str, now: datetime, *, revision: int | None = None
) -> EventAnswer | None:
    """Return all that is known of an event, or was known in one of its revisions."""
    event = await events.event(session, event_id)
    if event is None:
        return None
    recorded = await events.revision(session, event_id, revision or event.revision)
    if recorded is None:
        return None
    event = recorded.event
    broader = await events.event(session, event.broader) if event.broader else None
    legs = await events.parts(session, [event.id])
    # A trip has no place of its own: what is to be said of a warrant is said of its legs.
    travelled = (event, *legs) if event.kind is EventKind.TRIP else (event,)
    exposures = await exposures_of(session, travelled, now)
    refs = await resolve(session, holders=set(_actors(event)), sources=set(_sources(event)))
    around = _Around(broader, legs, exposures)
    return _answer(recorded.event, recorded.at, refs, now, around)


async def plain_answers(
    session: Session, found: Sequence[Event], now: datetime
) -> tuple[EventAnswer, ...]:
    """Return what is known of many events in few questions: without their legs and exposures."""
    at = await events.revised_at(session, [one.id for one in found])
    broader = await events.events_by_id(session, {one.broader for one in found if one.broader})
    holders = {actor for one in found for actor in _actors(one)}
    sources = {source for one in found for source in _sources(one)}
    refs = await resolve(session, holders=holders, sources=sources)
    return tuple(
        _answer(one, at[one.id], refs, now, _Around(broader.get(one.broader or ""), (), ()))
        for one in found
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to an event without being a part of its record."""

    broader: Event | None
    legs: tuple[Event, ...]
    exposures: tuple[ExposureAnswer, ...]


def _answer(event: Event, at: datetime, refs: Refs, now: datetime, around: _Around) -> EventAnswer:
    """Put the answer together; the offices are those of the event's day."""
    dates = event.dates
    day = dates.first_day or now.date()
    return EventAnswer(
        id=event.id,
        kind=event.kind,
        subtype=event.subtype,
        title=event.title,
        status=event.status,
        certainty=event.certainty,
        certainty_label=event.certainty.label,
        standing=event.standing,
        start=dates.start,
        end=dates.end,
        precision=dates.precision,
        dates=dates,
        planned=event.zoned(event.planned),
        actual=event.zoned(event.actual) if event.actual else None,
        previously=event.zoned(event.previously) if event.previously else None,
        place=place_answer(event.place),
        participants=tuple(_participant(one, refs, day) for one in event.participants),
        broader=event.broader,
        broader_title=around.broader.title if around.broader else None,
        leg=event.leg,
        legs=tuple(map(event_summary, around.legs)),
        tally=_tally(event.tally, refs),
        agenda=tuple(_detail(one, refs) for one in event.agenda),
        outcomes=tuple(_detail(one, refs) for one in event.outcomes),
        details=tuple(_detail(one, refs) for one in event.details),
        note=event.note,
        exposures=around.exposures,
        sources=refs.source_list(_sources(event)),
        revision=event.revision,
        revised_at=at,
    )


def event_summary(event: Event) -> EventSummary:
    """Return an event as one line of a list."""
    dates = event.dates
    return EventSummary(
        id=event.id,
        kind=event.kind,
        subtype=event.subtype,
        title=event.title,
        status=event.status,
        certainty=event.certainty,
        start=dates.start,
        end=dates.end,
        precision=dates.precision,
        dates=dates,
        country=event.place.country if event.place else None,
        leg=event.leg,
        revision=event.revision,
    )


def _actors(event: Event) -> Iterator[str]:
    for one in event.participants:
        yield one.actor
        if one.represented_by:
            yield one.represented_by


def _sources(event: Event) -> Iterator[str]:
    yield from event.sources
    for detail in (*event.agenda, *event.outcomes, *event.details):
        yield from detail.sources
    if event.tally:
        yield from event.tally.sources


def place_answer(place: Place | None) -> PlaceAnswer | None:
    """Say where an event is; none where that is not known."""
    if place is None:
        return None
    named = country_name(place.country) if place.country else None
    return PlaceAnswer(**place.model_dump(), country_name=named)


def _participant(one: Participant, refs: Refs, day: date) -> ParticipantAnswer:
    return ParticipantAnswer(
        id=one.actor,
        name=refs.name(one.actor),
        role=one.role,
        mode=one.mode,
        office=refs.office(one.actor, day),
        represented_by=refs.named(one.represented_by) if one.represented_by else None,
        standing=one.standing,
        note=one.note,
    )


def _detail(detail: Detail, refs: Refs) -> DetailAnswer:
    outlets = refs.outlets(detail.sources)
    return DetailAnswer(text=detail.text, standing=detail.standing, sources=outlets)


def _tally(tally: VisitTally | None, refs: Refs) -> TallyAnswer | None:
    if tally is None:
        return None
    return TallyAnswer(**tally.model_dump(exclude={"sources"}), sources=refs.outlets(tally.sources))
