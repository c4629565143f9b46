"""What falls due by the calendar: reminders, the schedule's turns; nothing late, nothing stale."""

from datetime import timedelta

import pytest

from bot.flow.plan import next_due, plan
from bot.store import outbox
from tests.stage import START, Stage, at, visit

UNDER_WAY = "Under way: The visit (Pyongyang)"
CONCLUDED = "Concluded: The visit (Pyongyang)"


@pytest.fixture
async def stage(sqlite_database) -> Stage:
    return await Stage(sqlite_database).open()


async def moments(stage: Stage, name: str = "desk") -> list[tuple[str, str]]:
    """Return when each reminder was sent, and which it is."""
    async with stage.database.reading() as session:
        found = await outbox.deliveries(session)
    return [
        (f"{one.sent_at:%m-%d %H:%M}", one.offset)
        for one in sorted(found, key=lambda one: one.sent_at or START)
        if one.channel == name and one.kind == "reminder" and one.sent_at
    ]


async def queued(stage: Stage) -> list[str]:
    async with stage.database.reading() as session:
        return [one.key for one in await outbox.deliveries(session)]


# The first run, and running again.


async def test_the_first_run_says_nothing_in_retrospect(database):
    stage = Stage(database)
    await stage.channel()
    async with database.writing() as session:
        assert await plan(session, stage.now) == 0
    assert await queued(stage) == []


async def test_what_was_planned_is_not_planned_again(database):
    stage = await Stage(database).open()
    await stage.channel(alerts=["reminder"])
    await stage.take_in(events=[visit()])
    due = at("2024-06-16 15:00")
    async with database.writing() as session:
        assert await plan(session, due) == 1
    for again in (due, due - timedelta(days=1)):
        async with database.writing() as session:
            assert await plan(session, again) == 0


async def test_a_plan_that_was_not_committed_is_made_again(database):
    stage = await Stage(database).open()
    await stage.channel(alerts=["reminder"])
    await stage.take_in(events=[visit()])
    due = at("2024-06-16 15:00")
    async with database.rehearsing() as session:
        assert await plan(session, due) == 1
    async with database.writing() as session:
        assert await plan(session, due) == 1


# Reminders.


async def test_a_day_has_a_ladder_of_reminders(stage):
    await stage.channel(zone="Europe/London", alerts=["reminder"])
    await stage.hear(visit())
    await stage.until(at("2024-06-20 00:00"))
    assert await moments(stage) == [
        ("06-10 15:00", "7d"),
        ("06-16 15:00", "1d"),
        ("06-18 07:00", "morning"),
    ]
    assert stage.said()[1] == "Tomorrow: The visit (Pyongyang)"


async def test_where_the_hour_is_known_the_last_reminder_is_an_hour_before(stage):
    await stage.channel(alerts=["reminder"])
    await stage.hear(visit(planned={"start": "2024-06-18", "start_at": "2024-06-18T10:30Z"}))
    await stage.until(at("2024-06-20 00:00"))
    assert await moments(stage) == [
        ("06-11 10:30", "7d"),
        ("06-17 10:30", "1d"),
        ("06-18 08:00", "morning"),
        ("06-18 09:30", "1h"),
    ]


async def test_the_morning_is_that_of_the_channel(stage):
    await stage.channel("london", zone="Europe/London", alerts=["reminder"])
    await stage.channel("tokyo", zone="Asia/Tokyo", alerts=["reminder"])
    await stage.hear(visit())
    await stage.until(at("2024-06-20 00:00"))
    assert (await moments(stage, "london"))[-1] == ("06-18 07:00", "morning")
    assert (await moments(stage, "tokyo"))[-1] == ("06-17 23:00", "morning")


async def test_each_channel_has_the_offsets_it_asked_for(stage):
    await stage.channel(alerts=["reminder"], reminders=["2w", "12h"])
    await stage.channel("other", alerts=["reminder"], reminders=[])
    await stage.hear(visit(planned={"start": "2024-06-18", "start_at": "2024-06-18T10:30Z"}))
    await stage.until(at("2024-06-20 00:00"))
    assert await moments(stage) == [("06-04 10:30", "2w"), ("06-17 22:30", "12h")]
    assert await moments(stage, "other") == []


@pytest.mark.parametrize(
    "planned",
    [
        {"start": "2024-06"},
        {"start": "2024"},
        {"start": "2024-06-18~"},
        {"start": "2024-06~"},
        {},
    ],
    ids=str,
)
async def test_what_has_no_precise_date_reminds_nobody(stage, planned):
    await stage.channel(alerts=["reminder", "under-way", "concluded"])
    await stage.hear(visit(planned=planned))
    await stage.until(at("2024-07-10 00:00"))
    assert stage.said() == []


