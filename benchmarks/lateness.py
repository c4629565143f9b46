"""(c) How late reminders are that fall due in the same second, with many events stored."""

import time
from datetime import timedelta

from benchmarks.crew import crew
from benchmarks.measure import Line, scaled
from benchmarks.places import Site
from benchmarks.throughput import DELIVERIES, bare
from benchmarks.world import CHANNELS, NOW, event, shared_world
from bot.clock import ReplayClock
from bot.domain.dates import Dates
from bot.domain.delivery import Receipt
from bot.domain.revision import first_notice
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.ports import Post
from bot.store import events
from bot.store.database import Database
from tests.fakes.chat_platform import ChatPlatform

REMINDERS = scaled(10_000, 500)
EVENTS = scaled(1_000_000, 10_000)
START = NOW + timedelta(hours=1)
WARM, SECOND = timedelta(seconds=1), timedelta(seconds=2)
FIRST_MS = 100
SPEED = 0.4
"""The sink's speed: as near to the bare loop's as deliveries of any kind are to come, see (a)."""


class TimedPlatform(ChatPlatform):
    """Notes when each message has arrived."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.times: list[float] = []

    async def post(self, post: Post) -> Receipt:
        """Post, and note it."""
        receipt = await super().post(post)
        self.times.append(time.perf_counter())
        return receipt


async def bench(site: Site) -> list[Line]:
    """Measure it, and the bare loop before and after."""
    database = await shared_world(site, EVENTS)
    await _add_due(database)
    with crew(1, bare, site.sink) as alone:
        await alone.round()
        fast = [await alone.round()]
        times = await _remind(database, site.sink)
        fast.append(await alone.round())
    await database.close()
    first, last, speed = times[0] * 1_000, times[-1], DELIVERIES / min(fast)
    on, met = site.on, len(times) == REMINDERS
    return [
        Line(
            f"(c) first of {REMINDERS:,} reminders",
            on,
            f"{first:,.0f} ms late",
            f"{EVENTS:,} events stored",
            target=f"at most {FIRST_MS} ms",
            met=met and first <= FIRST_MS,
        ),
        Line(
            "(c) and all of them",
            on,
            f"{last:.2f} s, {len(times) / last:,.0f}/s",
            f"bare loop {speed:,.0f}/s",
            len(times) / last / speed,
            f"at least {SPEED}",
            met and len(times) / last / speed >= SPEED,
        ),
    ]


async def _add_due(database: Database) -> None:
    """Add the events that begin in a day and some seconds: one that warms up, then the others."""
    async with database.writing() as session:
        for number in range(1 + REMINDERS // CHANNELS):
            begins = START + timedelta(days=1) + (SECOND if number else WARM)
            one = event(EVENTS + number, Dates(start_at=begins, start=begins.date().isoformat()))
            known = first_notice(one, by="bench", source=None, at=NOW - timedelta(days=9))
            await events.add_revision(session, known)


async def _remind(database: Database, sink: str) -> list[float]:
    """Let the second come; return after how many seconds each reminder had arrived.

    The service has been running: it has sent something before.
    """
    clock = ReplayClock(START)
    async with TimedPlatform(sink) as platform:
        desk = Desk(database, {platform.name: platform}, clock)
        await tick(desk)
        clock.advance(START + WARM)
        await tick(desk)
        platform.times.clear()
        clock.advance(START + SECOND)
        began = time.perf_counter()
        await tick(desk)
        return [at - began for at in platform.times]
