"""Whatever a platform does, each message is there once, and no channel waits for another."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.flow.deliver import deliver
from bot.store import attention, outbox
from tests.fakes.chat import Fault, Limit
from tests.faults import world
from tests.faults.conftest import drain

CHANNELS, EVENTS = 4, 5
SECOND = timedelta(seconds=1)
A_WHILE = timedelta(hours=2)
"""Longer than a channel in trouble is left alone."""


@pytest.fixture
async def waiting(database, clock):
    """A fan-out that waits in the outbox."""
    now = clock.now()
    await world.settle(database, CHANNELS, [world.event(n) for n in range(EVENTS)], now)
    return await world.queue(database, world.announcements(CHANNELS, EVENTS, now))


def each_once(deliveries):
    return {one.token: 1 for one in deliveries}


async def wait(desk, clock, times=1):
    for _ in range(times):
        clock.advance(clock.now() + A_WHILE)
        await deliver(desk)


async def test_a_limit_of_one_channel_loses_nothing_and_holds_up_no_other(
    desk, clock, server, waiting
):
    server.limits["channel-0"] = Limit(1, SECOND)
    await deliver(desk)
    assert len(server.in_channel("channel-1")) == EVENTS
    assert len(server.in_channel("channel-0")) == 1
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


async def test_the_wait_that_a_limit_asks_for_is_kept(desk, clock, server, waiting):
    server.limits["channel-0"] = Limit(1, SECOND)
    await drain(desk, clock)
    times = [one.at for one in server.in_channel("channel-0")]
    assert [later - sooner for sooner, later in pairwise(times)] == [SECOND] * (EVENTS - 1)
    assert server.answers[429] == EVENTS - 1  # refused once each, and not asked in between


async def test_a_limit_of_all_channels_together_loses_nothing(desk, clock, server, waiting):
    server.limits[None] = Limit(3, SECOND)
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


async def test_a_server_that_is_out_of_order_for_a_while_gets_everything_later(
    desk, clock, server, waiting
):
    server.trouble(Fault.ERROR, 2 * CHANNELS)
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


async def test_a_channel_that_hangs_holds_up_no_other(desk, clock, server, waiting):
    server.trouble(Fault.HANG, 1, address="channel-0")
    await deliver(desk)
    assert len(server.in_channel("channel-1")) == EVENTS
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


@pytest.mark.parametrize("remembers", [None, timedelta(minutes=5)])
async def test_an_answer_that_is_lost_makes_no_second_message(
    desk, clock, server, waiting, remembers
):
    server.remembers = remembers
    server.trouble(Fault.DROP, 3 * CHANNELS)
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


async def test_what_may_have_arrived_is_searched_for_however_often_the_search_fails(
    desk, clock, server, waiting
):
    server.remembers = None
    server.trouble(Fault.DROP, CHANNELS)
    await deliver(desk)
    server.trouble(Fault.ERROR, 3 * CHANNELS)
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)


async def test_order_within_a_channel_stands_whatever_fails(desk, clock, server, waiting):
    server.trouble(Fault.ERROR, 3)
    server.trouble(Fault.DROP, 3)
    await drain(desk, clock)
    for place in range(CHANNELS):
        told = [one.token for one in server.in_channel(f"channel-{place}")]
        assert told == [one.token for one in waiting if one.channel == f"channel-{place}"]


async def test_a_message_that_is_refused_fails_for_good_and_the_others_go_out(
    desk, clock, server, waiting
):
    server.trouble(Fault.REFUSE, 1)
    await drain(desk, clock)
    states = await world.states(desk.database)
    assert states == {"failed": 1, "sent": len(waiting) - 1}


async def test_a_channel_that_is_gone_is_paused_and_its_people_are_told_once(
    desk, clock, server, waiting
):
    server.closed.add("channel-3")
    await deliver(desk)
    await wait(desk, clock, 3)
    (warning,) = server.warnings
    assert "channel-3" in warning.text
    assert await world.states(desk.database) == {"held": EVENTS, "sent": 3 * EVENTS}
    async with desk.database.reading() as session:
        assert (await attention.pause(session, "channel-3", trouble=True)).trouble


async def test_a_channel_that_is_back_gets_everything_once(desk, clock, server, waiting):
    server.closed.add("channel-3")
    await deliver(desk)
    server.closed.clear()
    await wait(desk, clock)
    assert server.counts() == each_once(waiting)
    async with desk.database.reading() as session:
        assert await attention.pause(session, "channel-3", trouble=True) is None


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.DROP, Fault.HANG])
async def test_a_channel_in_trouble_is_tried_again_whatever_becomes_of_the_trial(
    desk, clock, server, waiting, fault
):
    server.closed.add("channel-3")
    await deliver(desk)
    server.closed.clear()
    server.trouble(fault, 1)
    await wait(desk, clock, 3)
    assert server.counts() == each_once(waiting)


async def test_what_may_have_arrived_before_its_channel_closed_is_not_sent_again(
    desk, clock, server, waiting
):
    server.remembers = None
    server.trouble(Fault.DROP, 1, address="channel-3")
    await deliver(desk)
    server.closed.add("channel-3")
    await wait(desk, clock, 2)
    server.closed.clear()
    await wait(desk, clock, 2)
    assert server.counts() == each_once(waiting)


async def test_a_token_that_is_revoked_loses_nothing(desk, clock, server, waiting):
    server.revoked = True
    await deliver(desk)
    assert not server.messages
    server.revoked = False
    await wait(desk, clock, 2)
    assert server.counts() == each_once(waiting)


async def test_a_first_message_that_is_deleted_is_replaced(desk, clock, server, waiting):
    await deliver(desk)
    server.delete(server.in_channel("channel-0")[0].id)
    moved = await world.move(desk.database, 0, CHANNELS, clock.now())
    await drain(desk, clock)
    anew = server.in_channel("channel-0")[-1]
    assert (anew.token, anew.thread) == (moved[0].token, None)


async def test_what_was_sent_before_an_event_moved_is_not_taken_for_the_news_of_it(
    desk, clock, server, waiting
):
    server.trouble(Fault.DROP, CHANNELS)
    await deliver(desk)
    moved = await world.move(desk.database, 0, CHANNELS, clock.now())
    await drain(desk, clock)
    assert server.counts() == each_once([*waiting, *moved])
    assert await world.states(desk.database) == {"sent": len(waiting) + len(moved)}


async def test_a_pause_by_somebody_holds_what_may_have_arrived_and_sends_it_once(
    desk, clock, server, waiting
):
    server.remembers = None
    server.trouble(Fault.DROP, CHANNELS)
    await deliver(desk)
    pause = attention.Pause(until=None, reason="a holiday", by="somebody", trouble=False)
    async with desk.database.writing() as session:
        await attention.put_pause(session, "channel-0", clock.now(), pause)
    await wait(desk, clock)
    async with desk.database.writing() as session:
        await attention.end_pause(session, "channel-0", trouble=False)
        await outbox.let_go(session, "channel-0", clock.now())
    await drain(desk, clock)
    assert server.counts() == each_once(waiting)