async def test_a_date_that_becomes_known_brings_its_reminders(stage):
    await stage.channel(alerts=["reminder"])
    await stage.hear(visit(planned={"start": "2024-06"}))
    await stage.until(at("2024-06-08 00:00"))
    await stage.change(planned={"start": "2024-06-18"})
    await stage.until(at("2024-06-20 00:00"))
    assert [offset for _, offset in await moments(stage)] == ["7d", "1d", "morning"]


async def test_a_moved_event_has_new_reminders_and_the_old_ones_die(stage):
    await stage.channel(alerts=["reminder"])
    await stage.hear(visit())
    await stage.until(at("2024-06-12 00:00"))
    await stage.change(planned={"start": "2024-06-25"})
    await stage.until(at("2024-06-27 00:00"))
    assert await moments(stage) == [
        ("06-10 15:00", "7d"),
        ("06-17 15:00", "7d"),
        ("06-23 15:00", "1d"),
        ("06-25 08:00", "morning"),
    ]


async def test_a_reminder_that_waits_while_its_event_moves_is_dropped(stage):
    await stage.channel(alerts=["reminder"], reminders=["1d"])
    await stage.hear(visit())
    stage.clock.advance(at("2024-06-16 15:00"))
    await stage.take_in(events=[visit("other")])  # which plans what fell due
    await stage.change(planned={"start": "2024-06-25"})
    assert await moments(stage) == []
    assert (await _reasons(stage))["visit"] == "the dates have changed since"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
async def test_what_was_called_off_reminds_nobody(stage, status):
    await stage.channel(alerts=["reminder", "under-way", "concluded"])
    await stage.hear(visit())
    await stage.change(status=status, **({"planned": {}} if status == "postponed" else {}))
    await stage.until(at("2024-06-25 00:00"))
    assert stage.said() == []


async def test_a_trip_leaves_the_reminding_to_its_legs(stage):
    await stage.channel(alerts=["reminder"], reminders=["1d"])
    await stage.hear(visit("trip", kind="trip"), visit("first", broader="trip", leg=1))
    await stage.until(at("2024-06-25 00:00"))
    assert stage.said() == ["Tomorrow: The first (Pyongyang)"]


async def test_who_subscribes_later_gets_what_is_left_of_the_ladder(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-15 00:00"))
    await stage.channel(alerts=["reminder"])
    await stage.until(at("2024-06-20 00:00"))
    assert [offset for _, offset in await moments(stage)] == ["1d", "morning"]


# By the schedule.


async def test_nobody_reports_so_the_schedule_speaks(stage):
    await stage.channel(alerts=["under-way", "concluded"])
    await stage.hear(visit())
    await stage.until(at("2024-06-18 02:59"))
    assert stage.said() == []
    await stage.until(at("2024-06-18 03:00"))  # midday in Pyongyang
    assert stage.said() == ["Scheduled to be under way: The visit (Pyongyang)"]
    await stage.until(at("2024-06-21 00:00"))
    assert stage.said()[1:] == ["Scheduled dates have passed: The visit (Pyongyang)"]


async def test_what_was_reported_is_not_told_by_the_schedule_too(stage):
    await stage.channel(alerts=["under-way", "concluded"])
    await stage.hear(visit())
    await stage.until(at("2024-06-18 01:00"))
    await stage.change(status="under-way", certainty="eos5")
    await stage.until(at("2024-06-19 08:00"))
    await stage.change(status="occurred", actual={"start": "2024-06-18", "end": "2024-06-19"})
    await stage.until(at("2024-06-22 00:00"))
    assert stage.said() == [UNDER_WAY, CONCLUDED]


async def test_an_end_that_nobody_reports_is_told_by_the_schedule(stage):
    await stage.channel(alerts=["under-way", "concluded"])
    await stage.hear(visit())
    await stage.until(at("2024-06-18 01:00"))
    await stage.change(status="under-way")
    await stage.until(at("2024-06-22 00:00"))
    assert stage.said() == [UNDER_WAY, "Scheduled dates have passed: The visit (Pyongyang)"]


# When to look again.


async def test_with_nothing_ahead_there_is_nothing_to_wait_for(stage):
    async with stage.database.reading() as session:
        assert await next_due(session, stage.now) is None


async def test_the_next_thing_due_is_the_nearest(stage):
    await stage.channel(alerts=["reminder"], reminders=["1d"])
    await stage.take_in(events=[visit(), visit("far", planned={"start": "2024-09-01"})])
    async with stage.database.reading() as session:
        assert await next_due(session, stage.now) == at("2024-06-16 15:00")


async def test_what_waits_in_the_outbox_comes_first(stage):
    await stage.channel(reminders=["1d"])
    await stage.take_in(events=[visit()])
    async with stage.database.reading() as session:
        assert await next_due(session, stage.now) == stage.now + timedelta(seconds=60)


async def _reasons(stage: Stage) -> dict[str, str]:
    async with stage.database.reading() as session:
        found = await outbox.deliveries(session)
    return {one.subject: one.reason for one in found if one.state == "skipped"}
