"""(a) Deliveries a second through the durable outbox, against a bare loop to the same sink.

Both sides in processes of their own, by turns, the best round of each. And (f), their memory.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from benchmarks.crew import Work, crew
from benchmarks.measure import Line, scaled
from benchmarks.places import Site
from benchmarks.world import NOW, announcements, everything, open_world
from bot.clock import ReplayClock
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.root import set_up_logging
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.chat_platform import ChatPlatform

CHANNELS = 1_000
DELIVERIES = scaled(10_000, 2_000)
"""In one round."""
ROUNDS = 3
AT_ONCE = 100
"""Posts of the bare loop that are on their way together; more make it no faster."""

_TARGETS = {"SQLite": 0.4, "PostgreSQL": 0.5}
_WORKERS = {"SQLite": 1, "PostgreSQL": 2}


async def bench(site: Site) -> list[Line]:
    """Measure both by turns."""
    url, workers = site.make_url("throughput"), _WORKERS[site.on]
    each = DELIVERIES // CHANNELS
    database = await open_world(url, each * (ROUNDS + 1), everything(CHANNELS))
    bare_times, durable_times = [], []
    with (
        crew(1, bare, site.sink) as alone,
        crew(workers, dispatcher, url, site.sink) as dispatchers,
    ):
        for number in range(ROUNDS + 1):
            bare_times.append(await alone.round())
            async with database.writing() as session:
                queued = announcements(DELIVERIES, CHANNELS, first=number * each)
                await outbox.enqueue(session, queued)
            durable_times.append(await dispatchers.round())
    async with database.reading() as session:
        sent = (await outbox.states(session)).get("sent", 0)
    await database.close()
    if sent != DELIVERIES * (ROUNDS + 1):
        raise RuntimeError(f"only {sent:,} of {DELIVERIES * (ROUNDS + 1):,} were sent")
    # The first round connects and compiles.
    fast, durable = DELIVERIES / min(bare_times[1:]), DELIVERIES / min(durable_times[1:])
    target = _TARGETS[site.on]
    return [
        Line(
            f"(a) {DELIVERIES:,} deliveries by {workers}",
            site.on,
            f"{durable:,.0f}/s",
            f"bare loop {fast:,.0f}/s",
            durable / fast,
            f"at least {target}",
            durable / fast >= target,
        ),
        Line(
            "(f) memory of a dispatcher",
            site.on,
            f"{dispatchers.memory_mb:.0f} MB",
            f"bare loop {alone.memory_mb:.0f} MB",
            dispatchers.memory_mb / alone.memory_mb,
        ),
    ]


@asynccontextmanager
async def bare(sink: str) -> AsyncIterator[Work]:
    """Post as many messages from several tasks, and do nothing else."""
    body = {"token": "a" * 24, "text": "Announced: Visit number 1 (Geneva) [visit-1]"}
    async with aiohttp.ClientSession(sink, connector=aiohttp.TCPConnector(limit=0)) as http:

        async def post(place: int) -> None:
            for _ in range(DELIVERIES // AT_ONCE):
                async with http.post(f"/channels/channel-{place}/messages", json=body) as answer:
                    await answer.json()

        async def work() -> None:
            await asyncio.gather(*map(post, range(AT_ONCE)))

        yield work


@asynccontextmanager
async def dispatcher(url: str, sink: str) -> AsyncIterator[Work]:
    """Empty the outbox, perhaps together with others."""
    set_up_logging("ERROR")
    database = Database(url)
    async with ChatPlatform(sink) as platform:
        desk = Desk(database, {platform.name: platform}, ReplayClock(NOW))

        async def work() -> None:
            while await deliver(desk) or await _left(database):
                pass

        yield work
    await database.close()


async def _left(database: Database) -> bool:
    """Whether something is left that the other has not leased."""
    async with database.reading() as session:
        return await outbox.next_ready(session) is not None
