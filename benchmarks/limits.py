"""(b) With the platform's limits on: total time against the least that the limits allow."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import ceil

from benchmarks.measure import Line, scaled, seconds
from benchmarks.places import Site, strict_sink
from benchmarks.world import announcements, everything, open_world
from bot.clock import SystemClock
from bot.domain.delivery import DeliveryState, Receipt
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.ports import Post
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.chat_platform import ChatPlatform

CHANNELS = 100
MESSAGES = scaled(3_000, 300)
PER_SECOND = 50
"""For all channels together; and one for each."""

TARGET = 1.05
_SECOND = 1.0


class PacedPlatform(ChatPlatform):
    """Keeps the limits of its platform by itself, as an adapter must."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._all = Pace(PER_SECOND)
        self._each: defaultdict[str, Pace] = defaultdict(lambda: Pace(1))

    async def post(self, post: Post) -> Receipt:
        """Wait for the channel's turn, then for the bot's, and post."""
        async with self._each[post.address].turn(), self._all.turn():
            return await super().post(post)


class Pace:
    """So many at most in any second, however long they are on their way.

    A turn is given back a second after the answer: the platform counted it before that.
    """

    def __init__(self, per_second: int) -> None:
        self._turns = asyncio.Semaphore(per_second)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and take it."""
        await self._turns.acquire()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(_SECOND, self._turns.release)


async def bench(site: Site) -> list[Line]:
    """Measure it."""
    database = await open_world(
        site.make_url("limits"), 1 + MESSAGES // CHANNELS, everything(CHANNELS)
    )
    await _warm_up(database, site.sink)
    async with database.writing() as session:
        await outbox.enqueue(session, announcements(MESSAGES, CHANNELS, first=1))
    with strict_sink(PER_SECOND, CHANNELS) as (url, count_refused):
        async with PacedPlatform(url) as platform:
            desk = Desk(database, {platform.name: platform}, SystemClock())
            took = await seconds(deliver(desk))
        refused = count_refused()
    async with database.reading() as session:
        sent = (await outbox.states(session)).get(DeliveryState.SENT, 0) - CHANNELS
    await database.close()
    # The first may go at once, the last as soon as all seconds before it are full.
    least = (max(ceil(MESSAGES / PER_SECOND), ceil(MESSAGES / CHANNELS)) - 1) * _SECOND
    return [
        Line(
            f"(b) {sent:,} of {MESSAGES:,} within the limits",
            site.on,
            f"{took:.2f} s, {refused} refused",
            f"least possible {least:.2f} s",
            took / least,
            f"at most {TARGET}, none",
            took / least <= TARGET and refused == 0 and sent == MESSAGES,
        )
    ]


async def _warm_up(database: Database, sink: str) -> None:
    """Send something without limits: what is compiled once is no matter of theirs."""
    async with database.writing() as session:
        await outbox.enqueue(session, announcements(CHANNELS, CHANNELS))
    async with ChatPlatform(sink) as platform:
        await deliver(Desk(database, {platform.name: platform}, SystemClock()))
