"""The first load of what is shipped: once, and taken up again if it was killed."""

from datetime import UTC, datetime

import pytest

from bot.flow.seedfile import BadSeed
from bot.shipped import CHANNELS, SEEDS, is_empty, load_shipped
from bot.store import channels
from bot.store.database import Database

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SOME = [SEEDS / "world" / "sources.yaml", SEEDS / "world" / "actors.yaml"]


def _silent(*_: object) -> None:
    return None


async def test_a_first_load_that_was_stopped_is_taken_up_again(sqlite_database: Database):
    assert await is_empty(sqlite_database)
    with pytest.raises(BadSeed):
        await load_shipped(sqlite_database, [*SOME, SEEDS / "gone.yaml"], NOW, _silent)

    assert await is_empty(sqlite_database)
    await load_shipped(sqlite_database, SOME, NOW, _silent)

    assert not await is_empty(sqlite_database)
    async with sqlite_database.reading() as session:
        assert len(await channels.channels(session)) == 2
    assert CHANNELS.exists()
