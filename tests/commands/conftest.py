"""The small world on SQLite: what a look-up says does not depend on the kind of database."""

from collections.abc import Awaitable, Callable

import pytest

from bot.commands.spec import Reply, Request
from bot.store.database import Database
from tests import world
from tests.commands.desk import Desk, counter

Ask = Callable[[str], Awaitable[Reply]]


@pytest.fixture
async def settled(sqlite_database: Database) -> Database:
    await world.settle(sqlite_database)
    return sqlite_database


@pytest.fixture
def ask(settled: Database) -> Ask:
    """Answers a typed line as of 17 June 2024, noon."""

    async def answer(line: str) -> Reply:
        return await counter(settled).answer_line(line, Request("", {}, world.NOW))

    return answer


@pytest.fixture
async def desk(settled: Database) -> Desk:
    """A channel in the small world, with people of each role."""
    return await Desk(settled).open()
