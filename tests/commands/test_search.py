"""`search`, and words that are no command: what may be meant; what is not clear is not chosen."""

import pytest

from bot.commands.spec import Outcome, Request
from bot.domain.answers import ActorAnswer, EventAnswer
from bot.store.database import Database
from tests import world
from tests.commands.conftest import Ask
from tests.commands.desk import counter


@pytest.mark.parametrize(
    ("line", "first", "opens"),
    [
        ("search putin", "vladimir-putin", "actor vladimir-putin"),
        ("search Путин", "vladimir-putin", "actor vladimir-putin"),
        ("search putn", "vladimir-putin", "actor vladimir-putin"),
        ("search putin vietnam 2024", "putin-vietnam-2024", "event putin-vietnam-2024"),
        ("search hanoi among:places", "Hanoi, VN", "who-is-in Hanoi"),
        ("search mongolia among:places", "MN", "country MN"),
    ],
)
async def test_the_first_is_what_is_meant(ask: Ask, line: str, first: str, opens: str) -> None:
    reply = await ask(line)
    assert reply.data.sure
    assert (reply.data.items[0].id, reply.data.items[0].command) == (first, opens)
    assert (await ask(opens)).ok
    assert "best fit" in str(reply.card)


async def test_where_it_is_not_clear_that_is_said(ask: Ask) -> None:
    reply = await ask("search korea among:places")
    assert not reply.data.sure
    assert {one.id for one in reply.data.items} == {"KP", "KR"}
    assert "Any of these may be meant" in str(reply.card)


async def test_a_limit_holds_and_one_sort_is_one_sort(ask: Ask) -> None:
    assert len((await ask("search putin limit:2")).data.items) == 2
    events = (await ask("search putin among:events limit:999999")).data.items
    assert {one.sort for one in events} == {"event"}
    assert all(one.event.id == one.id for one in events)


async def test_what_is_not_there_is_said(ask: Ask) -> None:
    reply = await ask("search xqzzt")
    assert reply.outcome is Outcome.NOTHING
    assert (await ask("search")).outcome is Outcome.MISUSED


@pytest.fixture
async def ask_line(database: Database):
    await world.settle(database)

    async def line(text: str):
        return await counter(database).answer_line(text, Request("", {}, world.NOW, "ada"))

    return line


async def test_words_that_are_no_command_are_looked_up(ask_line) -> None:
    assert isinstance((await ask_line("vladimir putin")).data, ActorAnswer)
    assert isinstance((await ask_line("/diplo putin vietnam 2024")).data, EventAnswer)
    assert not (await ask_line("korea")).data.sure
    assert (await ask_line("subscrib putin")).problem.endswith("did you mean subscribe?")
    nothing = await ask_line("xqzzt")
    assert nothing.outcome is Outcome.MISUSED
    assert "there is no command 'xqzzt'" in nothing.problem
