"""Planning: each stretch of time is looked at once, and a second look changes nothing."""

import asyncio
from datetime import timedelta

import pytest

from bot.flow.plan import WATERMARK, next_due, plan
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


async def test_a_stretch_is_planned_once(stage):
    assert await planned(stage, AFTER) == 2
    assert await planned(stage, AFTER) == 0
    assert await keys(stage, "reminder") == [REMINDER]
    assert await keys(stage, "digest") == [DIGEST]


async def test_the_same_stretch_looked_at_again_queues_nothing_new(stage):
    await planned(stage, AFTER)
    async with stage.database.writing() as session:
        await progress.set_watermark(session, WATERMARK, stage.now)
    assert await planned(stage, AFTER) == 0


async def test_in_small_steps_as_in_one(stage):
    now = stage.now
    while now < AFTER:
        now += timedelta(minutes=37)
        await planned(stage, now)
    assert await keys(stage, "reminder") == [REMINDER]
    assert await keys(stage, "digest") == [DIGEST]


async def test_the_watermark_does_not_go_back(stage):
    await planned(stage, AFTER)
    assert await planned(stage, AFTER - timedelta(hours=5)) == 0
    assert await watermark(stage) == AFTER


async def test_several_planners_at_once_queue_each_thing_once(stage):
    new = await asyncio.gather(*(planned(stage, AFTER) for _ in range(4)))
    assert sum(new) == 2


async def test_the_first_look_ever_says_nothing_in_retrospect(database):
    stage = Stage(database)
    await stage.take_in(actors=[{"id": "envoy", "kind": "person", "name": "Ada Envoy"}])
    await stage.channel()
    await stage.take_in(events=[visit(planned={"start": "2024-06-02"})])
    assert await watermark(stage) is None
    assert await planned(stage, stage.now) == 0
    assert await watermark(stage) == stage.now
    assert await keys(stage, "reminder") == []


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
