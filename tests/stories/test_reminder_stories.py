"""Reminders: only where the precision allows them, only while they have a point, each once."""

from datetime import timedelta

import pytest

from bot.ports import TryLater
from bot.store import outbox
from tests.stage import Stage, at, visit

EXACT = {"start": "2024-06-18", "start_at": "2024-06-18T01:00:00Z", "zone": "Asia/Pyongyang"}
"""Ten in the morning in Pyongyang, two in the morning in London."""


@pytest.fixture
async def stage(sqlite_database):
    found = await Stage(sqlite_database).open()
    await found.channel(alerts=["reminder"], zone="Europe/London")
    return found


def told(stage, name="desk"):
    return [(f"{one.at:%d %H:%M}", one.heading) for one in stage.platform.in_channel(f"#{name}")]


async def reasons(stage):
    async with stage.database.reading() as session:
        found = await outbox.deliveries(session)
    return {one.offset: one.reason for one in found if one.state == "skipped"}


async def test_a_known_hour_is_reminded_of_four_times(stage):
    at_noon = EXACT | {"start_at": "2024-06-18T11:00:00Z"}
    await stage.hear(visit(planned=at_noon))
    await stage.until(at("2024-06-20 00:00"))
    assert told(stage) == [
        ("11 11:00", "In 7 days: The visit (Pyongyang)"),
        ("17 11:00", "Tomorrow: The visit (Pyongyang)"),
        ("18 07:00", "Today: The visit (Pyongyang)"),  # eight o'clock in London
        ("18 10:00", "In 1 hour: The visit (Pyongyang)"),
    ]


async def test_the_morning_is_left_out_where_the_event_begins_before_it(stage):
    await stage.hear(visit(planned=EXACT))
    await stage.until(at("2024-06-20 00:00"))
    assert [when for when, _ in told(stage)] == ["11 01:00", "17 01:00", "18 00:00"]


async def test_a_day_without_an_hour_has_no_reminder_within_the_day(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-20 00:00"))
    assert told(stage) == [
        ("10 15:00", "In 7 days: The visit (Pyongyang)"),  # midnight in Pyongyang
        ("16 15:00", "Tomorrow: The visit (Pyongyang)"),
        ("18 07:00", "Today: The visit (Pyongyang)"),
    ]


@pytest.mark.parametrize(
    "planned",
    [{}, {"start": "2024-06"}, {"start": "2024-06-18~"}, {"start": "2024"}],
    ids=["unknown", "month", "approximate", "year"],
)
async def test_what_is_not_known_to_the_day_has_no_reminder(stage, planned):
    await stage.hear(visit(planned=planned))
    await stage.until(at("2024-07-02 00:00"))
    assert told(stage) == []


async def test_a_moved_event_is_reminded_of_by_its_new_date_only(stage):
    await stage.hear(visit(planned={"start": "2024-06-18"}))
    await stage.until(at("2024-06-12 00:00"))
    await stage.change(planned={"start": "2024-06-25"}, status="rescheduled")
    await stage.until(at("2024-06-26 00:00"))
    assert [when for when, _ in told(stage)] == ["10 15:00", "17 15:00", "23 15:00", "25 07:00"]


async def test_an_event_that_moves_and_moves_back_is_reminded_of_once(stage):
    await stage.hear(visit(planned={"start": "2024-06-18"}))
    await stage.until(at("2024-06-10 16:00"))
    for day in ("2024-06-25", "2024-06-18"):
        await stage.change(planned={"start": day}, status="rescheduled")
    await stage.until(at("2024-06-18 12:00"))
    assert [when for when, _ in told(stage)] == ["10 15:00", "16 15:00", "18 07:00"]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
async def test_a_dead_event_is_not_reminded_of(stage, status):
    await stage.hear(visit())
    await stage.change(status=status, planned={})
    await stage.until(at("2024-06-20 00:00"))
    assert told(stage) == []


async def test_a_reminder_held_up_dies_when_the_event_has_begun(stage):
    await stage.hear(visit(planned=EXACT))
    await stage.until(at("2024-06-17 23:00"))
    stage.platform.closed["#desk"] = TryLater("out of order", timedelta(hours=2))
    await stage.until(at("2024-06-18 02:00"))
    assert await reasons(stage) == {"1h": "the event has begun by now"}
    assert [when for when, _ in told(stage)] == ["11 01:00", "17 01:00"]


async def test_a_reminder_dies_when_the_event_is_reported_under_way(stage):
    await stage.hear(visit(planned={"start": "2024-06-18"}))
    await stage.until(at("2024-06-18 06:00"))
    await stage.change(status="under-way")
    await stage.until(at("2024-06-18 12:00"))
    assert "Today: The visit (Pyongyang)" not in stage.said()


async def test_two_subscriptions_of_one_channel_remind_once(stage):
    wish = {"id": "second", "channel": "desk", "filter": {"kinds": ["visit"]}}
    await stage.take_in(subscriptions=[wish])
    await stage.hear(visit(planned=EXACT))
    await stage.until(at("2024-06-18 02:00"))
    reminders = [one for one in stage.said() if one.startswith("In 1 hour")]
    assert len(reminders) == 1


async def test_who_subscribes_late_is_not_reminded_in_retrospect(stage):
    await stage.hear(visit(planned=EXACT))
    await stage.until(at("2024-06-12 00:00"))
    await stage.channel("late", alerts=["reminder"])
    await stage.pass_time(timedelta(hours=1))
    assert told(stage, "late") == []
    await stage.until(at("2024-06-18 02:00"))
    assert [when for when, _ in told(stage, "late")] == ["17 01:00", "18 00:00"]
