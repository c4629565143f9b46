"""A whole event answer, beside the read of its row by primary key."""

from benchmarks.measure import Line, scaled, side_by_side
from benchmarks.places import Site
from benchmarks.world import NOW, shared_world
from bot.lookup.event import event_answer
from bot.store import events

EVENTS = scaled(1_000_000, 10_000)


async def bench(site: Site) -> list[Line]:
    """Measure both by turns."""
    database = await shared_world(site, EVENTS)

    async def answer() -> None:
        async with database.reading() as session:
            await event_answer(session, "visit-7", NOW)

    async def row() -> None:
        async with database.reading() as session:
            await events.event(session, "visit-7")

    whole, bare = await side_by_side(answer, row)
    await database.close()
    return [
        Line(
            f"(g) answer on one of {EVENTS:,} events",
            site.on,
            f"{whole:.2f} ms",
            f"its row {bare:.2f} ms",
            whole / bare,
        )
    ]
