"""The small world, settled in a fresh database of each kind."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database, Session
from tests import world


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    await world.settle(database)
    async with database.reading() as session:
        yield session
