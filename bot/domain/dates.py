"""Dates as their sources give them: EDTF text, how precise it is, and what may be derived from it.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/).
A date is never made firmer than its source: "in October" has no first day to count from.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from babel.dates import format_interval, format_skeleton
from edtf import EDTFParseException, parse_edtf
from edtf.parser.parser_classes import EDTFObject, Interval, OneOfASet, Season
from pydantic import AfterValidator, BeforeValidator, model_validator

from bot.domain.record import Line, Record
from bot.domain.zones import (
    FIRST_YEAR,
    LAST_YEAR,
    Instant,
    ZoneName,
    end_of_day,
    local_day,
    start_of_day,
)

OPEN = ".."
"""The EDTF mark of an end that is not set."""

DEFAULT_LOCALE = "en_GB"
UNKNOWN_ZONE = "UTC"
MAX_LENGTH = 40
"""Of one EDTF date; a longer one, such as a set of thousands, is no date of an event."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HALF_KNOWN = re.compile(r"-(?:X[0-9]|[0-9]X)")
_EDTF_FAULTS = (EDTFParseException, ValueError, TypeError, AttributeError)
"""What `edtf` raises at text that is almost right."""
_EXAMPLES = "such as 2024-06-18, 2024-06, 2024-06~ or 2024"
_OUTSIDE = f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}"
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


class Precision(StrEnum):
    """The smallest unit that a date fixes."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    """The source gives it."""
    RELATIVE = "relative"
    """The source says "Friday" or "last month"; counted from its day of publication."""
    DERIVED = "derived"
    """Follows by a rule, such as Article 126 of the Rome Statute."""
    INFERRED = "inferred"
    """Concluded by an editor from the context."""


@dataclass(frozen=True, slots=True)
class Span:
    """What one EDTF expression covers: first and last possible day, both inclusive."""

    first: date
    last: date
    precision: Precision
    approximate: bool = False
    one_of: bool = False
    season: str | None = None


@lru_cache(maxsize=65_536)
def span(text: str) -> Span:
    """Read one EDTF date.

    Raises ValueError, with the remedy, for an interval (start and end are fields of their own),
    a time of day, text that is not EDTF, or a year outside FIRST_YEAR to LAST_YEAR.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"{text[:MAX_LENGTH]!r}… is longer than {MAX_LENGTH} characters")
    if _ISO_DAY.fullmatch(text):
        with suppress(ValueError):
            day = date.fromisoformat(text)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return Span(day, day, Precision.DAY)
    return _span(text, *_parse(text))


def _parse(text: str) -> tuple[EDTFObject, Any, Any]:
    """Return what the text says, with its first and last day as `edtf` counts them."""
    if "T" in text:
        raise ValueError(f"{text!r} has a time of day; give the date here, {_EXAMPLES}")
    if "Y" in text:  # a year of any length; counting out Y1E9 would take minutes
        raise ValueError(f"{text!r} {_OUTSIDE}")
    if _HALF_KNOWN.search(text):
        raise ValueError(f"{text!r} gives half of a day or month; write XX for the whole of it")
    try:
        parsed: EDTFObject = parse_edtf(text)
        if not isinstance(parsed, Interval):
            return parsed, parsed.lower_strict(), parsed.upper_strict()
    except _EDTF_FAULTS as refused:
        raise ValueError(f"{text!r} is not an EDTF date, {_EXAMPLES}") from refused
    raise ValueError(f"{text!r} is an interval; give its start and its end as two fields")


def _span(text: str, parsed: EDTFObject, lower: Any, upper: Any) -> Span:
    if isinstance(lower, float) or isinstance(upper, float):
        raise ValueError(f"{text!r} has an open end; give {OPEN!r} as the end instead")  # noqa: TRY004
    if lower[0] < FIRST_YEAR or upper[0] > LAST_YEAR:
        raise ValueError(f"{text!r} {_OUTSIDE}")
    first, last = date(*lower[:3]), date(*upper[:3])
    one_of = isinstance(parsed, OneOfASet)
    season = _SEASONS.get(int(parsed.season)) if isinstance(parsed, Season) else None
    if season == "winter":  # edtf stops it on 31 December
        last = date(last.year + 1, 3, 1) - timedelta(days=1)
    return Span(
        first=first,
        last=last,
        precision=_precision(first, last, season=season is not None, one_of=one_of),
        approximate=any(mark in text for mark in "~?%"),
        one_of=one_of,
        season=season,
    )


