"""The seeds that come with Dragoman: which there are, and loading them into an empty database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.flow.load import Progress, load
from bot.flow.seedfile import BadSeed
from bot.store import ids
from bot.store import progress as marks
from bot.store.database import Database

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
WIRE = SEEDS / "wire" / "2024-06.yaml"
CHANNELS = SEEDS / "demo" / "channels.yaml"

_AFTER_THE_WIRE = "from-"
"""In the name of a file whose events lie after the wire's month."""

Say = Callable[[str], None]


def everything() -> list[Path]:
    """Return all that is known today, without the channels."""
    return [path for path in sorted(SEEDS.rglob("*.yaml")) if path != CHANNELS]


def background() -> list[Path]:
    """Return what was known before the wire begins."""
    return [
        path
        for path in everything()
        if path.parent != WIRE.parent and _AFTER_THE_WIRE not in path.name
    ]


_BEGUN, _DONE = "shipped-begun", "shipped-done"
"""Watermarks around the first load, so that one that was killed is taken up again."""


async def is_empty(database: Database) -> bool:
    """Whether nothing was loaded yet, or the first load of what is shipped did not end."""
    async with database.reading() as session:
        if await marks.watermark(session, _BEGUN) is not None:
            return await marks.watermark(session, _DONE) is None
        return not await ids.any_actor(session)


async def load_shipped(
    database: Database, paths: Sequence[Path], now: datetime, progress: Progress
) -> None:
    """Load shipped seeds, and then the channels, so that no channel is told of old things.

    Raises BadSeed if a file is not as it was shipped.
    """
    await _mark(database, _BEGUN, now)
    for several in (paths, [CHANNELS]):
        result = await load(database, several, now, progress=progress)
        if result.problems:
            raise BadSeed(result.problems)
    await _mark(database, _DONE, now)


async def _mark(database: Database, name: str, now: datetime) -> None:
    async with database.writing() as session:
        await marks.set_watermark(session, name, now)
