"""One row as an event: what it says, and as surely as the archive says it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.archives.mapping import Mapping
from bot.archives.naming import article, listed, slug
from bot.archives.people import Visitor
from bot.archives.table import Row
from bot.domain.actors import Actor
from bot.domain.countries import country_code
from bot.domain.dates import Dates
from bot.domain.events import (
    Certainty,
    Event,
    EventKind,
    EventStatus,
    Participant,
    Place,
    Role,
    Subtype,
)
from bot.domain.sources import Detail

_ONE_CITY = re.compile(r"^(?P<city>[^,;()]+?)(?:\s*\((?P<where>[^)]+)\))?$")
_LINE = 300
_PROSE = 4_000


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody in a row: who it is, and as whom the row names them."""

    actor: Actor
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a row: the persons, the state that they are of, the state that they are in."""

    people: Sequence[Entrant]
    state: Actor
    place: Actor


def event_id(mapping: Mapping, row_id: str) -> str:
    """Return the id of a row's event: it never changes."""
    return f"{mapping.id}-{slug(row_id)}"


def row_event(
    row: Row, mapping: Mapping, cast: Cast, where: tuple[str | None, str | None], today: date
) -> Event:
    """Return a row as an event; `where` is the country of today, and the city as it is written."""
    country, city = where
    over = row.last < today
    dates = Dates(start=row.start, end=row.end, wording=row.wording)
    source = (mapping.source.id,)
    remarks = (row.cells[mapping.remarks] if mapping.remarks else "")[:_PROSE]
    detail = Detail(text=remarks, standing=mapping.standing, sources=source) if remarks else None
    return Event(
        id=event_id(mapping, row.id),
        kind=mapping.kind,
        subtype=_subtype(remarks, mapping),
        title=_title(mapping, cast, city),
        participants=tuple(_participants(mapping, cast)),
        place=_place(cast, country, city),
        status=EventStatus.OCCURRED if over else EventStatus.SCHEDULED,
        certainty=Certainty.CERTAIN if over else Certainty.HIGHLY_LIKELY,
        standing=mapping.standing,
        planned=Dates() if over else dates,
        actual=dates if over else None,
        details=(detail,) if detail else (),
        sources=source,
    )


def _subtype(remarks: str, mapping: Mapping) -> Subtype | None:
    if mapping.kind not in (EventKind.VISIT, EventKind.TRIP):
        return None
    said = remarks.casefold()
    rules = mapping.subtypes
    return next((one.subtype for one in rules if said.startswith(one.words.casefold())), None)


def _title(mapping: Mapping, cast: Cast, city: str | None) -> str:
    names = listed([one.actor.name for one in cast.people])
    where = f"{article(cast.place.name)}{cast.place.name}"
    place = _ONE_CITY.match(city) if city else None
    if place and place["city"] != cast.place.name:
        where = f"{place['city']}, {cast.place.name}"
    verb = "visit" if len(cast.people) > 1 else "visits"
    joined = f"{verb} {where}" if mapping.kind is EventKind.VISIT else f"in {where}"
    return f"{names} {joined}"[:_LINE]


def _participants(mapping: Mapping, cast: Cast) -> list[Participant]:
    standing = mapping.standing
    found = [
        Participant(actor=one.actor.id, role=mapping.people.role, standing=standing,
                    note=_note(one.visitor))
        for one in cast.people
    ]  # fmt: skip
    if cast.state.dissolved:
        found.append(Participant(actor=cast.state.id, role=Role.DELEGATION, standing=standing))
    if cast.place.dissolved:
        found.append(Participant(actor=cast.place.id, role=Role.HOST, standing=standing))
    return found


def _note(visitor: Visitor) -> str | None:
    elect = f"{visitor.titles[0]}-elect" if visitor.elect and visitor.titles else None
    company = f"with {visitor.company}" if visitor.company else None
    return ", ".join(filter(None, (elect, visitor.rank, company)))[:_LINE] or None


def _place(cast: Cast, country: str | None, city: str | None) -> Place:
    """Return the place as the source names it; a country in brackets is that of the city."""
    if city is None:
        return Place(name=cast.place.name, country=country)
    found = _ONE_CITY.match(city)
    elsewhere = country_code(found["where"]) if found and found["where"] else None
    said = city if city == cast.place.name else f"{city}, {cast.place.name}"
    return Place(
        name=said[:_LINE],
        city=found["city"].strip() if found else None,
        country=elsewhere or country,
    )
