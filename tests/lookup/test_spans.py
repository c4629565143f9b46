"""Parts of months and years, and days of one month, as people type them on Monday 17 June 2024."""

from datetime import date

import pytest

from bot.lookup.plans import read_dates
from bot.lookup.ranges import read_day, read_range

TODAY = date(2024, 6, 17)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("june 15-21", "2024-06-15", "2024-06-21"),
        ("june 18 and 19", "2024-06-18", "2024-06-19"),
        ("June 18–19, 2025", "2025-06-18", "2025-06-19"),
        ("15-21 june", "2024-06-15", "2024-06-21"),
        ("18 and 19 of june", "2024-06-18", "2024-06-19"),
        ("3-5 june", "2025-06-03", "2025-06-05"),
        ("3-5 june 2024", "2024-06-03", "2024-06-05"),
        ("early june", "2024-06-01", "2024-06-10"),
        ("mid-june", "2024-06-11", "2024-06-20"),
        ("late february 2024", "2024-02-21", "2024-02-29"),
        ("the end of may 2024", "2024-05-21", "2024-05-31"),
        ("end of the month", "2024-06-21", "2024-06-30"),
        ("mid 2024", "2024-05-01", "2024-08-31"),
        ("first half of july", "2024-07-01", "2024-07-16"),
        ("second half of july", "2024-07-17", "2024-07-31"),
        ("first week of july", "2024-07-01", "2024-07-07"),
        ("last week of june", "2024-06-24", "2024-06-30"),
        ("rest of the week", "2024-06-17", "2024-06-23"),
        ("rest of june", "2024-06-17", "2024-06-30"),
        ("rest of july", "2024-07-01", "2024-07-31"),
        ("q3", "2024-07-01", "2024-09-30"),
        ("Q1 2025", "2025-01-01", "2025-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("h2 of 2024", "2024-07-01", "2024-12-31"),
        ("summer 2024", "2024-06-01", "2024-08-31"),
        ("this autumn", "2024-09-01", "2024-11-30"),
        ("2024-W25", "2024-06-17", "2024-06-23"),
        ("week 1 of 2025", "2024-12-30", "2025-01-05"),
        ("the weekend", "2024-06-22", "2024-06-23"),
        ("june-july 2024", "2024-06-01", "2024-07-31"),
        ("the 18th", "2024-06-18", "2024-06-18"),
        ("the 3rd", "2024-07-03", "2024-07-03"),
        ("over the next week", "2024-06-24", "2024-06-30"),
        ("18/6", "2024-06-18", "2024-06-18"),
        ("18.6.", "2024-06-18", "2024-06-18"),
    ],
)
def test_it_is_understood(text: str, first: str, last: str) -> None:
    found = read_range(text, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["june 30-31", "31st of june", "h3 2024", "week 60", "early bananas", "june-bananas",
     "june 18 or 19", "21-15 june 2024"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write next 2 weeks"):
        read_range(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["mid june", "late june 2024", "first half of july", "rest of june", "first week of july",
     "2024-w25", "the weekend", "q3 2024", "summer 2024"],
)  # fmt: skip
def test_a_part_of_a_month_is_no_plan_of_days(text: str) -> None:
    with pytest.raises(ValueError, match="says between when, not when"):
        read_dates(text, TODAY)


def test_days_of_a_month_are_a_plan() -> None:
    found = read_dates("june 18 and 19", TODAY)
    assert (found.start, found.end) == ("2024-06-18", "2024-06-19")
    assert read_day("the 18th", TODAY) == date(2024, 6, 18)
