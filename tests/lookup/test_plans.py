"""Dates of an event as they are typed: no firmer than that, and never firmer when read back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import Basis, Precision
from bot.lookup.plans import read_dates

TODAY = date(2024, 6, 17)


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("2024-06-18", "2024-06-18", None, Basis.STATED),
        ("2024-06-18/2024-06-19", "2024-06-18", "2024-06-19", Basis.STATED),
        ("2024-06-18..2024-06-19", "2024-06-18", "2024-06-19", Basis.STATED),
        ("18-19 june", "2024-06-18", "2024-06-19", Basis.STATED),
        ("2024-07", "2024-07", None, Basis.STATED),
        ("2024-07~", "2024-07~", None, Basis.STATED),
        ("july 2024", "2024-07", None, Basis.STATED),
        ("next month", "2024-07", None, Basis.RELATIVE),
        ("2025", "2025", None, Basis.STATED),
        ("tomorrow", "2024-06-18", None, Basis.RELATIVE),
    ],
)
def test_as_firm_as_it_was_typed(text, start, end, basis):
    found = read_dates(text, TODAY)
    assert (found.start, found.end) == (start, end)
    assert found.basis is basis or "~" in text or text[:4].isdigit()


@pytest.mark.parametrize(
    "text",
    ["next 2 weeks", "this week", "in 3 days", "soon", "", "2024-06-19/2024-06-18", "2024-13"],
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(ValueError, match="write "):
        read_dates(text, TODAY)


@given(first=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(0, 30))
def test_days_are_read_as_those_days(first, days):
    last = first + timedelta(days=days)
    found = read_dates(f"{first}..{last}", TODAY)
    assert (found.first_day, found.last_day) == (first, last)
    assert found.precision is Precision.DAY
