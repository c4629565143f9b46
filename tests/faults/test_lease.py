"""A worker that takes longer than its lease is overtaken, and leaves to the other what is its."""

import asyncio
from datetime import timedelta

import pytest

from bot.flow.briefing import brief
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from tests.fakes.chat import Fault
from tests.fakes.chat_platform import ChatPlatform
from tests.faults import world
from tests.faults.conftest import drain

EVENTS = 5
A_LEASE = timedelta(seconds=61)


class Overtaken(ChatPlatform):
    """Its first message takes longer than a lease, and meanwhile another worker is at work."""

    other: Desk | None = None

    async def post(self, post):
        receipt = await super().post(post)
        if self.other is not None:
            other, self.other = self.other, None
            other.clock.advance(other.clock.now() + A_LEASE)
            await deliver(other)
        return receipt


@pytest.fixture
async def waiting(database, clock):
    now = clock.now()
    await world.settle(database, 1, [world.event(n) for n in range(EVENTS)], now)
    return await world.queue(database, world.announcements(1, EVENTS, now))


@pytest.fixture
async def overtaken(waiting, desk, database, clock, server):
    """Deliver by a worker that is overtaken by `desk`."""
    async with Overtaken(server.url) as platform:
        platform.other = desk
        await deliver(Desk(database, {platform.name: platform}, clock))


@pytest.mark.usefixtures("overtaken")
async def test_the_books_say_that_what_was_sent_was_sent(database):
    assert await world.states(database) == {"sent": EVENTS}


async def test_nothing_is_sent_on_a_lease_that_has_run_out(database, server, clock, waiting):
    server.remembers = None
    async with (
        ChatPlatform(server.url) as quick,
        Overtaken(server.url) as slow,
    ):
        slow.other = Desk(database, {quick.name: quick}, clock)
        await deliver(Desk(database, {slow.name: slow}, clock))
    assert server.counts() == {one.token: 1 for one in waiting}


class Slow(ChatPlatform):
    """Its messages arrive, and the answers come when they are let."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.arrived, self.answering = asyncio.Event(), asyncio.Event()

    async def post(self, post):
        receipt = await super().post(post)
        self.arrived.set()
        await self.answering.wait()
        return receipt


async def test_what_a_late_worker_sent_is_not_skipped_by_the_one_that_overtook_it(  # noqa: PLR0917
    desk, database, clock, server, mocker, waiting
):
    """The late one records just when the other, which has the lease, asks what is known."""
    server.searchable = False
    async with Slow(server.url) as platform:
        late = asyncio.create_task(deliver(Desk(database, {platform.name: platform}, clock)))
        await platform.arrived.wait()
        clock.advance(clock.now() + A_LEASE)

        async def after_the_late_one(session, batch):
            platform.answering.set()
            await late
            return await brief(session, batch)

        mocker.patch("bot.flow.deliver.brief", after_the_late_one)
        await deliver(desk)
    assert server.counts() == {one.token: 1 for one in waiting}
    assert await world.states(database) == {"sent": EVENTS}


async def test_a_request_that_outlasts_its_lease_is_given_up(database, server, clock, waiting):
    short = timedelta(seconds=0.3)
    server.trouble(Fault.HANG, 1)
    async with ChatPlatform(server.url) as platform:
        desk = Desk(database, {platform.name: platform}, clock, lease=short)
        await deliver(desk)
        assert await world.states(database) == {"unclear": 1, "pending": EVENTS - 1}
        await drain(desk, clock)
    assert server.counts() == {one.token: 1 for one in waiting}
