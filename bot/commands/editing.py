"""What editors record: a new event, a change of one, that it was called off or put off.

They hand back what became known; the counter takes it in, so that the alerts follow as from any
other source.
"""

import re
from typing import Any, TypeVar
from urllib.parse import urlsplit

from babel.core import get_global
from pydantic import ValidationError

from bot.cards.card import Card, Tone
from bot.commands.meaning import the_actor, the_country, the_event
from bot.commands.replies import NoAnswer, misused, unread
from bot.commands.spec import Reply, Request
from bot.commands.wish import CERTAINTIES, parts
from bot.domain.bundle import Additions, Bundle, EventChange
from bot.domain.countries import country_name
from bot.domain.dates import Dates
from bot.domain.delivery import idempotency_token
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Participant, Place, Role
from bot.domain.record import Record
from bot.domain.sources import SourceReport, Standing
from bot.domain.words import words
from bot.lookup.plans import read_dates
from bot.store import events, ids
from bot.store.database import Session

_LONGEST_ID = 80
_GUESTS = {EventKind.VISIT: Role.VISITOR, EventKind.TRIP: Role.VISITOR}
"""What those who come are called, where not attendees."""
T = TypeVar("T", bound=Record)

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


async def answer_add(session: Session, request: Request) -> Reply:
    """Record an event that is new."""
    kind = EventKind(request.get("kind") or EventKind.OTHER)
    source = _source(request)
    event = _valid(
        Event,
        id=await _fresh_id(session, request.required("title")),
        kind=kind,
        title=request.required("title"),
        participants=await _people(session, request, _GUESTS.get(kind, Role.ATTENDEE)),
        place=await _place(session, request),
        planned=_dates(request, "on") or Dates(),
        certainty=_certainty(request) or Certainty.HIGHLY_LIKELY,
        standing=request.get("standing") or Standing.REPORTED,
        note=request.get("note"),
        sources=tuple(one.id for one in source),
    )
    return _recorded(event.id, Bundle(sources=source, events=(event,)))


async def answer_revise(session: Session, request: Request) -> Reply:
    """Record that an event is otherwise than was known."""
    event = await the_event(session, request.required("event"), request.now)
    source = _source(request)
    kind = await _kind_of(session, event.id)
    new = {
        "title": request.get("title"),
        "place": await _place(session, request),
        "planned": _dates(request, "on"),
        "certainty": _certainty(request),
        "standing": request.get("standing"),
        "status": request.get("status"),
        "note": request.get("note"),
    }
    people = await _people(session, request, _GUESTS.get(kind, Role.ATTENDEE))
    changes = {name: value for name, value in new.items() if value is not None}
    if not changes and not people:
        raise NoAnswer(misused("what is to change?", "write revise EVENT on:2024-06-19"))
    add = Additions(participants=people, sources=tuple(one.id for one in source))
    change = _change(request, event.id, changes, add)
    return _recorded(event.id, Bundle(sources=source, changes=(change,)))


async def answer_cancel(session: Session, request: Request) -> Reply:
    """Record that an event was called off."""
    dead = {"status": EventStatus.CANCELLED, "certainty": Certainty.CANCELLED}
    return await _called_off(session, request, dead)


async def answer_postpone(session: Session, request: Request) -> Reply:
    """Record that an event was put off, with or without a new date."""
    until = _dates(request, "to")
    later: dict[str, Any] = {"status": EventStatus.POSTPONED, "planned": Dates()}
    if until is not None:
        later = {"status": EventStatus.RESCHEDULED, "planned": until}
    return await _called_off(session, request, later)


async def _called_off(session: Session, request: Request, changes: dict[str, Any]) -> Reply:
    event = await the_event(session, request.required("event"), request.now)
    source = _source(request)
    add = Additions(sources=tuple(one.id for one in source))
    change = _change(request, event.id, changes, add)
    return _recorded(event.id, Bundle(sources=source, changes=(change,)))


def _change(request: Request, event: str, changes: dict[str, Any], add: Additions) -> EventChange:
    correction = request.get("correction") == "yes"
    reason = request.get("reason")
    return EventChange(event=event, set=changes, add=add, reason=reason, correction=correction)


def _recorded(event: str, bundle: Bundle) -> Reply:
    """Hand back what is to be taken in; the event is then shown as it is known by it."""
    return Reply(card=Card(Tone.ANSWER, "Recorded"), intake=bundle, shows=event)


def _dates(request: Request, option: str) -> Dates | None:
    text = request.get(option)
    if text is None:
        return None
    try:
        return read_dates(text, request.now.date())
    except ValueError as wrong:
        raise unread(wrong) from wrong


def _certainty(request: Request) -> Certainty | None:
    said = request.get("certainty")
    return CERTAINTIES[said] if said else None


async def _place(session: Session, request: Request) -> Place | None:
    """Return the place that is named; its zone is its country's, where that has only one."""
    country, city = request.get("country"), request.get("city")
    if country is None and city is None:
        return None
    code = await the_country(session, country) if country else None
    zone = request.get("zone") or _only_zone(code)
    name = city or (country_name(code) if code else None)
    return _valid(Place, name=name, city=city, country=code, zone=zone)


def _only_zone(code: str | None) -> str | None:
    zones = get_global("territory_zones").get(code or "", [])
    return zones[0] if len(zones) == 1 else None


async def _people(session: Session, request: Request, role: Role) -> tuple[Participant, ...]:
    found = [await the_actor(session, one) for one in parts(request.get("who") or "")]
    return tuple(Participant(actor=one.id, role=role) for one in found)


async def _kind_of(session: Session, event: str) -> EventKind:
    known = await events.event(session, event)
    return known.kind if known else EventKind.OTHER


def _source(request: Request) -> tuple[SourceReport, ...]:
    """Return the report that is named: a link, or an outlet in words."""
    named = request.get("source")
    if named is None:
        return ()
    url = named if _WEB.fullmatch(named) else None
    outlet = (urlsplit(named).hostname or named) if url else named
    stem = "-".join(words(outlet))[:_LONGEST_ID] or "source"
    tag = idempotency_token(f"{named}/{request.now.date()}")[:8]
    day = f"{request.now.date():%Y-%m-%d}"
    return (SourceReport(id=f"{stem}-{tag}", outlet=outlet, url=url, published=day),)


async def _fresh_id(session: Session, title: str) -> str:
    """Return an id that no event has, made of the words of its title."""
    stem = "-".join(words(title))[:_LONGEST_ID].strip("-") or "event"
    number, name = 1, stem
    while await ids.existing(session, "event", [name]):
        number += 1
        name = f"{stem}-{number}"
    return name


def _valid(record: type[T], **fields: Any) -> T:
    try:
        return record(**fields)
    except ValidationError as refused:
        first = refused.errors()[0]
        field = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        problem = f"{field}: {said}" if field else said
        raise NoAnswer(misused(problem, "see the help of the command")) from refused
