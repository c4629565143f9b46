"""(e) A turn with nothing due, on few and on very many events."""

from datetime import timedelta

from benchmarks.measure import Line, scaled, side_by_side
from benchmarks.places import Site
from benchmarks.world import NOW, shared_world
from bot.clock import ReplayClock
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.store.database import Database

SIZES = (scaled(10_000, 100), scaled(1_000_000, 10_000))
TARGET = 1.25
"""Flat: no more than what two measurements of the same differ by here."""


async def bench(site: Site) -> list[Line]:
    """Measure it for both sizes, by turns."""
    worlds = [await shared_world(site, size) for size in SIZES]
    few, many = await side_by_side(*map(Turns, worlds))
    for database in worlds:
        await database.close()
    return [
        Line(
            f"(e) an idle turn, {SIZES[1]:,} events",
            site.on,
            f"{many:.2f} ms",
            f"{few:.2f} ms with {SIZES[0]:,}",
            many / few,
            f"flat (at most {TARGET})",
            many / few <= TARGET,
        )
    ]


class Turns:
    """Turns of a planner that finds nothing due, a second after each other."""

    def __init__(self, database: Database) -> None:
        self._clock = ReplayClock(NOW)
        self._desk = Desk(database, {}, self._clock)

    async def __call__(self) -> None:
        """Take one."""
        self._clock.advance(self._clock.now() + timedelta(seconds=1))
        await tick(self._desk)
