"""What a workspace wanted that removed Dragoman is kept for a while, and then forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.counter import Counter
from bot.flow.forget import KEPT, forget
from bot.ports import ChannelNews, Happening, Undeliverable
from bot.store import channels
from tests.stage import Stage, visit

LEFT = ChannelNews("console", "home", Happening.LEFT, reason="Dragoman was removed")
SOON = timedelta(seconds=1)


@pytest.fixture
async def stage(database):
    found = await Stage(database).open()
    await found.channel()
    return found


async def follow(stage, happening, address=None):
    news = replace(LEFT, happening=happening, address=address)
    await Counter(stage.desk).follow(news)


async def sweep(stage):
    async with stage.database.writing() as session:
        return await forget(session, stage.now)


async def wishes(stage):
    async with stage.database.reading() as session:
        return len(await channels.subscribers_of(session, "desk"))


async def test_a_workspace_that_was_left_is_forgotten_in_the_end_and_not_before(stage):
    await follow(stage, Happening.LEFT)
    stage.clock.advance(stage.now + KEPT - SOON)
    assert (await sweep(stage), await wishes(stage)) == (0, 1)
    stage.clock.advance(stage.now + SOON)
    assert (await sweep(stage), await wishes(stage)) == (1, 0)
    assert await sweep(stage) == 0


async def test_messages_that_fail_meanwhile_and_a_second_leaving_do_not_put_it_off(stage):
    await stage.take_in(events=[visit()])
    stage.platform.closed["#desk"] = Undeliverable("no access")
    await follow(stage, Happening.LEFT)
    await stage.pass_time(timedelta(days=1))
    await follow(stage, Happening.LEFT)
    await follow(stage, Happening.CLOSED, "#desk")
    stage.clock.advance(stage.now + KEPT - timedelta(days=1))
    assert await sweep(stage) == 1


async def test_who_comes_back_finds_everything_as_it_was(stage):
    await follow(stage, Happening.LEFT)
    await stage.hear(visit())
    assert stage.said() == []
    stage.clock.advance(stage.now + timedelta(days=2))
    await follow(stage, Happening.OPENED)
    await stage.pass_time(SOON)
    assert stage.said() == ["Announced: The visit (Pyongyang)"]
    stage.clock.advance(stage.now + KEPT)
    assert (await sweep(stage), await wishes(stage)) == (0, 1)


async def test_a_channel_that_was_only_closed_keeps_its_subscriptions(stage):
    await follow(stage, Happening.CLOSED)
    await follow(stage, Happening.CLOSED, "#desk")
    stage.clock.advance(stage.now + 10 * KEPT)
    assert (await sweep(stage), await wishes(stage)) == (0, 1)


async def test_after_it_is_forgotten_nothing_more_is_said_when_it_comes_back(stage):
    await follow(stage, Happening.LEFT)
    await stage.hear(visit())
    stage.clock.advance(stage.now + KEPT)
    await sweep(stage)
    await follow(stage, Happening.OPENED)
    await stage.pass_time(SOON)
    assert stage.said() == []
