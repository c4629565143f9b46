"""Dates of an event as people type them, kept as firm as they were typed: "in June" has no day."""

import re
from calendar import monthrange
from datetime import date

from pydantic import ValidationError

from bot.domain.dates import Basis, Dates
from bot.lookup.ranges import DayRange, read_range

EXAMPLES = "2024-06-18, 18-19 june, june 2024 or 2024-06-18/2024-06-19"
_LONGEST_DAYS = 31
"""A longer stretch is no plan of days, save a whole year."""
_SOME_TIME = re.compile(
    r"\b(?:days|weeks?|weekend|fortnight|months|years|early|mid|late|beginning|start|middle|end"
    r"|half|rest|spring|summer|autumn|fall|winter|[qh]\d|(?:\d{4}-?)?[wqh]\d+)\b",
    re.IGNORECASE,
)
"""What says within which time, and not when."""


def read_dates(text: str, today: date) -> Dates:
    """Return the dates that `text` means on `today`: EDTF, or words as `read_range` knows them.

    Raises ValueError, with examples, where it is not understood, or is no plan: "next 2 weeks".
    """
    written = _edtf(text)
    if written is not None:
        return written
    found = read_range(text, today)
    firm = None if _SOME_TIME.search(text) else _as_firm(found)
    if firm is None:
        raise ValueError(f"{text.strip()[:60]!r} says between when, not when; write {EXAMPLES}")
    start, end = firm
    basis = Basis.STATED if any(letter.isdigit() for letter in text) else Basis.RELATIVE
    return Dates(start=start, end=end, basis=basis)


def _edtf(text: str) -> Dates | None:
    start, _, end = text.strip().replace("..", "/", 1).partition("/")
    try:
        return Dates.model_validate({"start": start.strip(), "end": end.strip() or None})
    except ValidationError:
        return None


def _as_firm(found: DayRange) -> tuple[str, str | None] | None:
    """Return the first and the last day, or the month or year that they fill."""
    first, last = found.first, found.last
    if first == last:
        return first.isoformat(), None
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first:%Y}", None
    whole = monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=whole):
        return f"{first:%Y-%m}", None
    if (last - first).days < _LONGEST_DAYS:
        return first.isoformat(), last.isoformat()
    return None
