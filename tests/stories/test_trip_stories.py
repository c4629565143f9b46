"""A journey and its legs: announced as one, each leg followed by itself."""

import pytest

from tests.stage import WARRANT, Stage, at, visit

HANOI = {"name": "Hanoi", "city": "Hanoi", "country": "VN", "zone": "Asia/Ho_Chi_Minh"}
TRIP = visit("trip", kind="trip", place=None, planned={"start": "2024-06-18", "end": "2024-06-20"})
LEGS = (
    visit("first", broader="trip", leg=1, planned={"start": "2024-06-18"}),
    visit("second", broader="trip", leg=2, planned={"start": "2024-06-19"}, place=HANOI),
)


@pytest.fixture
async def stage(sqlite_database):
    found = await Stage(sqlite_database).open(WARRANT)
    await found.channel(reminders=["1d"])
    return found


def news(stage):
    return [one for one in stage.said() if not one.startswith("Exposure")]


async def test_a_trip_announced_with_its_legs_is_one_message(stage):
    await stage.hear(TRIP, *LEGS)
    assert news(stage) == ["Announced: The trip"]
    legs = stage.platform.in_channel("#desk")[0].card.blocks
    assert "The first" in str(legs)
    assert "The second" in str(legs)


async def test_a_leg_that_becomes_known_later_is_a_message(stage):
    await stage.hear(TRIP, LEGS[0])
    await stage.hear(LEGS[1])
    assert news(stage) == ["Announced: The trip", "Announced: The second (Hanoi)"]


async def test_the_legs_are_reminded_of_and_the_trip_is_not(stage):
    await stage.hear(TRIP, *LEGS)
    await stage.until(at("2024-06-18 02:00"))
    assert news(stage)[1:] == ["Tomorrow: The first (Pyongyang)", "Tomorrow: The second (Hanoi)"]


async def test_only_the_leg_that_changed_is_told(stage):
    await stage.hear(TRIP, *LEGS)
    await stage.change("second", planned={"start": "2024-06-20"}, status="rescheduled")
    assert news(stage)[1:] == ["New dates: The second (Hanoi)"]


async def test_a_leg_that_leaves_the_trip_is_a_changed_journey(stage):
    await stage.hear(TRIP, *LEGS)
    await stage.change("second", broader=None, leg=None)
    assert news(stage)[1:] == ["Journey changed: The second (Hanoi)"]


async def test_exposure_is_said_for_each_state_on_the_way(stage):
    await stage.hear(TRIP, *LEGS)
    assert sorted(one for one in stage.said() if one.startswith("Exposure")) == [
        "Exposure: Ada Envoy in North Korea: not bound",
        "Exposure: Ada Envoy in Vietnam: not bound",
    ]


async def test_a_stop_over_is_told_as_one_and_a_leg_that_is_dropped_is_no_longer_told(stage):
    ulaanbaatar = {"name": "Ulaanbaatar", "city": "Ulaanbaatar", "country": "MN"}
    stop = visit(
        "stop", broader="trip", leg=3, subtype="transit", place=ulaanbaatar,
        planned={"start": "2024-06-20"},
    )  # fmt: skip
    await stage.hear(TRIP, *LEGS, stop)
    announced = str(stage.platform.in_channel("#desk")[0].card.blocks)
    assert "Mongolia (stop-over) is bound to arrest Ada Envoy" in announced
    assert "Vietnam is not bound to arrest Ada Envoy" in announced
    assert "Exposure: Ada Envoy in Mongolia: bound to arrest" in stage.said()
    await stage.change("stop", status="cancelled")
    await stage.change("trip", certainty="eos4")
    told = stage.platform.in_channel("#desk")[-1].card
    assert "Vietnam" in str(told.blocks)
    assert "Mongolia" not in str(told.blocks)
