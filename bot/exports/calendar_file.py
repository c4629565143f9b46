"""Events as an iCalendar file that Apple, Google and Outlook take.

The file is RFC 5545; its name and how often to fetch it are RFC 7986, and beside each stands the
older X- property of the same meaning, which Outlook and Google read: [MS-OXCICAL] 2.1.3.1.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from icalendar import Calendar, Event, vText

from bot.domain.answers import EventAnswer
from bot.domain.events import EventKind
from bot.exports.calendar_entry import Access, calendar_entry, clean, entry_dates
from bot.exports.calendar_zones import add_zones

PRODUCT = "-//Dragoman//Diplomatic events//EN"
REFRESH = timedelta(hours=1)
"""How often whoever is subscribed to the file is asked to fetch it; Google takes its own time."""
_REFRESH_TEXT = "PT1H"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file, and which events are not in it."""

    text: str
    events: tuple[str, ...]
    left_out: tuple[str, ...]
    """Nobody knows their day."""
    by_legs: tuple[str, ...] = ()
    """Trips for which their legs stand."""


def calendar_file(
    answers: Sequence[EventAnswer],
    name: str,
    access: Access = Access.PUBLIC,
    *,
    remarks: Sequence[str] = (),
) -> CalendarFile:
    """Write events into one calendar called `name`; a trip only where none of its legs is in it.

    `remarks` are said of the whole calendar, beside how many events are not in it.
    """
    entries = {one.id: calendar_entry(one, access) for one in answers}
    by_legs = _stood_for(answers, entries)
    left_out = tuple(one for one, entry in entries.items() if entry is None)
    kept = {one: e for one, e in entries.items() if e is not None and one not in by_legs}
    calendar = _calendar(clean(name), " ".join([*map(clean, remarks), *_missing(len(left_out))]))
    for entry in kept.values():
        calendar.add_component(entry)
    add_zones(calendar, chain.from_iterable(_years(one) for one in answers if one.id in kept))
    return CalendarFile(calendar.to_ical().decode(), tuple(kept), left_out, by_legs)


def _calendar(name: str, description: str) -> Calendar:
    """Return a calendar without entries (RFC 5545, 3.7; RFC 7986, 5.1, 5.2 and 5.7)."""
    calendar = Calendar()
    for key, value in (
        ("version", "2.0"),
        ("prodid", PRODUCT),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", vText(name)),
        ("x-published-ttl", _REFRESH_TEXT),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    if description:
        calendar.add("description", description)
        calendar.add("x-wr-caldesc", vText(description))
    return calendar


def _missing(number: int) -> Iterable[str]:
    if number:
        yield f"Not in it because the day is not known: {number} event{'s' if number > 1 else ''}."


def _stood_for(answers: Sequence[EventAnswer], entries: dict[str, Event | None]) -> tuple[str, ...]:
    """Return the trips of which a leg has an entry: the same days would be there twice."""
    with_legs = {one.broader for one in answers if entries[one.id] is not None}
    return tuple(one.id for one in answers if one.kind is EventKind.TRIP and one.id in with_legs)


def _years(answer: EventAnswer) -> list[int]:
    """Return the years in which the hours of an entry lie; none where it is of whole days."""
    dates = entry_dates(answer)
    if dates.start_at is None:
        return []
    return [day.year for day in (dates.first_day, dates.last_day) if day is not None]
