"""Dates are read as their source gives them, and never made firmer."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.date_words import describe
from bot.domain.dates import Basis, Dates, anchor
from bot.domain.edtf import OPEN, Precision, span

PYONGYANG = "Asia/Pyongyang"


def _utc(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2024, 6, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024-06-18", "2024-06-18", "2024-06-18", Precision.DAY),
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2023-02", "2023-02-01", "2023-02-28", Precision.MONTH),
        ("2024-06-XX", "2024-06-01", "2024-06-30", Precision.MONTH),
        ("2024-21", "2024-03-01", "2024-05-31", Precision.SEASON),
        ("2024-24", "2024-12-01", "2025-02-28", Precision.SEASON),
        ("2024-33", "2024-01-01", "2024-03-31", Precision.SEASON),
        ("2024", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("201X", "2010-01-01", "2019-12-31", Precision.DECADE),
        ("20XX", "2000-01-01", "2099-12-31", Precision.CENTURY),
    ],
)
def test_every_precision_is_read(text: str, first: str, last: str, precision: Precision):
    found = span(text)

    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.precision is precision
    assert not found.approximate


@pytest.mark.parametrize("text", ["2024-06~", "2024-06?", "2024-06-18%", "2024~", "2024-06-~18"])
def test_a_hedge_is_kept(text: str):
    assert span(text).approximate
    assert Dates(start=text).approximate


def test_one_of_several_days_is_not_a_day():
    found = span("[2024-06-18,2024-06-20]")

    assert found.one_of
    assert found.precision is not Precision.DAY
    assert (found.first, found.last) == (date(2024, 6, 18), date(2024, 6, 20))
    assert Dates(start="[2024-06-18,2024-06-20]").approximate


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2024-06-18/2024-06-19", "is an interval; give its start and its end as two fields"),
        ("2024-06-18/..", "is an interval"),
        ("2024-06-18T10:00:00Z", "has a time of day"),
        ("[2024..]", "has an open end; give '..' as the end instead"),
        ("next Friday", "is not an EDTF date, such as 2024-06-18, 2024-06, 2024-06~ or 2024"),
        ("2024-02-30", "is not an EDTF date"),
        ("2024-13", "is not an EDTF date"),
        ("18.06.2024", "is not an EDTF date"),
        ("20240618", "is not an EDTF date"),
        ("2024-W25-2", "is not an EDTF date"),
        ("", "is not an EDTF date"),
        ("2024-06-1X", "gives half of a day or month; write XX"),
        ("2024-X6", "gives half of a day or month"),
        ("0044", "lies outside the years 1000 to 2999"),
        ("9999-12-31", "lies outside the years 1000 to 2999"),
        ("Y1E999999999", "lies outside the years 1000 to 2999"),
        ("[" + ",".join(["2024"] * 99) + "]", "is longer than 40 characters"),
    ],
)
def test_what_is_no_date_is_refused_with_the_remedy(text: str, remedy: str):
    with pytest.raises(ValueError, match=re.escape(remedy)):
        span(text)


_EDTF_LIKE = st.text(alphabet="0123456789-~?%X[]{},./YESTu ", max_size=40) | st.from_regex(
    r"\A[\[{]?[0-9X]{4}(-[0-9X]{1,2}){0,2}[~?%]?(,|\.\.)?([0-9X]{4}(-[0-9X]{2}){0,2})?[\]}]?\Z"
)


@given(st.text() | _EDTF_LIKE)
@example("{..0333,2025-12}")
@example("%9533S2")
@example("[2024-0X-18,2024-06-20]")
@example("Y10001E7")
def test_any_text_is_a_span_or_refused(text: str):
    try:
        found = span(text)
    except ValueError:
        return
    assert found.first <= found.last
    assert found.precision is not Precision.DAY or found.first == found.last


@pytest.mark.parametrize("basis", list(Basis))
def test_the_basis_and_the_wording_are_kept(basis: Basis):
    dates = Dates(start="2024-06-14", wording="on Friday", basis=basis)

    assert Dates.model_validate_json(dates.model_dump_json()) == dates


def test_a_year_given_as_a_number_is_a_year():
    assert Dates.model_validate({"start": 2000}).start == "2000"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start": "2024-06-19", "end": "2024-06-18"}, "the end 2024-06-18 lies before the start"),
        ({"start": "2024-06", "end": "2024-05"}, "the end 2024-05 lies before the start 2024-06"),
        ({"end": "2024-06-18"}, "is given without a start"),
        ({"start": OPEN}, "is not an EDTF date"),
        ({"start_at": _utc(18, 10), "end_at": _utc(18, 9)}, "end_at lies before start_at"),
        ({"start_at": datetime(2024, 6, 18)}, "timezone"),  # noqa: DTZ001 - naive on purpose
        ({"start_at": "20240618"}, "'20240618' is not an instant, such as"),
        ({"start_at": 20240618}, "20240618 is not an instant"),
        ({"start": "2024-06-18", "zone": "Mars/Olympus"}, "is not an IANA time zone"),
        (
            {"start": "2024-06-18", "start_at": _utc(18, 17, 22), "zone": PYONGYANG},
            "start_at is on 2024-06-19 in Asia/Pyongyang, but start says 2024-06-18",
        ),
        (
            {"start": "2024-06-18", "end": "2024-06-19", "end_at": _utc(21), "zone": "UTC"},
            "end_at is on 2024-06-21 in UTC, but end says 2024-06-19",
        ),
    ],
)
def test_dates_that_contradict_themselves_are_refused(fields: dict, message: str):
    with pytest.raises(ValidationError, match=message):
        Dates(**fields)


def test_an_end_within_the_month_of_the_start_is_in_order():
    assert Dates(start="2024-06", end="2024-06-03").last_day == date(2024, 6, 3)


def test_midnight_may_be_the_end_of_the_day_before():
    dates = Dates(start="2024-06-18", end="2024-06-19", end_at=_utc(20), zone="UTC")

    assert dates.over == _utc(20)


def test_the_day_of_an_instant_is_that_of_the_place():
    dates = Dates(start_at=_utc(18, 17, 22), zone=PYONGYANG)

    assert dates.start == "2024-06-19"
    assert dates.precision is Precision.DAY


def test_without_a_zone_the_day_of_an_instant_is_the_one_it_is_written_with():
    dates = Dates.model_validate({"start_at": "2024-06-19T02:22+09:00"})

    assert dates.start == "2024-06-19"
    assert dates.start_at == _utc(18, 17, 22)


def test_the_coarser_end_decides_the_precision():
    assert Dates(start="2024-06-18", end="2024-06").precision is Precision.MONTH
    assert Dates().precision is Precision.UNKNOWN
    assert Dates(start="2024-06-18", end=OPEN).precision is Precision.DAY


def test_an_open_end_is_never_over():
    dates = Dates(start="2024-06-18", end=OPEN)

    assert dates.open_end
    assert dates.last_day is None
    assert dates.over is None
    assert dates.first_day == date(2024, 6, 18)


def test_no_date_has_neither_begin_nor_end():
    dates = Dates()

    assert (dates.first_day, dates.last_day, dates.begins, dates.over) == (None,) * 4
    assert not dates.open_end


def test_days_are_counted_in_the_zone_of_the_place():
    dates = Dates(start="2024-06-19", zone=PYONGYANG)

    assert dates.begins == _utc(18, 15)
    assert dates.over == _utc(19, 15)


# The anchor: from where reminder offsets count.


def test_the_anchor_is_the_exact_beginning_where_it_is_known():
    found = anchor(Dates(start_at=_utc(18, 17, 22), zone=PYONGYANG))

    assert found is not None
    assert (found.instant, found.exact) == (_utc(18, 17, 22), True)


def test_the_anchor_of_a_day_is_its_start_at_the_host():
    found = anchor(Dates(start="2024-06-19", end="2024-06-20", zone=PYONGYANG))

    assert found is not None
    assert (found.instant, found.exact) == (_utc(18, 15), False)


def test_a_day_with_a_coarse_end_has_an_anchor():
    assert anchor(Dates(start="2024-06-18", end="2024-06")) is not None


@pytest.mark.parametrize(
    "start",
    [None, "2024-06", "2024", "2024-22", "201X", "2024-06-18~", "2024-06-18?",
     "[2024-06-18,2024-06-19]", "{2024-06-18,2024-06-19}", "2024-06-XX"],
)  # fmt: skip
def test_what_is_not_a_certain_day_has_no_anchor(start: str | None):
    assert anchor(Dates(start=start)) is None


# In words.


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "no date"),
        ({"start": "2024-06-19"}, "19 Jun 2024"),
        ({"start": "2024-06-19", "end": "2024-06-19"}, "19 Jun 2024"),
        ({"start": "2024-06-18", "end": "2024-06-19"}, "18–19 Jun 2024"),
        ({"start": "2024-06-30", "end": "2024-07-01"}, "30 Jun – 1 Jul 2024"),
        ({"start": "2024-06-18~", "end": "2024-06-19"}, "about 18–19 Jun 2024"),
        ({"start": "2024-06"}, "June 2024"),
        ({"start": "2024-06~"}, "about June 2024"),
        ({"start": "2024-21"}, "spring 2024"),
        ({"start": "2024-33"}, "Jan – Mar 2024"),
        ({"start": "2024"}, "2024"),
        ({"start": "201X"}, "2010–2019"),
        ({"start": "2024-05", "end": "2024-06-19"}, "May 2024 to 19 Jun 2024"),
        ({"start": "2024-06-18", "end": OPEN}, "from 18 Jun 2024"),
        ({"start": "[2024-06-18,2024-06-19]"}, "one of 18–19 Jun 2024"),
        ({"start_at": "2024-06-19T02:22+09:00", "zone": PYONGYANG}, "19 Jun 2024, 02:22 local"),
        ({"start_at": "2024-06-18T17:22Z"}, "18 Jun 2024, 17:22 UTC"),
    ],
)
def test_dates_are_said_in_words(fields: dict, words: str):
    said = describe(Dates(**fields)).replace("\u2009", " ").replace("\u202f", " ")

    assert said == words


def test_nothing_is_no_date():
    assert describe(None) == "no date"


_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_ZONES = st.sampled_from([None, "UTC", PYONGYANG, "America/New_York", "Pacific/Apia"])


@st.composite
def _starts(draw: st.DrawFn) -> str:
    day = draw(_DAYS)
    other = day + timedelta(days=draw(st.integers(1, 40)))
    hedge = draw(st.sampled_from(["", "~", "?", "%"]))
    return draw(
        st.sampled_from(
            [f"{day}{hedge}", f"{day:%Y-%m}{hedge}", f"{day:%Y}{hedge}", f"{day:%Y}"[:3] + "X",
             f"{day:%Y}-21", f"{day:%Y}-24", f"{day:%Y}-35", f"[{day},{other}]", f"{day:%Y-%m}-XX"]
        )
    )  # fmt: skip


@st.composite
def _dates(draw: st.DrawFn) -> Dates:
    start, zone = draw(_starts()), draw(_ZONES)
    later = span(start).last + timedelta(days=draw(st.integers(0, 400)))
    ends = [None, OPEN, later.isoformat(), f"{later:%Y-%m}", f"{later:%Y}"]
    return Dates(start=start, end=draw(st.sampled_from(ends)), zone=zone)


@given(_dates())
def test_nothing_is_over_before_it_begins(dates: Dates):
    assert dates.begins is not None
    assert dates.over is None or dates.begins < dates.over


@given(_dates())
def test_an_anchor_needs_a_certain_day(dates: Dates):
    certain = re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(dates.start)) is not None

    assert (anchor(dates) is not None) == certain


_NAMES_A_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@given(_starts())
def test_words_are_never_firmer_than_the_date(start: str):
    said, found = describe(Dates(start=start)), span(start)

    if found.precision is not Precision.DAY and not found.one_of:
        assert not _NAMES_A_DAY.search(said)
    if found.one_of:
        assert said.startswith("one of ")
    assert said.startswith("about ") == (found.approximate and not found.one_of)


@given(_dates())
def test_dates_survive_json(dates: Dates):
    assert Dates.model_validate_json(dates.model_dump_json()) == dates
