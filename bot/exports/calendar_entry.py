"""One event as an entry of a calendar (VEVENT: RFC 5545, 3.6.1), never firmer than the event.

Without a known day there is none, without a known hour it is all-day, what is not certain is
tentative. An entry follows from the event's state alone: the same revision gives the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from unicodedata import category
from zoneinfo import ZoneInfo

from icalendar import Event

from bot.cards.people import participant_line, present
from bot.cards.wording import STATUS_WORDS, kind_words, place_words, source_line
from bot.domain.answers import EventAnswer
from bot.domain.dates import Dates
from bot.domain.edtf import Precision
from bot.domain.events import Certainty, EventStatus

DOMAIN = "dragoman.calendar"
"""What makes the UIDs ours (RFC 7986, 5.3): the same event has the same UID in every file."""
LONGEST_DESCRIPTION = 2_000
"""Characters; a summit of forty with all its sources has more, and a phone shows fewer."""
MORE = "…"

_UNWRITTEN = ("Cc", "Cs", "Zl", "Zp")
"""Controls, half characters, and what begins a line or a paragraph."""
_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
_SURE = (EventStatus.OCCURRED, EventStatus.UNDER_WAY)


class Access(StrEnum):
    """Who may see an entry in a calendar that is shared (RFC 5545, 3.8.1.3)."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"


def calendar_entry(answer: EventAnswer, access: Access) -> Event | None:
    """Return the entry of an event; none where its day is not known."""
    times = entry_times(entry_dates(answer))
    if times is None:
        return None
    entry = Event()
    # SEQUENCE and LAST-MODIFIED: RFC 5545, 3.8.7. DTSTAMP is the revision's, too, not that of
    # the request: a file in which nothing changed is to be the same file.
    entry.add("uid", uid(answer.id))
    entry.add("dtstamp", answer.revised_at)
    entry.add("last-modified", answer.revised_at)
    entry.add("sequence", answer.revision)
    entry.add("summary", clean(_summary(answer)))
    _add_times(entry, *times)
    entry.add("status", _status(answer))
    entry.add("class", access.upper())
    entry.add("transp", "TRANSPARENT")  # it is somebody else's appointment
    entry.add("categories", list(filter(None, (answer.kind, answer.subtype))))
    entry.add("description", _cut("\n".join(map(clean, _description(answer)))))
    if answer.place is not None:
        entry.add("location", clean(place_words(answer.place)))
    if answer.broader is not None:
        entry.add("related-to", uid(answer.broader))
    url = next((one.url for one in answer.sources if one.url), None)
    if url is not None:
        entry.add("url", clean(url))
    return entry


def uid(event: str) -> str:
    """Return the UID of an event's entry (RFC 5545, 3.8.4.7)."""
    return f"{event}@{DOMAIN}"


def entry_dates(answer: EventAnswer) -> Dates:
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


def _add_times(entry: Event, start: date, end: date | None) -> None:
    """Add DTSTART and DTEND, which is exclusive (RFC 5545, 3.6.1 and 3.8.2)."""
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)


def _local(instant: datetime, zone: str | None) -> datetime:
    """Return an instant by the clocks of a place; in UTC where those clocks show it twice."""
    whole = instant.replace(microsecond=0)
    local = whole.astimezone(ZoneInfo(zone)) if zone else whole
    return local if local.replace(fold=0).astimezone(UTC) == whole else whole.astimezone(UTC)


def _summary(answer: EventAnswer) -> str:
    return f"{_capital(answer.status)}: {answer.title}" if answer.status in _OFF else answer.title


def _status(answer: EventAnswer) -> str:
    """Say how sure it is (RFC 5545, 3.8.1.11)."""
    if answer.status in _OFF:
        return "CANCELLED"
    sure = answer.status in _SURE or answer.certainty is Certainty.CERTAIN
    return "CONFIRMED" if sure else "TENTATIVE"


def _description(answer: EventAnswer) -> Iterable[str]:
    likely = None if answer.status in (*_OFF, *_SURE) else answer.certainty_label
    standing = ", ".join(filter(None, (STATUS_WORDS[answer.status], likely)))
    yield f"{_capital(kind_words(answer.kind, answer.subtype))}: {standing} ({answer.standing})"
    yield f"Revision {answer.revision} of {answer.id}"
    if answer.broader_title is not None:
        yield f"Part of: {answer.broader_title}"
    if answer.dates.wording:
        yield f"Dates in the source: {answer.dates.wording}"
    yield from map(participant_line, present(answer.participants))
    yield from (f"Source: {source_line(one)}" for one in answer.sources)


def clean(text: str) -> str:
    r"""Return text as one line without controls, which no iCalendar text may hold (3.3.11).

    The library takes a \N in it for a line break, so that another backslash stands there.
    """
    shown = "".join(" " if category(letter) in _UNWRITTEN else letter for letter in text)
    return shown.replace(r"\N", "\uff3cN")


def _cut(text: str) -> str:
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return f"{text[: LONGEST_DESCRIPTION - len(MORE)].rstrip()}{MORE}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
