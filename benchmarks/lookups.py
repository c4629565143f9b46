"""(k) How long each look-up takes in a world of the real one's size, beside a row by its key.

Asked is at the counter, where adapters ask: what is meant is searched for, the answer found and its
card made. The worst questions are among those of each command. And (g): the answer on one event.
"""

import statistics
import time
from collections.abc import Awaitable, Callable
from itertools import cycle, islice

from benchmarks.affairs import TODAY
from benchmarks.measure import Line, say, scaled, side_by_side
from benchmarks.places import Site
from benchmarks.questions import questions
from benchmarks.realm import Realm, open_realm
from benchmarks.world import NOW, shared_world
from bot.clock import ReplayClock
from bot.commands.spec import Origin, Request
from bot.counter import Counter
from bot.flow.desk import Desk
from bot.lookup.event import event_answer
from bot.store import events, facts
from bot.store.database import Database

EVENTS = scaled(1_000_000, 10_000)
SIZES = (
    (scaled(10_000, 1_000), scaled(10_000, 1_000)),
    (scaled(100_000, 10_000), scaled(1_000_000, 10_000)),
)
"""People and events: few, many."""
TARGET_MS = 100
ROUNDS = scaled(200, 40)
"""Questions to each command."""

Times = dict[str, list[float]]


async def bench(site: Site) -> list[Line]:
    """Measure the answer on one event, then every command in both worlds."""
    few, many = [await _ask_everything(await open_realm(site, *size)) for size in SIZES]
    return [await _one_answer(site), *(_line(site, name, few, many) for name in many if name)]


async def _one_answer(site: Site) -> Line:
    database = await shared_world(site, EVENTS)

    async def answer() -> None:
        async with database.reading() as session:
            await event_answer(session, "visit-7", NOW)

    async def row() -> None:
        async with database.reading() as session:
            await events.event(session, "visit-7")

    whole, bare = await side_by_side(answer, row)
    await database.close()
    return Line(
        f"(g) answer on one of {EVENTS:,} events",
        site.on,
        f"{whole:.2f} ms",
        f"its row {bare:.2f} ms",
        whole / bare,
    )


async def _ask_everything(realm: Realm) -> Times:
    """Ask each command, and read a row after each; return how many milliseconds each took."""
    database = Database(realm.url)
    counter = Counter(Desk(database, {}, ReplayClock(TODAY)))
    place = Origin("chat", "desk", "Desk")
    times: Times = {"": []}

    async def row() -> None:
        async with database.reading() as session:
            await facts.actors(session, [realm.hub.id])

    for name, several in questions(realm.society).items():
        requests = [Request(name, one, TODAY, origin=place) for one in several]
        for one in requests:
            await counter.answer(one)  # the first time compiles, and warms what is cached
        times[name] = []
        for one in islice(cycle(requests), max(ROUNDS, len(requests))):
            times[name].append(await _took(lambda one=one: counter.answer(one)))  # type: ignore[misc]
            times[""].append(await _took(row))
        say(f"  {name}: {_said(times[name])}")
    await database.close()
    return times


async def _took(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1_000


def _line(site: Site, name: str, few: Times, many: Times) -> Line:
    slowest = _p99(many[name])
    return Line(
        f"(k) {name}, {SIZES[1][0]:,} people, {SIZES[1][1]:,} events",
        site.on,
        _said(many[name]),
        f"{_said(few[name])} with {SIZES[0][1]:,}; a row {statistics.median(many['']):.1f} ms",
        slowest / _p99(few[name]),
        f"p99 at most {TARGET_MS} ms",
        slowest <= TARGET_MS,
    )


def _said(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} ms, p99 {_p99(taken):.1f}"


def _p99(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[-1]
