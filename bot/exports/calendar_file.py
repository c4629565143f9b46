"""Events as an iCalendar file (RFC 5545) that Apple, Google and Outlook take.

An entry is never firmer than the event: without a known day there is none, without a known hour
it is all-day, and what is not certain is tentative.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.cards.people import participant_line, present
from bot.cards.wording import STATUS_WORDS, kind_words, place_words, source_line
from bot.domain.answers import EventAnswer
from bot.domain.dates import Dates
from bot.domain.edtf import Precision
from bot.domain.events import Certainty, EventStatus

PRODUCT = "-//Dragoman//Diplomatic events//EN"
DOMAIN = "dragoman.calendar"
"""What makes the UIDs ours (RFC 7986, 5.3): the same event has the same UID in every file."""

_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
_SURE = (EventStatus.OCCURRED, EventStatus.UNDER_WAY)


class Access(StrEnum):
    """Who may see an entry in a calendar that is shared (RFC 5545, 3.8.1.3)."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file, and which events are not in it because nobody knows their day."""

    text: str
    events: tuple[str, ...]
    left_out: tuple[str, ...]


def calendar_file(
    answers: Sequence[EventAnswer], name: str, access: Access = Access.PUBLIC
) -> CalendarFile:
    """Write events into one calendar called `name`."""
    calendar = Calendar()
    for key, value in (
        ("version", "2.0"),
        ("prodid", PRODUCT),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
    ):
        calendar.add(key, value)
    entries = {one.id: _entry(one, access) for one in answers}
    for entry in entries.values():
        if entry is not None:
            calendar.add_component(entry)
    _add_zones(calendar, chain.from_iterable(map(_years, answers)))
    return CalendarFile(
        text=calendar.to_ical().decode(),
        events=tuple(one for one, entry in entries.items() if entry is not None),
        left_out=tuple(one for one, entry in entries.items() if entry is None),
    )


def _entry(answer: EventAnswer, access: Access) -> Event | None:
    times = entry_times(_dates(answer))
    if times is None:
        return None
    start, end = times
    entry = Event()
    entry.add("uid", f"{answer.id}@{DOMAIN}")
    entry.add("dtstamp", answer.revised_at)
    entry.add("last-modified", answer.revised_at)
    entry.add("sequence", answer.revision)
    entry.add("summary", _summary(answer))
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    entry.add("status", _status(answer))
    entry.add("class", access.upper())
    entry.add("transp", "TRANSPARENT")  # it is somebody else's appointment
    entry.add("categories", [answer.kind])
    entry.add("description", "\n".join(_description(answer)))
    if answer.place is not None:
        entry.add("location", place_words(answer.place))
    if answer.broader is not None:
        entry.add("related-to", f"{answer.broader}@{DOMAIN}")
    url = next((one.url for one in answer.sources if one.url), None)
    if url is not None:
        entry.add("url", url)
    return entry


def _dates(answer: EventAnswer) -> Dates:
    """Return the dates of the entry: of what was put off, those that are now struck out."""
    if answer.status is EventStatus.POSTPONED and answer.previously is not None:
        return answer.previously
    return answer.dates


def entry_times(dates: Dates) -> tuple[date, date | None] | None:
    """Return start and exclusive end: instants where the hours are known, else days.

    None where a day is not known. An end that is not known is left out, not guessed.
    """
    first, last = dates.first_day, dates.last_day
    if first is None or last is None or dates.approximate or dates.precision is not Precision.DAY:
        return None
    if dates.start_at is None or (dates.end_at is None and last > first):
        return first, last + timedelta(days=1)
    start = _local(dates.start_at, dates.zone)
    end = _local(dates.end_at, dates.zone) if dates.end_at else None
    return start, end if end is not None and end > start else None


def _local(instant: datetime, zone: str | None) -> datetime:
    """Return an instant by the clocks of a place; in UTC where those clocks show it twice."""
    whole = instant.replace(microsecond=0)
    local = whole.astimezone(ZoneInfo(zone)) if zone else whole
    return local if local.replace(fold=0).astimezone(UTC) == whole else whole.astimezone(UTC)


def _summary(answer: EventAnswer) -> str:
    return f"{_capital(answer.status)}: {answer.title}" if answer.status in _OFF else answer.title


def _status(answer: EventAnswer) -> str:
    if answer.status in _OFF:
        return "CANCELLED"
    sure = answer.status in _SURE or answer.certainty is Certainty.CERTAIN
    return "CONFIRMED" if sure else "TENTATIVE"


def _description(answer: EventAnswer) -> Iterable[str]:
    likely = None if answer.status in (*_OFF, *_SURE) else answer.certainty_label
    standing = ", ".join(filter(None, (STATUS_WORDS[answer.status], likely)))
    yield f"{_capital(kind_words(answer.kind, answer.subtype))}: {standing} ({answer.standing})"
    if answer.dates.wording:
        yield f"Dates in the source: {answer.dates.wording}"
    yield from map(participant_line, present(answer.participants))
    yield from (f"Source: {source_line(one)}" for one in answer.sources)
    yield f"Revision {answer.revision} of {answer.id}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _years(answer: EventAnswer) -> list[int]:
    days = (_dates(answer).first_day, _dates(answer).last_day)
    return [day.year for day in days if day is not None]


def _add_zones(calendar: Calendar, years: Iterable[int]) -> None:
    """Describe each zone that is used, for the years that matter: Outlook needs it."""
    used = sorted(years)
    if used:
        calendar.add_missing_timezones(date(used[0] - 1, 1, 1), date(used[-1] + 2, 1, 1))
