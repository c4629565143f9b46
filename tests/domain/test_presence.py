from datetime import UTC, date, datetime

import pytest

from bot.domain.clashes import clashes
from bot.domain.events import Event
from bot.domain.presence import Surety, is_over, stays, surety

DAY = date(2024, 6, 19)


def event(slug="visit", country="KP", planned="2024-06-19", end=None, who="ann", **fields):
    return Event.model_validate(
        {
            "id": slug,
            "kind": "visit",
            "title": slug,
            "participants": [{"actor": who, "role": "visitor"}],
            "place": {"name": country, "country": country},
            "certainty": "eos5",
            "standing": "announced",
            "planned": planned if isinstance(planned, dict) else {"start": planned, "end": end},
        }
        | fields
    )


def sure(one, first=DAY, last=DAY):
    return [surety(stay, first, last) for stay in stays(one)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Surety.DUE),
        ({"status": "occurred"}, Surety.THERE),
        ({"status": "under-way"}, Surety.THERE),
        ({"certainty": "eos3"}, Surety.PERHAPS),
        ({"planned": "2024-06-19~"}, Surety.PERHAPS),
        ({"planned": "2024-06"}, Surety.PERHAPS),
        ({"planned": "2024"}, Surety.PERHAPS),
        ({"planned": "2024-06-18", "end": "2024-06-20"}, Surety.DUE),
        ({"planned": "2024-06-20"}, None),
        ({"planned": "2024-06-18"}, None),
        ({"planned": "2024-06-18", "end": ".."}, None),
        ({"planned": "2024-06-18", "end": "..", "status": "under-way"}, Surety.PERHAPS),
        ({"planned": None}, None),
    ],
)
def test_how_sure_it_is_that_somebody_is_there(fields, expected):
    assert sure(event(**fields)) == [expected]


def test_a_month_is_sure_of_the_whole_month_only():
    june = event(planned="2024-06")
    assert sure(june, date(2024, 6, 1), date(2024, 6, 30)) == [Surety.DUE]
    assert sure(june, date(2024, 6, 1), date(2024, 6, 29)) == [Surety.PERHAPS]


@pytest.mark.parametrize("status", ["cancelled", "moved-online"])
def test_nobody_is_at_what_does_not_take_place_there(status):
    assert list(stays(event(status=status))) == []


def test_who_is_represented_is_not_there_but_the_representative_is():
    people = [
        {"actor": "ann", "role": "attendee", "mode": "represented", "represented_by": "bob"},
        {"actor": "cy", "role": "attendee", "mode": "remote"},
        {"actor": "di", "role": "absentee"},
        {"actor": "ed", "role": "inviter"},
        {"actor": "flo", "role": "host", "standing": "claimed"},
    ]
    found = list(stays(event(participants=people)))
    assert [one.who for one in found] == ["bob", "flo"]
    assert [surety(one, DAY, DAY) for one in found] == [Surety.DUE, Surety.PERHAPS]


def test_a_call_has_no_place():
    assert list(stays(event(place=None))) == []


def test_over_is_what_occurred_or_whose_days_are_over():
    evening = datetime(2024, 6, 19, 20, tzinfo=UTC)
    assert not is_over(event(), evening)
    assert is_over(event(), datetime(2024, 6, 20, tzinfo=UTC))
    assert is_over(event(status="occurred"), evening)


def clash(one, other, people=("ann",)):
    return [(found.who, found.first.day, found.last.day, found.certain, found.torn)
            for found in clashes([one, other], people)]  # fmt: skip


def test_a_person_cannot_be_in_two_countries():
    long = event("long", planned="2024-06-18", end="2024-06-21")
    assert clash(long, event("other", "VN")) == [("ann", 19, 19, True, ())]
    assert clash(long, event("other", "VN"), people=()) == []
    assert clash(long, event("other", "KP")) == []
    assert clash(long, event("other", "VN", who="bob")) == []
    assert clash(long, event("other", "VN", status="cancelled")) == []
    assert clash(long, event("other", "VN", planned="2024-06")) == []
    assert clash(long, event("other", "VN", broader="long")) == []


def test_a_journey_goes_on_where_a_visit_ends():
    first = event("first", planned="2024-06-18", end="2024-06-19")
    second = event("second", "VN", planned="2024-06-19", end="2024-06-20")
    assert clash(first, second) == []
    assert clash(first, event("late", "VN", planned="2024-06-18", end="2024-06-20")) == [
        ("ann", 18, 19, True, ())
    ]


def test_two_places_on_one_day_are_possible_unless_the_hours_say_how():
    assert clash(event("one"), event("two", "VN")) == [("ann", 19, 19, False, ())]
    early = event("early", planned={"start": "2024-06-19", "end_at": "2024-06-19T08:00Z"})
    late = event("late", "VN", planned={"start_at": "2024-06-19T12:00Z"})
    assert clash(early, late) == []


def test_summits_compete_and_so_does_what_somebody_prefers():
    summit = event("summit", "CH", kind="summit", who="bob")
    other = event("other", "IT", kind="summit", who="cy")
    assert clash(summit, other) == [(None, 19, 19, False, ())]
    assert clash(event("visit", who="bob"), event("visit-2", "VN", who="cy")) == []
    shunned = event("shunned", "CH", participants=[{"actor": "ann", "role": "absentee"}])
    assert clash(shunned, event("visit", "KP"), ()) == [(None, 19, 19, False, ("ann",))]
