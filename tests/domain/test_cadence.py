"""Reminders and digests fall due where the precision of a date allows it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.domain.cadence import (
    DEFAULT_OFFSETS,
    Offset,
    daily,
    needs_hour,
    offset_length,
    presumed_end,
    presumed_start,
    reminders,
)
from bot.domain.dates import Dates
from bot.domain.edtf import OPEN
from bot.domain.zones import at_local, local_day, start_of_day
from tests.domain.samples import AT_THE_HOUR, ONE_DAY, PYONGYANG, TWO_DAYS

LONDON, NEW_YORK = "Europe/London", "America/New_York"


def _due(dates: Dates, offsets: tuple[str, ...] = DEFAULT_OFFSETS, zone: str = LONDON):
    return {one.offset: f"{one.at:%m-%d %H:%M}" for one in reminders(dates, offsets, zone)}


@pytest.mark.parametrize(
    ("offset", "length"),
    [
        ("7d", timedelta(days=7)),
        ("1d", timedelta(days=1)),
        ("12h", timedelta(hours=12)),
        ("30m", timedelta(minutes=30)),
        ("2w", timedelta(weeks=2)),
        ("0m", timedelta()),
    ],
)
def test_an_offset_is_a_number_and_a_unit(offset: str, length: timedelta):
    assert offset_length(offset) == length


@pytest.mark.parametrize(
    "bad", ["", "d", "7", "7 d", "-1d", "1y", "1d2h", "1000d", "\u0661d", "1D"]
)
def test_another_offset_is_refused(bad: str):
    with pytest.raises(ValidationError, match="is not an offset; write 7d, 1d, 12h, 30m or"):
        TypeAdapter(Offset).validate_python(bad)


def test_the_morning_is_an_offset_without_a_length():
    assert TypeAdapter(Offset).validate_python("morning") == "morning"
    assert not needs_hour("morning")
    with pytest.raises(ValueError, match="is not an offset"):
        offset_length("morning")


@pytest.mark.parametrize(("offset", "needs"), [("7d", False), ("24h", False), ("23h", True)])
def test_offsets_of_less_than_a_day_need_the_hour(offset: str, needs: bool):
    assert needs_hour(offset) is needs


def test_offsets_count_from_the_exact_beginning():
    exact = Dates(start_at=datetime(2024, 6, 19, 12, 30, tzinfo=UTC), zone=PYONGYANG)

    assert _due(exact) == {
        "7d": "06-12 12:30",
        "1d": "06-18 12:30",
        "morning": "06-19 07:00",
        "1h": "06-19 11:30",
    }


def test_of_a_day_the_hour_is_not_reminded():
    assert _due(ONE_DAY) == {
        "7d": "06-11 15:00",
        "1d": "06-17 15:00",
        "morning": "06-19 07:00",
    }


def test_the_morning_is_that_of_the_channel():
    assert _due(ONE_DAY, ("morning",), NEW_YORK) == {"morning": "06-19 12:00"}
    assert _due(ONE_DAY, ("morning",), PYONGYANG) == {"morning": "06-18 23:00"}


def test_no_morning_is_left_where_it_begins_before_it():
    assert "morning" not in _due(AT_THE_HOUR, zone=PYONGYANG)


def test_the_morning_before_it_begins_is_that_of_the_day_on_the_channels_wall():
    assert _due(AT_THE_HOUR, ("morning",), LONDON) == {"morning": "06-18 07:00"}


@pytest.mark.parametrize(
    "dates",
    [Dates(), Dates(start="2024-06"), Dates(start="2024-06-18~"),
     Dates(start="[2024-06-18,2024-06-19]")],
)  # fmt: skip
def test_nothing_is_reminded_of_an_imprecise_date(dates: Dates):
    assert _due(dates) == {}


def test_an_event_with_no_hour_has_begun_by_midday_at_the_host():
    assert presumed_start(ONE_DAY) == at_local(date(2024, 6, 19), time(12), PYONGYANG)


def test_an_event_with_an_hour_begins_then():
    assert presumed_start(AT_THE_HOUR) == datetime(2024, 6, 18, 17, 22, tzinfo=UTC)


@pytest.mark.parametrize("start", [None, "2024-06", "2024-06-18~"])
def test_an_imprecise_event_is_never_presumed_to_begin(start: str | None):
    assert presumed_start(Dates(start=start)) is None


def test_an_event_ends_with_its_last_day_at_the_host():
    assert presumed_end(TWO_DAYS) == start_of_day(date(2024, 6, 20), PYONGYANG)


def test_an_exact_end_is_the_end():
    end = datetime(2024, 6, 19, 10, tzinfo=UTC)

    assert presumed_end(Dates(start="2024-06-18", end_at=end)) == end


@pytest.mark.parametrize(
    "fields",
    [{}, {"start": "2024-06"}, {"start": "2024-06-18", "end": OPEN},
     {"start": "2024-06-18", "end": "2024-06-19~"}, {"start": "2024-06-18", "end": "2024-06"}],
)  # fmt: skip
def test_an_end_that_is_not_certain_is_never_presumed(fields: dict):
    assert presumed_end(Dates(**fields)) is None


@pytest.mark.parametrize(
    ("day", "hour", "at"),
    [
        (date(2024, 3, 30), time(8), "03-30 08:00"),
        (date(2024, 3, 31), time(8), "03-31 07:00"),
        (date(2024, 3, 31), time(1, 30), "03-31 01:00"),
        (date(2024, 10, 26), time(8), "10-26 07:00"),
        (date(2024, 10, 27), time(8), "10-27 08:00"),
        (date(2024, 10, 27), time(1, 30), "10-27 00:30"),
    ],
)
def test_the_digest_keeps_its_hour_when_the_clocks_change(day: date, hour: time, at: str):
    after = start_of_day(day, LONDON) - timedelta(seconds=1)
    until = start_of_day(day + timedelta(days=1), LONDON) - timedelta(seconds=1)

    assert [(found, f"{one:%m-%d %H:%M}") for found, one in daily(after, until, hour, LONDON)] == [
        (day, at)
    ]


def test_the_end_of_a_stretch_belongs_to_it_and_its_beginning_does_not():
    first, second = (at_local(date(2024, 6, day), time(8), LONDON) for day in (18, 19))

    assert list(daily(first, second, time(8), LONDON)) == [(date(2024, 6, 19), second)]
    assert list(daily(first, first, time(8), LONDON)) == []


_ZONES = st.sampled_from(
    [LONDON, NEW_YORK, PYONGYANG, "UTC", "Africa/Cairo", "America/Sao_Paulo",
     "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati", "Asia/Beirut"]
)  # fmt: skip
_DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(_DAYS, st.integers(0, 40), st.times().map(lambda one: one.replace(microsecond=0)), _ZONES)
def test_each_day_has_exactly_one_digest(first: date, length: int, hour: time, zone: str):
    moment = timedelta(microseconds=1)
    after = start_of_day(first, zone) - moment
    until = start_of_day(first + timedelta(days=length), zone) - moment

    found = list(daily(after, until, hour, zone))

    assert [day for day, _ in found] == [first + timedelta(days=n) for n in range(length)]
    assert all(at == at_local(day, hour, zone) for day, at in found)


@given(_DAYS, st.lists(st.integers(0, 5_000), min_size=1, max_size=6), _ZONES)
def test_looking_in_steps_finds_what_looking_once_finds(first: date, steps: list[int], zone: str):
    moments = [start_of_day(first, zone)]
    for minutes in steps:
        moments.append(moments[-1] + timedelta(minutes=minutes))

    in_steps = [
        one for after, until in pairwise(moments) for one in daily(after, until, time(8), zone)
    ]

    assert in_steps == list(daily(moments[0], moments[-1], time(8), zone))
    assert all(local_day(at, zone) == day for day, at in in_steps)
