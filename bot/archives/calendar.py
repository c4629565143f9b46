"""A calendar of somebody else as events: what each entry says, and no firmer.

What stands in an entry is data: a summary is a title and nothing more, a link is not followed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from icalendar import Calendar
from icalendar import Event as Entry

from bot.archives.naming import ID_LENGTH
from bot.archives.series import duration, moment, repeats, stamp
from bot.archives.table import Refusal
from bot.domain.countries import country_code
from bot.domain.dates import Dates
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Place
from bot.domain.record import SLUG_PATTERN
from bot.domain.sources import Detail, Standing
from bot.domain.zones import FIRST_YEAR, LAST_YEAR, zone_names
from bot.exports.calendar_entry import DOMAIN

MOST_ENTRIES = 50_000

_LINE, _PROSE = 300, 4_000
_SLUG = re.compile(SLUG_PATTERN)
_OURS = f"@{DOMAIN}"
_STATUS = {"CANCELLED": EventStatus.CANCELLED}
_CERTAINTY = {"CONFIRMED": Certainty.HIGHLY_LIKELY, "CANCELLED": Certainty.CANCELLED}


class BadCalendar(ValueError):  # noqa: N818 - named for the file
    """A file is no calendar."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry, or one turn of a series."""

    id: str
    """Its UID, with the turn of a series."""
    line: int
    sequence: int
    ours: bool
    """Whether the UID is one that Dragoman gave."""
    event: Event


@dataclass(slots=True)
class Reading:
    """What a calendar holds."""

    name: str | None
    """What it calls itself."""
    entries: list[Known] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Frame:
    """From where a calendar is read: for whom, and on what day."""

    source: str
    standing: Standing
    today: date


def read_calendar(content: bytes, source: str, standing: Standing, today: date) -> Reading:
    """Read a calendar. Raises BadCalendar if it is none."""
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError) as refused:
        said = " ".join(str(refused).split())[:120]
        raise BadCalendar(f"is not an iCalendar file (.ics): {said}") from refused
    found: list[Any] = [one for calendar in calendars for one in calendar.walk("VEVENT")]
    if not any(isinstance(one, Calendar) for one in calendars):
        raise BadCalendar("is not an iCalendar file (.ics): it has no VCALENDAR")
    if len(found) > MOST_ENTRIES:
        raise BadCalendar(f"has {len(found):,} entries; at most {MOST_ENTRIES:,} are read")
    name = next((str(one["X-WR-CALNAME"]) for one in calendars if "X-WR-CALNAME" in one), None)
    reading, frame = Reading(name), _Frame(source, standing, today)
    for several in _by_uid(found, reading).values():
        _read_series(several, frame, reading)
    return reading


def _by_uid(found: Iterable[Entry], reading: Reading) -> dict[str, list[Entry]]:
    """Put a series together with the turns of it that were changed."""
    by_uid: dict[str, list[Entry]] = {}
    for entry in found:
        uid = str(entry.get("UID", "")).strip()
        if uid:
            by_uid.setdefault(uid, []).append(entry)
        else:
            said = f"{_text(entry, 'SUMMARY') or 'an entry'!r} has no UID, so that it could not be "
            reading.refused.append(Refusal(0, "", said + "found again: have the calendar give one"))
    return by_uid


def _read_series(several: Sequence[Entry], frame: _Frame, reading: Reading) -> None:
    turns = {_key(one): one for one in several if "RECURRENCE-ID" in one}
    for entry in several:
        uid = str(entry["UID"]).strip()
        try:
            if "RECURRENCE-ID" in entry:
                reading.entries.append(_known(entry, uid, _key(entry), frame))
            elif "RRULE" in entry or "RDATE" in entry:
                for start, moved in repeats(entry, frame.today):
                    key = stamp(start)
                    if key not in turns:
                        reading.entries.append(_known(moved, uid, key, frame))
            else:
                reading.entries.append(_known(entry, uid, "", frame))
        except (ValueError, TypeError, AttributeError, OverflowError) as refused:
            said = f"{_text(entry, 'SUMMARY') or uid!r}: {' '.join(str(refused).split())[:200]}"
            reading.refused.append(Refusal(0, uid[:_LINE], said))


