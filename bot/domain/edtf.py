"""One EDTF date: what it covers, how precise it is, and what is refused.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/).
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any

from edtf import EDTFParseException, parse_edtf
from edtf.parser.parser_classes import EDTFObject, Interval, OneOfASet, Season
from pydantic import AfterValidator, BeforeValidator

from bot.domain.zones import FIRST_YEAR, LAST_YEAR

OPEN = ".."
"""The EDTF mark of an end that is not set."""

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
