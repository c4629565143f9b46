"""The seeds that come with Dragoman: which there are, and loading them into an empty database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.flow.load import Progress, load
from bot.flow.seedfile import BadSeed
from bot.store import ids
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


async def is_empty(database: Database) -> bool:
    """Whether nothing at all was loaded yet."""
    async with database.reading() as session:
        return not await ids.any_actor(session)


async def load_shipped(
    database: Database, paths: Sequence[Path], now: datetime, progress: Progress
) -> None:
    """Load shipped seeds, and then the channels, so that no channel is told of old things.

    Raises BadSeed if a file is not as it was shipped.
    """
    for several in (paths, [CHANNELS]):
        result = await load(database, several, now, progress=progress)
        if result.problems:
            raise BadSeed(result.problems)
