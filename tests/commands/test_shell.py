"""The look-ups from the shell: arguments, --json, exit codes."""

import asyncio
import json
from collections.abc import Callable

import pytest
import typer
from typer.testing import CliRunner

from bot.cards.card import Card
from bot.commands.answer import answer
from bot.commands.spec import Reply, Request
from bot.commands.table import COMMANDS
from bot.shell import add_lookups
from bot.store.database import Database
from tests import world

Run = Callable[..., tuple[int, str, str]]


def _show(card: Card) -> None:
    typer.echo(card.heading)


@pytest.fixture
def run(sqlite_url: str) -> Run:
    """Runs a look-up as the command line does; gives exit code, output and errors."""
    asyncio.run(_settle(sqlite_url))

    async def ask(request: Request) -> Reply:
        database = Database(sqlite_url)
        async with database.reading() as session:
            reply = await answer(session, request)
        await database.close()
        return reply

    app = typer.Typer()
    add_lookups(app, lambda request: asyncio.run(ask(request)), lambda: world.NOW, _show)

    def invoke(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, words)
        return result.exit_code, result.stdout, result.stderr

    return invoke


async def _settle(url: str) -> None:
    database = Database(url)
    await world.settle(database)
    await database.close()


@pytest.mark.parametrize(
    "words",
    [
        "event putin-vietnam-2024",
        "events --from 2024-06-01 --to 2024-06-30 --actor putin --country VN --kind visit",
        "events --status occurred",
        "actor kim jong un",
        "upcoming next 2 weeks",
        "upcoming --actor putin",
        "trip putin",
        "warrant putin",
        "warrants",
        "exposure kim jong un north korea",
        "exposure putin mongolia --on 2024-09-03",
        "claims --about dprk",
        "history putin-vietnam-2024",
    ],
)
def test_cards_and_json(run: Run, words: str) -> None:
    code, out, err = run(*words.split())
    assert (code, err) == (0, "")
    assert out.strip()
    code, out, err = run(*words.split(), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["schema_version"] == 1


def test_the_answer_of_the_day(run: Run) -> None:
    _, out, _ = run("exposure", "putin", "mongolia", "--on", "2024-09-03", "--json")
    assert json.loads(out)["bound"] is True
    _, out, _ = run("exposure", "putin", "vietnam", "--on", "2024-06-19", "--json")
    assert json.loads(out)["bound"] is False


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("actor zzzz --json", 1),
        ("actor kim --json", 1),
        ("event nothing-like-it", 1),
        ("exposure putin --json", 2),
        ("upcoming bananas", 2),
        ("events --kind banana", 2),
    ],
)
def test_what_cannot_be_answered_is_one_line_on_stderr(run: Run, words: str, code: int) -> None:
    found, out, err = run(*words.split())
    assert (found, out) == (code, "")
    assert err.startswith("dragoman: ")
    assert err.count("\n") == 1


def test_every_look_up_has_help(run: Run) -> None:
    for command in COMMANDS:
        if command.shell:
            code, out, _ = run(command.name, "--help")
            assert code == 0
            assert command.summary in out
