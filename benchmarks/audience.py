"""(d) What one revision costs with few and with very many subscriptions of which ten match."""

from datetime import timedelta
from functools import partial
from itertools import count

from benchmarks.measure import Line, scaled, side_by_side
from benchmarks.places import Site
from benchmarks.world import NOW, open_world
from bot.domain.bundle import Bundle, EventChange
from bot.domain.filters import Filter
from bot.domain.subscription import Subscription
from bot.flow.ingest import ingest
from bot.flow.plan import plan
from bot.store.database import Database

SIZES = (10, scaled(1_000, 100), scaled(100_000, 1_000))
MATCHING = 10
TARGET = 3


async def bench(site: Site) -> list[Line]:
    """Measure it for each size, by turns."""
    worlds = [await _open(site.make_url(f"audience_{size}"), size) for size in SIZES]
    numbers = count(1)
    few, some, many = await side_by_side(*(partial(_change, one, numbers) for one in worlds))
    for database in worlds:
        await database.close()
    return [
        Line(
            f"(d) a revision, {MATCHING} of {SIZES[2]:,} match",
            site.on,
            f"{many:.1f} ms",
            f"{few:.1f} ms of {SIZES[0]}, {some:.1f} ms of {SIZES[1]:,}",
            many / few,
            f"at most {TARGET}",
            many / few <= TARGET,
        )
    ]


async def _open(url: str, size: int) -> Database:
    database = await open_world(url, 1, map(_wish, range(size)))
    async with database.writing() as session:
        await plan(session, NOW)
    return database


def _wish(number: int) -> Subscription:
    actor = "envoy" if number < MATCHING else f"stranger-{number}"
    name = f"channel-{number}"
    return Subscription(id=name, channel=name, filter=Filter(actors=(actor,)))


async def _change(database: Database, numbers: "count[int]") -> None:
    number = next(numbers)
    at = NOW + timedelta(seconds=number)
    change = EventChange(event="visit-0", set={"title": f"Visit, take {number}"})
    async with database.writing() as session:
        await ingest(session, Bundle(changes=[change]), at=at, by="bench", now=at)
