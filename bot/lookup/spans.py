"""Parts of weeks, months and years as people name them: "mid june", "q3 2024", "rest of the week".

Each function reads one way of writing, and gives none where it is another. A third of a month
has ten days; what was taken for "early" or "late" is said back like everything else.
"""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.domain.edtf import span
from bot.lookup.days import Days, calendar_unit, month

_PART = re.compile(
    r"(?:in )?(?:the )?(?P<part>early|mid|late|beginning of|start of|middle of|end of"
    r"|first half of|second half of|first week of|last week of|rest of)[ -](?:the )?(?P<whole>.+)"
)
_THIRDS = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2,
           "end of": 2}  # fmt: skip
_QUARTER = re.compile(r"(?:the )?(?P<half>[qh])(?P<number>[1-4])(?:(?: of)? (?P<year>\d{4}))?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[- ]?(?P<half>[qh])(?P<number>[1-4])")
_SEASON = re.compile(
    r"(?:(?:in|this|the) )?(?P<name>spring|summer|autumn|fall|winter)(?:(?: of)? (?P<year>\d{4}))?"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""As EDTF numbers them."""
_WEEK = re.compile(
    r"(?:(?P<year>\d{4})-?w|(?:calendar )?week )(?P<number>\d{1,2})(?:(?: of)? (?P<after>\d{4}))?"
)
_MONTHS = re.compile(r"(?P<left>[a-z]{3,9}) ?[-–] ?(?P<right>[a-z]{3,9})(?P<year> \d{4})?")
_NTH = re.compile(r"(?:on )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)")
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9})\.? (?P<left>\d{1,2}) ?(?:[-–&]|to|and) ?(?P<right>\d{1,2})"
    r"(?P<year> \d{4})?"
)
_DAY_FIRST = re.compile(
    r"(?P<left>\d{1,2}) ?(?:[-–&]|to|and) ?(?P<right>\d{1,2})(?: of)? (?P<month>[a-z]{3,9})\.?"
    r"(?P<year> \d{4})?"
)


def part(said: str, today: date) -> Days | None:
    """Read "early june", "end of 2024", "rest of the week"."""
    matched = _PART.fullmatch(said)
    whole = _whole(matched["whole"], today) if matched else None
    if matched is None or whole is None:
        return None
    first, last = whole
    match matched["part"]:
        case "rest of":
            return max(first, today) if today <= last else first, last
        case "first week of":
            return first, first + timedelta(days=6)
        case "last week of":
            return last - timedelta(days=6), last
        case "first half of" | "second half of":
            middle = first + (last - first) // 2
            halves = (first, middle), (middle + timedelta(days=1), last)
            return halves[matched["part"].startswith("second")]
        case _:
            return _third(whole, _THIRDS[matched["part"]])


def _whole(said: str, today: date) -> Days | None:
    """Read what a part is of: "june 2024", "2024", "month", "next week"."""
    way, _, unit = said.rpartition(" ")
    if unit in ("week", "month", "year") and way in ("", "this", "next"):
        return calendar_unit(today, unit, int(way == "next"))
    if re.fullmatch(r"\d{4}", said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    return month(said, today)


def _third(whole: Days, number: int) -> Days:
    """Return ten days of a month, or four months of a year."""
    first, last = whole
    if (last - first).days > 31:  # noqa: PLR2004 - longer than a month
        starts = [first + relativedelta(months=4 * each) for each in range(3)]
    else:
        starts = [first + timedelta(days=10 * each) for each in range(3)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    return starts[number], ends[number]


def quarter(said: str, today: date) -> Days | None:
    """Read "q3 2024", "2024-q3", "h1"."""
    matched = _QUARTER.fullmatch(said) or _YEAR_FIRST.fullmatch(said)
    if matched is None:
        return None
    months = 3 if matched["half"] == "q" else 6
    number = int(matched["number"])
    if number * months > 12:  # noqa: PLR2004 - there is no third half of a year
        return None
    first = date(int(matched["year"] or today.year), months * (number - 1) + 1, 1)
    return first, first + relativedelta(months=months, days=-1)


def season(said: str, today: date) -> Days | None:
    """Read "summer 2024"; without a year, the one of this year."""
    matched = _SEASON.fullmatch(said)
    if matched is None:
        return None
    found = span(f"{matched['year'] or today.year}-{_SEASONS[matched['name']]}")
    return found.first, found.last


def week(said: str, today: date) -> Days | None:
    """Read "2024-w25" and "week 25", as ISO 8601 counts them; and "the weekend"."""
    if said in ("weekend", "the weekend"):
        return calendar_unit(today, "weekend", 0)
    matched = _WEEK.fullmatch(said)
    if matched is None:
        return None
    year = int(matched["year"] or matched["after"] or today.year)
    monday = date.fromisocalendar(year, int(matched["number"]), 1)
    return monday, monday + timedelta(days=6)


def months(said: str, today: date) -> Days | None:
    """Read "june-july 2024"."""
    matched = _MONTHS.fullmatch(said)
    if matched is None:
        return None
    year = matched["year"] or ""
    left, right = month(matched["left"] + year, today), month(matched["right"] + year, today)
    return (left[0], right[1]) if left and right else None


def nth(said: str, today: date) -> Days | None:
    """Read "the 18th": of this month, or of the next if it is past."""
    matched = _NTH.fullmatch(said)
    if matched is None:
        return None
    number = int(matched["day"])
    day = (today if number >= today.day else today + relativedelta(months=1)).replace(day=number)
    return day, day


def days_of_a_month(said: str, today: date) -> Days | None:
    """Read "15-21 june 2024", "june 18 and 19"; without a year, the one that is not over."""
    matched = _MONTH_FIRST.fullmatch(said) or _DAY_FIRST.fullmatch(said)
    whole = month(matched["month"] + (matched["year"] or ""), today) if matched else None
    if matched is None or whole is None:
        return None
    first, last = (whole[0].replace(day=int(matched[side])) for side in ("left", "right"))
    if last < today and not matched["year"]:
        return first + relativedelta(years=1), last + relativedelta(years=1)
    return first, last
