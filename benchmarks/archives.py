"""(l) How fast an archive is taken in, beside bare rows of the same events written in batches.

The rows are made up in the form of the Office of the Historian's list of visits: the same leaders
come again and again, each with an office and a country.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from benchmarks.measure import Line, scaled, seconds
from benchmarks.places import Site
from benchmarks.search import Names
from benchmarks.world import NOW
from bot.archives.mapping import Mapping as Reading
from bot.flow.archive import import_archive
from bot.flow.mappings import former_states, read_mapping
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.tables import EventRow, RevisionRow

ROWS = scaled(20_000, 1_000)
TARGET = 1_000
"""Rows a second, on a quiet machine."""

_BATCH = 500
_COUNTRIES = (
    "France", "Germany", "Japan", "Mexico", "Canada", "Italy", "Jordan", "Egypt", "Poland",
    "Kenya", "Brazil", "India",
)  # fmt: skip
_OFFICES = ("President", "Prime Minister", "King", "Chancellor")
_FIRST = date(1950, 1, 1)


async def bench(site: Site) -> list[Line]:
    """Take a made-up archive in, and once more; then write its bare rows elsewhere."""
    database = Database(site.make_url("archive"))
    await upgrade(database)
    content, reading = _archive(), read_mapping("us-visits")
    first = await seconds(_take_in(database, content, reading))
    again = await seconds(_take_in(database, content, reading))
    await database.close()
    bare = await _bare(site)
    return [
        Line(
            f"(l) an archive of {ROWS:,} visits, {what}",
            site.on,
            f"{ROWS / took:,.0f} rows/s",
            f"bare rows: {ROWS / bare:,.0f} rows/s",
            bare / took,
            target,
            ROWS / took >= TARGET if target else None,
        )
        for what, took, target in (
            ("taken in", first, f"{TARGET:,} rows/s"), ("once more", again, ""),
        )
    ]  # fmt: skip


async def _take_in(database: Database, content: str, reading: Reading) -> None:
    await import_archive(database, content, reading, former_states(), NOW)


def _archive() -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        ("id", "start_date", "end_date", "visitor", "from_id", "from_country", "description")
    )
    table.writerows(_rows())
    return out.getvalue()


def _rows() -> Iterator[tuple[str, ...]]:
    random = Random(ROWS)  # noqa: S311 - nothing is kept secret by it
    leaders = [one.name for one in Names(ROWS).people(ROWS // 2)]
    for number in range(ROWS):
        which = int(len(leaders) * random.random() ** 2)
        country, office = _COUNTRIES[which % 12], _OFFICES[which % 4]
        first = _FIRST + timedelta(days=random.randrange(27_000))
        last = first + timedelta(days=random.randrange(4))
        yield (
            str(number), first.isoformat(), last.isoformat(), f"{office} {leaders[which]}",
            country.lower(), country, "Official working visit.",
        )  # fmt: skip


async def _bare(site: Site) -> float:
    """Return how long it takes to write as many bare rows of events and revisions."""
    database = Database(site.make_url("bare_archive"))
    await upgrade(database)

    async def write() -> None:
        for first in range(0, ROWS, _BATCH):
            part = range(first, min(first + _BATCH, ROWS))
            async with database.writing() as session:
                await session.execute(insert(EventRow), [_event(number) for number in part])
                await session.execute(insert(RevisionRow), [_revision(number) for number in part])

    took = await seconds(write())
    await database.close()
    return took


def _event(number: int) -> dict[str, Any]:
    return {
        "id": f"bare-{number}", "revision": 1, "kind": "visit", "status": "occurred",
        "country": "US", "folded_title": "a visit", "revised_at": NOW,
        "document": {"id": f"bare-{number}"},
    }  # fmt: skip


def _revision(number: int) -> dict[str, Any]:
    return {"event_id": f"bare-{number}", "number": 1, "at": NOW, "document": {}}