def _key(entry: Entry) -> str:
    at = moment(entry, "RECURRENCE-ID")
    return stamp(at) if at is not None else ""


def _known(entry: Entry, uid: str, turn: str, frame: _Frame) -> Known:
    status = str(entry.get("STATUS", "")).upper()
    event = Event(
        id=entry_id(uid, turn),
        kind=_kind(entry),
        title=(_text(entry, "SUMMARY") or "Untitled entry of a calendar")[:_LINE],
        place=_place(entry),
        status=_STATUS.get(status, EventStatus.SCHEDULED),
        certainty=_CERTAINTY.get(status, Certainty.MAY_OCCUR),
        standing=frame.standing,
        planned=entry_dates(entry),
        details=tuple(_details(entry, frame)),
        sources=(frame.source,),
    )
    sequence = int(entry.get("SEQUENCE", 0))
    ours = uid.endswith(_OURS) and not turn
    return Known(f"{uid}/{turn}" if turn else uid, 0, sequence, ours, event)


def entry_id(uid: str, turn: str = "") -> str:
    """Return the id of an entry's event: one of ours has its own, any other one made of the UID."""
    own = uid.removesuffix(_OURS)
    if own != uid and not turn and len(own) <= ID_LENGTH and _SLUG.match(own):
        return own
    return f"cal-{blake2b(f'{uid}/{turn}'.encode(), digest_size=8).hexdigest()}"


def entry_dates(entry: Entry) -> Dates:
    """Return when an entry is: days where it is all-day, else instants. The end is exclusive."""
    start, length = moment(entry, "DTSTART"), duration(entry)
    if start is None:
        raise ValueError("it has no DTSTART: give it a day")
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise ValueError(f"{start} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    end = start + (length or timedelta())
    if not isinstance(start, datetime):
        last = end - timedelta(days=1)
        return Dates(start=start.isoformat(), end=last.isoformat() if last > start else None)
    if start.tzinfo is None:  # the same hour wherever one is: a day, no instant
        said = f"{start:%H:%M}, local time"
        return Dates(start=start.date().isoformat(), wording=said)
    zone = _zone(entry["DTSTART"])
    end_at = end if isinstance(end, datetime) and end > start else None
    return Dates(start_at=start, end_at=end_at, zone=zone)


def _zone(value: Any) -> str | None:
    name = getattr(value.dt.tzinfo, "key", None) or value.params.get("TZID")
    return str(name) if name in zone_names() else None


def _kind(entry: Entry) -> EventKind:
    """Return the kind that the categories name; a trip needs legs, which no calendar has."""
    value = entry.get("CATEGORIES")
    several = value if isinstance(value, list) else [value] if value is not None else []
    said = [str(one).strip().casefold() for each in several for one in getattr(each, "cats", ())]
    known = {str(kind): kind for kind in EventKind}
    return next((known[one] for one in said if one in known), EventKind.OTHER)


def _place(entry: Entry) -> Place | None:
    """Return the place as it is written, and its country where the last words name one."""
    said = _text(entry, "LOCATION")[:_LINE]
    if not said:
        return None
    parts = [one.strip() for one in said.split(",") if one.strip()]
    country = country_code(parts[-1]) if parts else None
    city = parts[-2] if country and len(parts) > 1 else None
    return Place(name=said, city=city, country=country)


def _details(entry: Entry, frame: _Frame) -> Iterator[Detail]:
    for name in ("DESCRIPTION", "URL"):
        said = _text(entry, name)[:_PROSE]
        if said:
            yield Detail(text=said, standing=frame.standing, sources=(frame.source,))


def _text(entry: Entry, name: str) -> str:
    """Return a text without control characters; of several, the first."""
    value = entry.get(name)
    value = value[0] if isinstance(value, list) and value else value
    plain = "".join(one if one.isprintable() else " " for one in str(value or ""))
    return " ".join(plain.split())
