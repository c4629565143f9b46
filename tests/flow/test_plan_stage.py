"""Planning: each stretch of time is looked at once, and a second look changes nothing."""

import asyncio
from datetime import timedelta

import pytest

from bot.flow.deliver import deliver
from bot.flow.plan import FIRST_PORTION, WATERMARK, next_due, plan, plan_in_portions
from bot.store import outbox, progress
from tests.stage import Stage, at, visit


@pytest.fixture
async def stage(database):
    found = await Stage(database).open()
    await found.channel(digests=[{"at": "08:00"}])
    await found.take_in(events=[visit(planned={"start": "2024-06-09"})])
    return found


async def planned(stage, now):
    async with stage.database.writing() as session:
        return await plan(session, now)


async def keys(stage, kind):
    async with stage.database.reading() as session:
        return [one.key for one in await outbox.deliveries(session) if one.kind == kind]


async def watermark(stage):
    async with stage.database.reading() as session:
        return await progress.watermark(session, WATERMARK)


REMINDER = "desk/reminder/visit/7d/2024-06-08T15:00:00+00:00"
DIGEST = "desk/digest/2024-06-02T08:00:00+00:00"
AFTER = at("2024-06-02 09:00")


async def test_in_small_steps_as_in_one(stage):
    now = stage.now
    while now < AFTER:
        now += timedelta(minutes=37)
        await planned(stage, now)
    assert await keys(stage, "reminder") == [REMINDER]
    assert await keys(stage, "digest") == [DIGEST]


async def test_the_watermark_goes_back_only_with_the_clock(stage):
    await planned(stage, AFTER)
    assert await planned(stage, AFTER - timedelta(seconds=30)) == 0
    assert await watermark(stage) == AFTER  # another machine's clock is a little slow
    back = AFTER - timedelta(hours=5)
    assert await planned(stage, back) == 0
    assert await watermark(stage) == back


async def test_several_planners_at_once_queue_each_thing_once(stage):
    new = await asyncio.gather(*(planned(stage, AFTER) for _ in range(4)))
    assert sum(new) == 2


async def test_a_stretch_that_fails_is_looked_at_again(stage, mocker):
    mocker.patch("bot.flow.plan.outbox.enqueue", side_effect=RuntimeError("the disk is full"))
    with pytest.raises(RuntimeError):
        await planned(stage, AFTER)
    mocker.stopall()
    assert await planned(stage, AFTER) == 2


async def test_of_a_ladder_that_was_missed_the_last_rung_is_queued(stage):
    await planned(stage, at("2024-06-08 14:00"))
    assert await keys(stage, "reminder") == [REMINDER.replace("7d", "1d")]


@pytest.mark.parametrize(
    ("now", "next_turn"),
    [
        ("2024-06-01 12:00", "2024-06-01 12:01"),  # the announcement has settled
        ("2024-06-01 12:02", "2024-06-01 15:00"),  # a week before
        ("2024-06-01 15:01", "2024-06-02 08:00"),  # the digest
    ],
)
async def test_the_next_turn_is_when_something_falls_due(stage, now, next_turn):
    await stage.until(at(now))
    async with stage.database.reading() as session:
        assert await next_due(session, stage.now) == at(next_turn)


async def test_with_nobody_to_tell_there_is_no_turn_but_the_events(database):
    stage = await Stage(database).open()
    async with database.reading() as session:
        assert await next_due(session, stage.now) is None


MANY = 60
"""More than the first portion holds."""
BEFORE, JUST = at("2024-06-01 14:59:30"), at("2024-06-01 15:00:01")
"""Around the instant at which all of them are reminded of; the planner is not late."""


@pytest.fixture
async def crowded(stage):
    """Many events of which a reminder falls due at the same instant."""
    dates = {"start": "2024-06-09"}
    await stage.take_in(events=[visit(f"visit-{number}", planned=dates) for number in range(MANY)])
    await planned(stage, BEFORE)
    return stage


async def test_in_portions_as_in_one(crowded):
    new = [one async for one in plan_in_portions(crowded.database, JUST)]
    assert new[0] == FIRST_PORTION
    assert sum(new) == MANY + 1  # the reminder of the stage's own event
    assert await planned(crowded, JUST) == 0
    assert await watermark(crowded) == JUST


async def test_a_planner_that_ended_between_two_portions_leaves_nothing_out(crowded):
    portions = plan_in_portions(crowded.database, JUST)
    assert await anext(portions) == FIRST_PORTION
    await portions.aclose()
    assert await planned(crowded, JUST) == MANY + 1 - FIRST_PORTION


async def test_what_another_planner_did_meanwhile_is_not_done_again(crowded):
    portions = plan_in_portions(crowded.database, JUST)
    await anext(portions)
    await planned(crowded, JUST)
    assert [one async for one in portions] == [0]


async def test_the_first_reminders_go_out_before_the_last_are_queued(crowded):
    queued = []

    async def watched():
        async for _ in plan_in_portions(crowded.database, JUST):
            queued.append(len(await keys(crowded, "reminder")))
            yield
            await crowded.platform.has(1)

    crowded.clock.advance(JUST)
    await deliver(crowded.desk, watched())
    assert queued == [FIRST_PORTION, MANY + 1]


async def test_who_is_late_plans_all_before_anything_is_said(crowded):
    """Of a ladder that was missed one rung is sent, so that all have to be known."""
    assert [one async for one in plan_in_portions(crowded.database, AFTER)] == [MANY + 2]
