"""The small world on SQLite: what a command says does not depend on the kind of database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.commands.answer import answer_line
from bot.commands.spec import Reply
from bot.store.database import Database, Session
from tests import world

Ask = Callable[[str], Awaitable[Reply]]


@pytest.fixture
async def session(sqlite_database: Database) -> AsyncIterator[Session]:
    await world.settle(sqlite_database)
    async with sqlite_database.reading() as session:
        yield session


@pytest.fixture
def ask(session: Session) -> Ask:
    """Answers a typed line as of 17 June 2024, noon."""

    async def answer(line: str) -> Reply:
        return await answer_line(session, line, world.NOW)

    return answer
