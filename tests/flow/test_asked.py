"""What people look up is counted, and written down without an answer waiting for it."""

import pytest

from bot.commands.spec import Request
from bot.counter import Counter
from bot.domain.named import Sort
from bot.flow.asked import write_down
from bot.flow.desk import Desk
from bot.store import asked
from bot.store.database import Database
from tests import world
from tests.fakes.clock import stopped_clock


@pytest.fixture
async def desk(database: Database) -> Desk:
    await world.settle(database)
    return Desk(database, {}, stopped_clock())


async def _ask(desk: Desk, *lines: str) -> None:
    for line in lines:
        await Counter(desk).answer_line(line, Request("", {}, world.NOW))


async def _times(desk: Desk, sort: Sort, owner: str) -> int:
    async with desk.database.reading() as session:
        return (await asked.times(session, sort, [owner])).get(owner, 0)


async def test_what_is_looked_up_is_counted_once_written_down(desk: Desk) -> None:
    await _ask(desk, "/actor putin", "/actor kim jong un", "/actor putin")
    assert await _times(desk, Sort.ACTOR, "vladimir-putin") == 0

    await write_down(desk)

    assert await _times(desk, Sort.ACTOR, "vladimir-putin") == 2
    assert await _times(desk, Sort.ACTOR, "kim-jong-un") == 1


async def test_what_was_written_down_is_not_counted_again(desk: Desk) -> None:
    await _ask(desk, "/event putin-vietnam-2024")
    await write_down(desk)
    await write_down(desk)

    assert await _times(desk, Sort.EVENT, "putin-vietnam-2024") == 1


async def test_what_is_not_found_is_not_counted(desk: Desk) -> None:
    await _ask(desk, "/actor kim", "/actor nobody-at-all", "/help")
    assert not desk.asked
