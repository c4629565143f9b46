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


ULAANBAATAR = {"name": "Ulaanbaatar", "country": "MN", "zone": "Asia/Ulaanbaatar"}
STOP = visit(
    "stop", broader="trip", leg=3, planned={"start": "2024-06-20"}, subtype="transit",
    place=ULAANBAATAR,
)  # fmt: skip


def of_law(stage):
    posts = stage.platform.in_channel("#desk")
    return [str(one.card.blocks) for one in posts if one.card.heading.startswith("Exposure")]


async def test_the_alert_names_each_leg_by_its_own_law_and_day(stage):
    await stage.hear(TRIP, *LEGS, STOP)
    said = of_law(stage)
    assert len(said) == 3
    for one in said:
        assert "Leg 1, Tue 18 Jun 2024: North Korea is not bound to arrest Ada Envoy" in one
        assert "Leg 2, Wed 19 Jun 2024: Vietnam is not bound to arrest Ada Envoy" in one
        assert "Leg 3, Thu 20 Jun 2024: Mongolia is bound to arrest Ada Envoy" in one
        assert "(in transit there)" in one


async def test_a_leg_that_is_dropped_is_named_no_more(stage):
    await stage.hear(TRIP, *LEGS)
    await stage.change("second", status="cancelled")
    await stage.hear(STOP)
    last = of_law(stage)[-1]
    assert "Leg 3, Thu 20 Jun 2024: Mongolia is bound" in last
    assert "Leg 1, Tue 18 Jun 2024: North Korea" in last
    assert "Vietnam" not in last
