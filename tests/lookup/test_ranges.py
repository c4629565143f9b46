"""Stretches of time as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.ranges import read_day, read_range

TODAY = date(2024, 6, 17)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2024-06-17", "2024-06-17"),
        ("tomorrow", "2024-06-18", "2024-06-18"),
        ("this week", "2024-06-17", "2024-06-23"),
        ("next week", "2024-06-24", "2024-06-30"),
        ("this weekend", "2024-06-22", "2024-06-23"),
        ("next 2 weeks", "2024-06-17", "2024-07-01"),
        ("the next two weeks", "2024-06-17", "2024-07-01"),
        ("Next 10 days", "2024-06-17", "2024-06-27"),
        ("past 30 days", "2024-05-18", "2024-06-17"),
        ("last month", "2024-05-01", "2024-05-31"),
        ("next year", "2025-01-01", "2025-12-31"),
        ("june 2024", "2024-06-01", "2024-06-30"),
        ("may", "2025-05-01", "2025-05-31"),
        ("june to july 2024", "2024-06-01", "2024-07-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2024-06~", "2024-06-01", "2024-06-30"),
        ("2024-06-15..2024-06-21", "2024-06-15", "2024-06-21"),
        ("2024-06-15/2024-06-21", "2024-06-15", "2024-06-21"),
        ("from 2024-06-15 to 2024-06-21", "2024-06-15", "2024-06-21"),
        ("15-21 june 2024", "2024-06-15", "2024-06-21"),
        ("15 to 21 june 2024", "2024-06-15", "2024-06-21"),
        ("15 june to 2 july", "2024-06-15", "2024-07-02"),
        ("15 june 2024", "2024-06-15", "2024-06-15"),
        ("June 15, 2024", "2024-06-15", "2024-06-15"),
        ("friday", "2024-06-21", "2024-06-21"),
        ("next monday", "2024-06-24", "2024-06-24"),
        ("monday to friday", "2024-06-17", "2024-06-21"),
        ("since may", "2024-05-01", "2024-06-17"),
        ("until friday", "2024-06-17", "2024-06-21"),
        ("in 3 days", "2024-06-20", "2024-06-20"),
    ],
)
def test_it_is_understood(text: str, first: str, last: str) -> None:
    found = read_range(text, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "bananas", "5", "next 3 bananas", "2024-13", "31 february 2024", "x" * 1000]
)
def test_what_is_not_understood_gets_examples(text: str) -> None:
    with pytest.raises(ValueError, match="write next 2 weeks"):
        read_range(text, TODAY)


def test_a_reversed_range_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        read_range("2024-06-21..2024-06-15", TODAY)


def test_one_day_is_asked_for() -> None:
    assert read_day("2024-06-18", TODAY) == date(2024, 6, 18)
    with pytest.raises(ValueError, match="more than one day"):
        read_day("june", TODAY)


def test_what_was_understood_is_said_back() -> None:
    assert read_range("june 2024", TODAY).said == "1–30 Jun 2024"


_PIECES = st.sampled_from(
    ["next", "last", "the", "2", "15", "weeks", "days", "june", "2024", "..", "to", "-", "/",
     "2024-06-15", "friday", "since", "until", "month", "year", "999", "0", "~"]
)  # fmt: skip
_TEXTS = st.text(max_size=30) | st.lists(_PIECES, max_size=5).map(" ".join)


@given(_TEXTS, st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_is_a_range_or_refused(text: str, today: date) -> None:
    try:
        found = read_range(text, today)
    except ValueError:
        return
    assert found.first <= found.last


@given(st.dates(date(1000, 1, 1), date(2998, 1, 1)), st.integers(0, 400))
def test_iso_days_are_read_as_written(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date.max)
    found = read_range(f"{first}..{last}", TODAY)
    assert (found.first, found.last) == (first, last)
