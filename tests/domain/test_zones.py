"""Wall clocks and instants agree, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.domain.zones import Instant, ZoneName, at_local, end_of_day, local_day, start_of_day


def test_a_wall_time_is_that_of_the_place():
    found = at_local(date(2024, 6, 19), time(2, 22), "Asia/Pyongyang")

    assert found == datetime(2024, 6, 18, 17, 22, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_time_that_the_clocks_jump_over_is_the_moment_of_the_jump():
    found = at_local(date(2024, 3, 31), time(1, 30), "Europe/London")

    assert found == datetime(2024, 3, 31, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_happens_twice_is_its_first_occurrence(fold: int):
    found = at_local(date(2024, 10, 27), time(1, 30, fold=fold), "Europe/London")

    assert found == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_a_day_that_begins_with_a_jump_begins_after_it():
    assert start_of_day(date(2024, 4, 26), "Africa/Cairo") == datetime(2024, 4, 25, 22, tzinfo=UTC)


def test_a_day_that_a_place_left_out_is_the_moment_of_the_jump():
    """Samoa went from 29 to 31 December 2011."""
    jump = datetime(2011, 12, 30, 10, tzinfo=UTC)

    assert at_local(date(2011, 12, 30), time(12), "Pacific/Apia") == jump
    assert start_of_day(date(2011, 12, 31), "Pacific/Apia") == jump


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2024, 3, 31), 23), (date(2024, 6, 18), 24), (date(2024, 10, 27), 25)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int):
    length = end_of_day(day, "Europe/London") - start_of_day(day, "Europe/London")

    assert length == timedelta(hours=hours)


def test_the_date_on_the_wall_differs_from_place_to_place():
    instant = datetime(2024, 6, 18, 17, 22, tzinfo=UTC)

    assert local_day(instant, "Asia/Pyongyang") == date(2024, 6, 19)
    assert local_day(instant, "Europe/Moscow") == date(2024, 6, 18)


_ZONES = st.sampled_from(sorted(available_timezones()))
_DAYS = st.dates(date(1970, 1, 2), date(2037, 12, 30))


@given(_DAYS, st.times(), _ZONES)
def test_an_instant_shows_the_wall_time_or_the_next_one_that_exists(
    day: date, wall: time, zone: str
):
    wanted = datetime.combine(day, wall)
    shown = at_local(day, wall, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    assert wanted <= shown <= wanted + timedelta(days=1)


@given(_DAYS, st.times(), st.times(), _ZONES)
def test_a_later_wall_time_of_a_day_is_never_an_earlier_instant(
    day: date, one: time, other: time, zone: str
):
    early, late = sorted((one, other))

    assert at_local(day, early, zone) <= at_local(day, late, zone)


@given(_DAYS, _ZONES)
def test_days_follow_each_other_without_gap(day: date, zone: str):
    assert start_of_day(day, zone) <= end_of_day(day, zone)
    assert end_of_day(day, zone) == start_of_day(day + timedelta(days=1), zone)


def test_an_instant_is_kept_in_utc():
    found = TypeAdapter(Instant).validate_python("2024-06-19T02:22+09:00")

    assert found == datetime(2024, 6, 18, 17, 22, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    ["2024-06-18T10:00:00", "2024-06-18", "20240618", 1718700000, 1718700000.5, True, None,
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"],
)  # fmt: skip
def test_what_names_no_certain_instant_is_refused(value: object):
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python(value)


@pytest.mark.parametrize("name", ["Europe/London", "Asia/Pyongyang", "UTC"])
def test_an_iana_zone_is_taken(name: str):
    assert TypeAdapter(ZoneName).validate_python(name) == name


@pytest.mark.parametrize("name", ["London", "GMT+25", "../etc/passwd", ""])
def test_another_zone_is_refused(name: str):
    with pytest.raises(ValidationError, match="is not an IANA time zone"):
        TypeAdapter(ZoneName).validate_python(name)
