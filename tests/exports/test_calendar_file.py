"""The calendar file, read back by the library that reads such files."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.answers import EventAnswer
from bot.domain.dates import Dates
from bot.domain.events import Certainty, EventKind, EventStatus
from bot.exports.calendar_entry import DOMAIN, LONGEST_DESCRIPTION, MORE, Access, clean
from bot.exports.calendar_file import calendar_file
from tests.builders import AT_THE_HOUR, NOON, PYONGYANG, TWO_DAYS, event_answer, place, source

LONGEST_LINE = 75
"""Octets of a line (RFC 5545, 3.1)."""


def entries(*answers: EventAnswer):
    return Calendar.from_ical(calendar_file(answers, "Ours").text).events


def entry(**fields):
    (found,) = entries(event_answer(**fields))
    return found


def test_days_are_whole_days_and_the_end_is_exclusive():
    found = entry(planned=TWO_DAYS)
    assert (found.start, found.end) == (date(2024, 6, 18), date(2024, 6, 20))
    assert "DTSTART;VALUE=DATE:20240618" in found.to_ical().decode()


def test_a_known_hour_is_told_in_the_zone_of_the_place_and_no_end_is_made_up():
    found = entry(planned=AT_THE_HOUR)
    assert found.start == datetime(2024, 6, 18, 17, 22, tzinfo=UTC)
    assert found["dtstart"].params["TZID"] == PYONGYANG
    assert "dtend" not in found


def test_an_hour_of_the_beginning_alone_does_not_end_a_stay_of_several_days():
    begun = Dates(start="2024-06-18", end="2024-06-20", start_at=AT_THE_HOUR.start_at, zone="UTC")
    found = entry(planned=begun)
    assert (found.start, found.end) == (date(2024, 6, 18), date(2024, 6, 21))


def test_a_zone_that_is_used_is_described():
    text = calendar_file([event_answer(planned=AT_THE_HOUR)], "Ours").text
    (zone,) = Calendar.from_ical(text).timezones
    assert zone.tz_name == PYONGYANG
    plain = calendar_file([event_answer()], "Ours").text
    assert Calendar.from_ical(plain).timezones == []


@pytest.mark.parametrize("start", ["2024-06", "2024", "2024-06-18~", "2024-21", None])
def test_what_has_no_known_day_is_left_out(start):
    found = calendar_file([event_answer(planned=Dates(start=start))], "Ours")
    assert (found.events, found.left_out) == ((), ("putin-pyongyang-2024",))
    assert Calendar.from_ical(found.text).events == []


def test_an_open_end_is_left_out():
    found = calendar_file([event_answer(planned=Dates(start="2024-06-18", end=".."))], "Ours")
    assert found.left_out == ("putin-pyongyang-2024",)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "CONFIRMED"),
        ({"certainty": Certainty.HIGHLY_LIKELY}, "TENTATIVE"),
        ({"certainty": Certainty.MAY_OCCUR, "status": EventStatus.OCCURRED}, "CONFIRMED"),
        ({"status": EventStatus.CANCELLED}, "CANCELLED"),
    ],
)
def test_how_sure_it_is_is_its_status(fields, status):
    assert entry(**fields)["status"] == status


def test_what_is_put_off_strikes_out_the_entry_that_calendars_have():
    found = entry(status=EventStatus.POSTPONED, planned=Dates(), previously=TWO_DAYS)
    assert (found["status"], found.start) == ("CANCELLED", date(2024, 6, 18))
    assert found["summary"].startswith("Postponed: ")
    unknown = event_answer(status=EventStatus.POSTPONED, planned=Dates())
    assert entries(unknown) == []


def test_a_revision_replaces_the_entry_before():
    first, second = entry(revision=1), entry(revision=2, planned=AT_THE_HOUR)
    assert first.uid == second.uid == f"putin-pyongyang-2024@{DOMAIN}"
    assert (first.sequence, second.sequence) == (1, 2)
    assert first["dtstamp"].dt == first["last-modified"].dt == NOON


def test_the_rest_of_what_is_known():
    found = entry(broader="trip", place=place(name="Airport"))
    assert found["location"] == "Airport, Pyongyang, North Korea"
    assert found["related-to"] == f"trip@{DOMAIN}"
    assert found["transp"] == "TRANSPARENT"
    assert "Vladimir Putin, President of Russia (visitor)" in found["description"]
    assert "Source: Reuters, via Wire story, 17 Jun 2024" in found["description"]
    private = calendar_file([event_answer()], "Ours", Access.CONFIDENTIAL).text
    assert "CLASS:CONFIDENTIAL" in private


def test_the_file_says_what_it_is_and_how_often_to_fetch_it():
    undated = event_answer(id="undated", planned=Dates(start="2024-09"))
    text = calendar_file([event_answer(), undated], "A, b", remarks=["More."]).text
    calendar = Calendar.from_ical(text)
    assert calendar["name"] == "A, b"
    assert "X-WR-CALNAME:A\\, b\r\n" in text  # as Apple and Google write it
    said = "More. Not in it because the day is not known: 1 event."
    assert calendar["description"] == calendar["x-wr-caldesc"] == said
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n" in text
    assert calendar["method"] == "PUBLISH"
    assert "description" not in Calendar.from_ical(calendar_file([], "Ours").text)


def test_a_trip_is_told_by_its_legs_and_alone_where_they_have_no_day():
    trip = event_answer(id="trip", kind=EventKind.TRIP, subtype=None)
    leg = event_answer(id="leg", broader="trip", broader_title="A trip")
    undated = event_answer(id="leg", broader="trip", planned=Dates(start="2024-06"))
    found = calendar_file([trip, leg], "Ours")
    assert (found.events, found.by_legs, found.left_out) == (("leg",), ("trip",), ())
    assert "Part of: A trip" in Calendar.from_ical(found.text).events[0]["description"]
    found = calendar_file([trip, undated], "Ours")
    assert (found.events, found.by_legs, found.left_out) == (("trip",), (), ("leg",))
    summit = event_answer(id="trip", kind=EventKind.SUMMIT, subtype=None)
    assert calendar_file([summit, leg], "Ours").events == ("trip", "leg")


def test_the_same_state_is_the_same_file_and_a_description_has_an_end():
    crowd = tuple(source(id=f"s-{number}", outlet=f"Outlet {number}") for number in range(200))
    answer = event_answer(sources=crowd)
    assert calendar_file([answer], "Ours").text == calendar_file([answer], "Ours").text
    (found,) = entries(answer)
    assert len(found["description"]) <= LONGEST_DESCRIPTION
    assert found["description"].endswith(MORE)
    assert str(found["description"]).startswith("State visit: scheduled, planned, certain")


LONDON, LORD_HOWE = "Europe/London", "Australia/Lord_Howe"


@pytest.mark.parametrize(
    ("begins", "zone", "tzid"),
    [
        ("2024-10-27T00:30Z", LONDON, LONDON),  # 01:30 for the first time
        ("2024-10-27T01:30Z", LONDON, None),  # 01:30 once more: only UTC says which
        ("2024-10-27T02:00Z", LONDON, LONDON),
        ("2024-03-31T00:59Z", LONDON, LONDON),
        ("2024-03-31T01:00Z", LONDON, LONDON),  # 02:00, as 01:00 is skipped
        ("2024-04-06T15:15Z", LORD_HOWE, None),  # half an hour goes back
    ],
)
def test_an_hour_at_which_the_clocks_change_is_the_same_instant(begins, zone, tzid):
    when = Dates.model_validate({"start_at": begins, "end_at": "2024-11-01T12:00Z", "zone": zone})
    found = entry(planned=when)
    # Python holds an hour that comes twice unequal to every other, so both are told in UTC.
    assert found.start.astimezone(UTC) == datetime.fromisoformat(begins)
    assert found["dtstart"].params.get("TZID") == tzid
    assert found.end == datetime(2024, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2024-03-31", "2024-10-27", "2024-02-29", "2024-12-31"])
def test_a_day_of_any_length_is_one_day(day):
    found = entry(planned=Dates(start=day, zone=LONDON))
    assert (found.start, found.end - found.start) == (date.fromisoformat(day), timedelta(days=1))


def test_days_long_ago_need_no_zones():
    text = calendar_file([event_answer(planned=Dates(start="1874-12-12"))], "Ours").text
    assert "DTSTART;VALUE=DATE:18741212" in text
    assert "VTIMEZONE" not in text


NAMES = ["Europe/London", "America/New_York", "Asia/Pyongyang", "Australia/Lord_Howe",
         "America/Sao_Paulo", "Asia/Kathmandu"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("month", [1, 7])
def test_who_reads_the_description_of_a_zone_sees_the_same_hour(name, month):
    begins = datetime(2024, month, 9, 13, 30, tzinfo=UTC)
    when = Dates.model_validate({"start_at": begins, "zone": name})
    calendar = Calendar.from_ical(calendar_file([event_answer(planned=when)], "Ours").text)
    (zone,) = calendar.timezones
    local = begins.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    described = local.replace(tzinfo=zone.to_tz())
    assert local - described.utcoffset() == begins.replace(tzinfo=None)


@pytest.mark.parametrize("name", NAMES)
def test_a_zone_is_described_by_the_moments_at_which_its_clocks_change(name):
    when = Dates.model_validate({"start_at": "2010-07-09T13:30Z", "zone": name})
    calendar = Calendar.from_ical(calendar_file([event_answer(planned=when)], "Ours").text)
    (zone,) = calendar.timezones
    rules, changes = ZoneInfo(name), 0
    for one in zone.subcomponents:
        before, after = one["TZOFFSETFROM"].td, one["TZOFFSETTO"].td
        onsets = [one["DTSTART"].dt, *(each.dt for each in getattr(one.get("RDATE"), "dts", ()))]
        for local in onsets if before != after else ():
            onset = (local - before).replace(tzinfo=UTC)
            assert onset.astimezone(rules).utcoffset() == after
            assert (onset - timedelta(seconds=1)).astimezone(rules).utcoffset() == before
            changes += 1
    assert changes == (0 if name in ("Asia/Pyongyang", "Asia/Kathmandu") else 6)


ZONES = st.sampled_from([*NAMES, "UTC", None])
LETTERS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), st.sampled_from(',;:\\"^=&<\ufeff')
)
TEXT = st.text(LETTERS, min_size=1, max_size=120).filter(str.strip)
FIRST, LAST = datetime(1990, 1, 1), datetime(2037, 12, 1)  # noqa: DTZ001 - Hypothesis adds the zone
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@st.composite
def dates(draw: st.DrawFn) -> Dates:
    """Draw dates that are known to the day, with or without hours."""
    zone, begins = draw(ZONES), draw(INSTANTS)
    if draw(st.booleans()):
        day = begins.date()
        last = day + timedelta(days=draw(st.integers(0, 40)))
        return Dates(start=day.isoformat(), end=last.isoformat(), zone=zone)
    over = begins + draw(st.timedeltas(timedelta(0), timedelta(days=9)))
    ends = draw(st.sampled_from([over, None]))
    return Dates.model_validate({"start_at": begins, "end_at": ends, "zone": zone})


@given(st.text(max_size=80))
def test_no_text_breaks_the_file(text):
    answer = event_answer(title=f"a{text}", place=place(name=text), sources=(source(url=text),))
    written = calendar_file([answer], text, remarks=[text]).text
    (found,) = Calendar.from_ical(written).events
    assert str(found["summary"]) == clean(f"a{text}")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", written)
    assert written.count("BEGIN:VEVENT") == 1 + (f"a{text}{text}").count("BEGIN:VEVENT")


@given(st.lists(st.tuples(dates(), TEXT, st.sampled_from(EventStatus), st.integers(1, 99)),
                max_size=4))  # fmt: skip
def test_whatever_is_known_comes_back_as_it_was(drawn):
    answers = [
        event_answer(id=f"event-{number}", planned=when, previously=when, title=title,
                     status=status, revision=revision)
        for number, (when, title, status, revision) in enumerate(drawn)
    ]  # fmt: skip
    text = calendar_file(answers, "Ours").text
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE and b"\n" not in line for line in lines)
    found = Calendar.from_ical(text).events
    assert [one.uid for one in found] == [f"{one.id}@{DOMAIN}" for one in answers]
    for one, answer in zip(found, answers, strict=True):
        when = answer.dates
        assert (one.sequence, one["class"]) == (answer.revision, "PUBLIC")
        assert one["summary"].endswith(clean(answer.title))
        starts = one["dtstart"].dt
        if isinstance(starts, datetime):
            assert starts.astimezone(UTC) == when.start_at.replace(microsecond=0)
        else:
            assert starts == when.first_day
            assert one["dtend"].dt == when.last_day + timedelta(days=1)
        if isinstance(starts, datetime) and "dtend" in one:
            ends = one["dtend"].dt.astimezone(UTC)
            assert ends == when.end_at.replace(microsecond=0) > starts.astimezone(UTC)
