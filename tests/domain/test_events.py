"""An event is consistent, and knows which of its dates are in force."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.domain.dates import Dates
from bot.domain.edtf import OPEN
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Place, Role, Subtype
from tests.domain.samples import ONE_DAY, PYONGYANG, TWO_DAYS, participant, visit


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"leg": 1}, "a leg needs the id of its trip in 'broader'"),
        ({"leg": 0, "broader": "trip"}, "greater than or equal to 1"),
        (
            {"kind": EventKind.SUMMIT, "subtype": Subtype.STATE},
            "a summit has no subtype; only visits and trips have one",
        ),
        ({"status": EventStatus.POSTPONED}, "a postponed event has no date"),
        ({"broader": "putin-north-korea-2024-06"}, "cannot be a part of itself"),
        ({"certainty": "probably"}, "eos0"),
        ({"planed": TWO_DAYS}, "Extra inputs are not permitted"),
        (
            {
                "planned": {"start": "2024-06-18", "start_at": "2024-06-18T17:22Z"},
                "place": {"name": "Pyongyang", "zone": PYONGYANG},
            },
            "start_at is on 2024-06-19 in Asia/Pyongyang, but start says 2024-06-18",
        ),
        (
            {"actual": {"start": "2024-06-19", "end": "2024-06-19", "end_at": "2024-06-20T15:01Z"}},
            "end_at is on 2024-06-21 in Asia/Pyongyang, but end says 2024-06-19",
        ),
    ],
)
def test_an_inconsistent_event_is_refused(fields: dict, message: str):
    with pytest.raises(ValidationError, match=message):
        visit(**fields)


def test_a_postponed_event_keeps_its_date_as_the_one_before():
    event = visit(status=EventStatus.POSTPONED, planned=Dates(), previously=TWO_DAYS)

    assert event.dead
    assert event.dates.start is None


@pytest.mark.parametrize("status", list(EventStatus))
def test_only_the_postponed_and_cancelled_are_dead(status: EventStatus):
    event = visit(planned=Dates(), status=status)

    assert event.dead == (status in (EventStatus.POSTPONED, EventStatus.CANCELLED))


def test_status_and_certainty_are_separate():
    event = visit(status=EventStatus.RESCHEDULED, certainty=Certainty.HIGHLY_UNCERTAIN)

    assert (event.status.value, event.certainty.value) == ("rescheduled", "eos2")


def test_every_certainty_has_words():
    assert len({one.label for one in Certainty}) == len(Certainty)


def test_the_plan_is_in_force_until_something_happened():
    assert visit().dates == TWO_DAYS


def test_what_happened_is_in_force_once_it_is_known():
    event = visit(actual=ONE_DAY, status=EventStatus.OCCURRED)

    assert event.dates == ONE_DAY
    assert event.planned == TWO_DAYS


def test_what_has_begun_ends_as_planned():
    arrived = Dates(start_at=datetime(2024, 6, 18, 0, tzinfo=UTC), zone=PYONGYANG)
    event = visit(actual=arrived, status=EventStatus.UNDER_WAY)

    assert (event.dates.start, event.dates.end) == ("2024-06-18", "2024-06-19")


def test_what_began_after_its_planned_end_does_not_end_before_it_began():
    late = Dates(start="2024-06-21", zone=PYONGYANG)

    assert visit(actual=late, status=EventStatus.UNDER_WAY).dates.end is None


def test_an_open_end_stays_open_once_it_has_begun():
    event = visit(
        planned=Dates(start="2024-06-18", end=OPEN),
        actual=Dates(start="2024-06-18"),
        status=EventStatus.UNDER_WAY,
    )

    assert event.dates.open_end


def test_the_days_are_counted_in_the_zone_of_the_place():
    event = visit(planned=Dates(start="2024-06-18"), place=Place(name="Hanoi", zone="Asia/Bangkok"))

    assert event.dates.zone == "Asia/Bangkok"


def test_the_zone_of_the_dates_comes_before_that_of_the_place():
    event = visit(place=Place(name="Hanoi", zone="Asia/Bangkok"))

    assert event.dates.zone == PYONGYANG


def test_participants_are_found_by_role():
    event = visit(participants=(participant("a"), participant("b", Role.HOST), participant("c")))

    assert [one.actor for one in event.having(Role.VISITOR)] == ["a", "c"]
    assert [one.actor for one in event.having(Role.HOST, Role.VISITOR)] == ["a", "b", "c"]


def test_an_event_survives_json():
    assert Event.model_validate_json(visit().model_dump_json()) == visit()


def test_an_event_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        visit().title = "Another"
