"""Taking in: the revision and what it calls for in one transaction, and each item once."""

from datetime import timedelta

import pytest

from bot.domain.bundle import EventChange, WireItem
from bot.flow.ingest import ingest_item
from bot.store import events, outbox
from bot.store.database import StoreError
from tests.stage import Stage, at, visit


@pytest.fixture
async def stage(database):
    found = await Stage(database).open()
    await found.channel()
    return found


def item(name="first", **fields):
    told = {"id": name, "at": at("2024-06-01 12:00"), "headline": "A visit", "events": [visit()]}
    return WireItem(**told | fields)


def moved(day="2024-06-20"):
    return item(
        "second", events=[], changes=[{"event": "visit", "set": {"planned": {"start": day}}}]
    )


async def take_in(stage, *items, **how):
    async with stage.database.writing() as session:
        for one in items:
            found = await ingest_item(session, one, by="wire", now=stage.now, **how)
    return found


async def state(stage):
    """The revisions of the visit, and what is queued about it."""
    async with stage.database.reading() as session:
        known = [one.number for one in await events.revisions(session, "visit")]
        queued = [one.key for one in await outbox.deliveries(session, subject="visit")]
    return known, queued


ANNOUNCED = ([1], ["desk/announced/visit/r1"])


async def test_a_revision_and_what_it_calls_for_are_there_together(stage):
    found = await take_in(stage, item())
    assert (found.new, found.queued) == (1, 1)
    assert await state(stage) == ANNOUNCED


async def test_a_failure_while_queueing_takes_the_revision_back(stage, mocker):
    mocker.patch("bot.flow.ingest.outbox.enqueue", side_effect=RuntimeError("out of memory"))
    with pytest.raises(RuntimeError):
        await take_in(stage, item())
    assert await state(stage) == ([], [])
    mocker.stopall()
    await take_in(stage, item())
    assert await state(stage) == ANNOUNCED


async def test_a_row_that_the_database_refuses_takes_the_revision_back(stage, mocker):
    async def bad(session, heard, now):
        key = "desk/announced/visit/r1"
        row = {"key": key, "channel": "nowhere", "kind": "announced", "subject": "visit"}
        return [outbox.Delivery(**row, due=now)]

    mocker.patch("bot.flow.ingest.tell_revisions", bad)
    with pytest.raises(StoreError):
        await take_in(stage, item())
    assert await state(stage) == ([], [])


async def test_an_item_read_again_does_not_undo_what_came_after_it(stage):
    await take_in(stage, item(), moved())
    await take_in(stage, item())
    known, _ = await state(stage)
    assert known == [1, 2]


async def test_what_is_only_recorded_is_told_to_nobody(stage):
    await take_in(stage, item(), tell=False)
    assert await state(stage) == ([1], [])


async def test_the_urgent_does_not_wait_for_more(stage):
    await take_in(stage, item())
    stop = EventChange(event="visit", set={"status": "cancelled"})
    await take_in(stage, item("second", events=[], changes=[stop]))
    async with stage.database.reading() as session:
        dues = [one.due - stage.now for one in await outbox.deliveries(session)]
    assert dues == [timedelta(seconds=60), timedelta()]