_PRECISION_BY_DAYS = (
    (1, Precision.DAY),
    (31, Precision.MONTH),
    (92, Precision.SEASON),
    (366, Precision.YEAR),
    (3653, Precision.DECADE),
)


def _precision(first: date, last: date, *, season: bool, one_of: bool) -> Precision:
    if season:
        return Precision.SEASON
    days = (last - first).days + 1
    if one_of and days > 1:
        return next((p for limit, p in _PRECISION_BY_DAYS[1:] if days <= limit), Precision.CENTURY)
    return next((p for limit, p in _PRECISION_BY_DAYS if days <= limit), Precision.CENTURY)


def _check_edtf(text: str) -> str:
    span(text)
    return text


def _check_end(text: str) -> str:
    return text if text == OPEN else _check_edtf(text)


def _text(value: object) -> object:
    """Let a bare year, which JSON and YAML give as a number, stand for its text."""
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


_AsText = BeforeValidator(_text, json_schema_input_type=str | int)

Edtf = Annotated[str, _AsText, AfterValidator(_check_edtf)]
"""One EDTF date without a time: day, month, season, year, approximate (``2024-06~``), a set."""

EdtfEnd = Annotated[str, _AsText, AfterValidator(_check_end)]
"""An EDTF date, or ``..`` for an end that is open."""


class Dates(Record):
    """When something is, as far as its source says; all fields may be missing."""

    start: Edtf | None = None
    """First day (or month, year …); none while no date is known."""
    end: EdtfEnd | None = None
    """Last day, inclusive; ``..`` while open; none where it is the start again."""
    start_at: Instant | None = None
    """The exact beginning, where it is known."""
    end_at: Instant | None = None
    """The exact end, where it is known."""
    zone: ZoneName | None = None
    """The zone of the place, in which the days above are counted."""
    wording: Line | None = None
    """The words of the source for it, such as "last September"."""
    basis: Basis = Basis.STATED

    @model_validator(mode="before")
    @classmethod
    def _day_of_instant(cls, fields: Any) -> Any:
        """Fill a missing day from the exact instant."""
        if not isinstance(fields, Mapping):
            return fields
        filled = dict(fields)
        for name in ("start", "end"):
            moment = filled.get(f"{name}_at")
            if moment is not None and filled.get(name) is None:
                filled[name] = _local_date_text(moment, filled.get("zone"))
        return filled

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start is None and self.end is not None and self.end != OPEN:
            raise ValueError(f"end {self.end} is given without a start")
        closed = self.start and self.end and self.end != OPEN
        if closed and span(str(self.end)).last < span(str(self.start)).first:
            raise ValueError(f"the end {self.end} lies before the start {self.start}")
        if self.start_at and self.end_at and self.end_at < self.start_at:
            raise ValueError("end_at lies before start_at")
        if self.start_at and self.start is None:
            raise ValueError("start_at is given without its day in 'start'")
        self.check_days(self.zone)
        return self

    def check_days(self, zone: str | None) -> None:
        """Raise ValueError if an exact instant is not on its day in `zone`, the place's."""
        if self.start_at and self.start and zone:
            _check_day("start", self.start, [local_day(self.start_at, zone)], zone)
        if self.end_at and self.end and self.end != OPEN and zone:
            until = self.end_at - datetime.resolution  # midnight ends the day before it
            days = [local_day(until, zone), local_day(self.end_at, zone)]
            _check_day("end", self.end, days, zone)

    @property
    def precision(self) -> Precision:
        """The coarser of the precisions of start and end."""
        if self.start is None:
            return Precision.UNKNOWN
        found = [span(self.start).precision]
        if self.end not in (None, OPEN):
            found.append(span(str(self.end)).precision)
        return max(found, key=list(Precision).index)

    @property
    def approximate(self) -> bool:
        """Whether the source hedges: about, uncertain, or one of several days."""
        parts = [span(text) for text in (self.start, self.end) if text and text != OPEN]
        return any(part.approximate or part.one_of for part in parts)

    @property
    def first_day(self) -> date | None:
        """The earliest day on which it can begin."""
        return span(self.start).first if self.start else None

    @property
    def last_day(self) -> date | None:
        """The latest day on which it can still go on; none where the end is open or unknown."""
        if self.end == OPEN or self.start is None:
            return None
        return span(self.end or self.start).last

    @property
    def open_end(self) -> bool:
        """Whether the source says that no end is set."""
        return self.end == OPEN

    @property
    def begins(self) -> datetime | None:
        """The earliest instant at which it can begin (UTC)."""
        day = self.first_day
        return self.start_at or (start_of_day(day, self.zone or UNKNOWN_ZONE) if day else None)

    @property
    def over(self) -> datetime | None:
        """The instant from which it is over for certain (UTC, exclusive); none if open."""
        day = self.last_day
        return self.end_at or (end_of_day(day, self.zone or UNKNOWN_ZONE) if day else None)


