"""Stretches of time as people type them: "next 2 weeks", "june 2024", "2024-06-15..2024-06-21".

Pure; `today` is an argument. What was understood is said back, so that nobody has to guess.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.lookup.days import Days, calendar_unit, month, plus, single_day, weekday, written
from bot.lookup.spans import days_of_a_month, months, nth, part, quarter, season, week

EXAMPLES = "next 2 weeks, june 2024, 2024-06-15..2024-06-21 or 2024-06-15"
_LONGEST = 60
_WAY = r"(?P<way>next|coming|following|past|last|previous)"
_SEVERAL = re.compile(rf"(?:the |in the )?{_WAY} (?P<number>\d{{1,3}}|[a-z]+) (?P<unit>[a-z]+?)s?")
_ONE = re.compile(rf"(?:the )?(?:{_WAY}|this) (?P<unit>week|weekend|month|year)")
_BETWEEN = re.compile(
    r"(?:from |between )?(?P<left>.+?)(?:\s*\.\.+\s*|\s*[/–]\s*| (?:to|until|till|and|-) )"
    r"(?P<right>.+)"
)
_LEAD = re.compile(r"^(?:over|during|within|for) (?=the |next|coming|this)")
_TO_TODAY = re.compile(r"(?:since|until|till) (?P<edge>.+)")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_BACK = ("past", "last", "previous")


@dataclass(frozen=True, slots=True)
class DayRange:
    """A stretch of days, both ends inclusive, and how to say it."""

    first: date
    last: date
    said: str


def read_range(text: str, today: date) -> DayRange:
    """Return the stretch of days that `text` means on `today`.

    Raises ValueError, with examples, where it is not understood.
    """
    said = _LEAD.sub("", " ".join(text.casefold().replace(",", " ").split()))
    quoted = repr(text.strip()[:_LONGEST])
    try:
        found = _read(said, today) if 0 < len(said) <= _LONGEST else None
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueError(f"{quoted} is not a time that I understand; write {EXAMPLES}")
    first, last = found
    if last < first:
        raise ValueError(f"{quoted} ends before it begins; write {EXAMPLES}")
    return DayRange(first, last, describe(Dates(start=first.isoformat(), end=last.isoformat())))


def read_day(text: str, today: date) -> date:
    """Return the one day that `text` means. Raises ValueError where it is several, or none."""
    found = read_range(text, today)
    if found.first != found.last:
        raise ValueError(f"{text.strip()!r} is more than one day; write a day, such as 2024-06-15")
    return found.first


def _read(said: str, today: date) -> Days | None:
    """Try each way of writing in turn; the first that fits is taken."""
    attempts = (read(said, today) for read in _WAYS)
    return next((found for found in attempts if found is not None), None)


def _several(said: str, today: date) -> Days | None:
    """Read "next 2 weeks"."""
    matched = _SEVERAL.fullmatch(said)
    if matched is None:
        return None
    number = _NUMBERS.get(matched["number"]) or int(matched["number"])
    if matched["way"] in _BACK:
        return plus(today, -number, matched["unit"]), today
    return today, plus(today, number, matched["unit"])


def _one(said: str, today: date) -> Days | None:
    """Read "this week", "next month"."""
    matched = _ONE.fullmatch(said)
    if matched is None:
        return None
    way = matched["way"]
    return calendar_unit(today, matched["unit"], 0 if way is None else -1 if way in _BACK else 1)


def _between(said: str, today: date) -> Days | None:
    """Read "A to B" and "A..B"."""
    matched = _BETWEEN.fullmatch(said)
    if matched is None:
        return None
    left, right = matched["left"], _read(matched["right"], today)
    if right is None:
        return None
    for begun in _completed(left, matched["right"]):
        found = _read(begun, today)
        if found is not None:
            return _not_after(found[0], right[1], left), right[1]
    return None


def _not_after(first: date, last: date, written_first: str) -> date:
    """Take a beginning that names no year from the year before, where it would lie past the end."""
    named_year = re.search(r"\d{4}", written_first)
    return first if first <= last or named_year else plus(first, -1, "year")


def _completed(left: str, right: str) -> Iterator[str]:
    """Yield "june" of "june to july 2024" as "june 2024" first, then as it stands."""
    *month_and_year, year = right.split()
    if year.isdecimal() and month_and_year and not re.search(r"\d{4}", left):
        if left.isdecimal():
            yield " ".join((left, *month_and_year[1:], year))
        yield f"{left} {year}"
    elif left.isdecimal() and month_and_year:
        yield " ".join((left, *month_and_year[1:], year))
    yield left


def _to_today(said: str, today: date) -> Days | None:
    """Read "since may" and "until friday"."""
    matched = _TO_TODAY.fullmatch(said)
    found = _read(matched["edge"], today) if matched else None
    if found is None:
        return None
    if said.startswith("since"):
        return _not_after(found[0], today, said), today
    return today, found[1]


_WAYS: tuple[Callable[[str, date], Days | None], ...] = (
    written, _several, _one, month, weekday, days_of_a_month, part, quarter, season, week, months,
    nth, _to_today, _between, single_day,
)  # fmt: skip
