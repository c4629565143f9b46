"""The pieces of which stretches of time are made: days, weeks, months as they are written."""

import re
import warnings
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.domain.edtf import span

Days = tuple[date, date]
"""A first and a last day, both inclusive."""

_WORDS = {"today": 0, "now": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_TIME_WORDS = frozenset(
    ("this", "next", "last", "past", "ago", "day", "days", "week", "weeks", "weekend", "month",
     "months", "year", "years", "early", "mid", "late", "end", "first", "second", "half", "rest",
     "spring", "summer", "autumn", "winter")
)  # fmt: skip
_ABBREVIATED = 3
"""Letters of the shortest name of a month or a weekday: "jun", "fri"."""
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_MONTH = re.compile(r"(?:in )?(?P<name>[a-z]{3,9})\.?(?: of)?(?: (?P<year>\d{4}))?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"(?:on )?(?:(?P<way>this|next|coming|last|past) )?(?P<name>[a-z]{3,9})")
_WEEK = timedelta(weeks=1)
_DATE_LIKE = re.compile(r"[a-z]{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|^\d{1,2}[./]\d{1,2}\.?$")
_FAR = 50
_UNITS: dict[str, Callable[[int], relativedelta]] = {
    "day": lambda number: relativedelta(days=number),
    "week": lambda number: relativedelta(weeks=number),
    "fortnight": lambda number: relativedelta(weeks=2 * number),
    "month": lambda number: relativedelta(months=number),
    "year": lambda number: relativedelta(years=number),
}


def names_a_day(word: str) -> bool:
    """Whether a word is likely to belong to a date: a number, a month, "next" …"""
    said = word.casefold().strip(".,")
    if any(letter.isdigit() for letter in said) or said in _WORDS or said in _TIME_WORDS:
        return True
    return len(said) >= _ABBREVIATED and any(
        name.startswith(said) for name in (*_MONTHS, *_WEEKDAYS)
    )


def plus(day: date, number: int, unit: str) -> date:
    """Return the day so many days, weeks … on. Raises ValueError for another unit."""
    if unit not in _UNITS:
        raise ValueError(unit)
    return day + _UNITS[unit](number)


def calendar_unit(today: date, unit: str, step: int) -> Days:
    """Return the calendar week, weekend, month or year, `step` on from the present one."""
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + step * _WEEK
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    if unit == "month":
        return _whole_month(today + relativedelta(months=step))
    year = today.year + step
    return date(year, 1, 1), date(year, 12, 31)


def written(said: str, today: date) -> Days | None:
    """Read "tomorrow", "2024-06-15", "2024-06", "2024"; an EDTF date may be hedged, too."""
    if said in _WORDS:
        day = today + timedelta(days=_WORDS[said])
        return day, day
    if _ISO.fullmatch(said.rstrip("~?%")):
        found = span(said)
        return found.first, found.last
    return None


def month(said: str, today: date) -> Days | None:
    """Read "june 2024"; without a year, the present or the next such month."""
    matched = _MONTH.fullmatch(said)
    if matched is None:
        return None
    named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(matched["name"])]
    if len(named) != 1:
        return None
    year = int(matched["year"]) if matched["year"] else today.year + (named[0] < today.month)
    return _whole_month(date(year, named[0], 1))


def weekday(said: str, today: date) -> Days | None:
    """Read "friday", the next one, today included; "next" and "last" leave today out."""
    matched = _WEEKDAY.fullmatch(said)
    named = [n for n, day in enumerate(_WEEKDAYS) if matched and day.startswith(matched["name"])]
    if matched is None or len(named) != 1:
        return None
    ahead = (named[0] - today.weekday()) % 7
    if matched["way"] in ("last", "past"):
        ahead -= 7
    elif matched["way"] == "next" and ahead == 0:
        ahead = 7
    day = today + timedelta(days=ahead)
    return day, day


def _whole_month(day: date) -> Days:
    return day.replace(day=1), day + relativedelta(day=31)


def single_day(said: str, today: date) -> Days | None:
    """Read one day in words: "15 june 2024", "friday", "in 3 days"."""
    if not _DATE_LIKE.search(said):
        return None
    import dateparser  # noqa: PLC0415 - slow to load, and rarely needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = dateparser.parse(
            said,
            languages=["en"],
            settings={
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "PREFER_DATES_FROM": "future",
                "PREFER_DAY_OF_MONTH": "first",
                "REQUIRE_PARTS": ["day", "month"],
                "DATE_ORDER": "DMY",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    if found is None or _made_up(said, found.date(), today):
        return None
    return found.date(), found.date()


def _made_up(said: str, day: date, today: date) -> bool:
    """Whether a year far off was read out of something that names none: "18 and 19" is no 2119."""
    return not re.search(r"\d{4}", said) and abs(day.year - today.year) > _FAR