def _check_day(name: str, text: str, days: list[date], zone: str) -> None:
    given = span(text)
    if not any(given.first <= day <= given.last for day in days):
        raise ValueError(f"{name}_at is on {days[-1]} in {zone}, but {name} says {text}")


def _local_date_text(moment: object, zone: object) -> str | None:
    """Give the local date of an instant that pydantic has not read yet."""
    try:
        instant = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
        local = instant.astimezone(ZoneInfo(str(zone))) if zone else instant
    except (ValueError, KeyError, OSError, OverflowError):
        return None  # the field's own validation says what is wrong with it
    return local.date().isoformat()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The instant from which reminder offsets count, and whether the hour is known."""

    instant: datetime
    exact: bool


def anchor(dates: Dates) -> Anchor | None:
    """Return the instant from which reminder offsets count, or none.

    It is the exact beginning where known, else the start of the first day in the zone of the
    place; none where the date is not precise to the day or is hedged.
    """
    if dates.start_at is not None:
        return Anchor(dates.start_at, exact=True)
    if dates.start is None:
        return None
    first = span(dates.start)
    if first.precision is not Precision.DAY or first.approximate or first.one_of:
        return None
    return Anchor(start_of_day(first.first, dates.zone or UNKNOWN_ZONE), exact=False)


def describe(dates: Dates | None, locale: str = DEFAULT_LOCALE) -> str:
    """Say the dates in words, no firmer than they are: "18–19 Jun 2024", "about June 2024"."""
    if dates is None or dates.start is None:
        return "no date"
    if dates.open_end:
        return f"from {_describe_span(span(dates.start), locale)}"
    first = span(dates.start)
    if dates.end is None or dates.end == dates.start:
        said = _describe_span(first, locale)
    elif first.precision is Precision.DAY and dates.precision is Precision.DAY:
        last = span(dates.end)
        hedge = "about " if dates.approximate else ""
        said = hedge + format_interval(first.first, last.last, "yMMMd", locale=locale)
    else:
        said = f"{_describe_span(first, locale)} to {_describe_span(span(dates.end), locale)}"
    return said + _describe_hour(dates)


def _describe_hour(dates: Dates) -> str:
    if dates.start_at is None:
        return ""
    local = dates.start_at.astimezone(ZoneInfo(dates.zone or UNKNOWN_ZONE))
    return f", {local:%H:%M} local" if dates.zone else f", {local:%H:%M} UTC"


def _describe_span(part: Span, locale: str) -> str:
    hedge = "about " if part.approximate else ""
    if part.one_of:
        return "one of " + format_interval(part.first, part.last, "yMMMd", locale=locale)
    if part.season:
        return f"{hedge}{part.season} {part.first.year}"
    match part.precision:
        case Precision.DAY:
            said = format_skeleton("yMMMd", part.first, locale=locale)
        case Precision.MONTH:
            said = format_skeleton("yMMMM", part.first, locale=locale)
        case Precision.YEAR:
            said = str(part.first.year)
        case Precision.SEASON if part.first.year == part.last.year:
            said = format_interval(part.first, part.last, "yMMM", locale=locale)
        case _:
            said = f"{part.first.year}–{part.last.year}"
    return hedge + said
