"""The look-ups from the shell: arguments, --json, exit codes."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from bot.cards.card import Card
from bot.commands.spec import Reply, Request
from bot.commands.table import COMMANDS
from bot.domain.subscription import Channel
from bot.shell import add_lookups
from bot.store import channels
from bot.store.database import Database
from tests import world
from tests.commands.desk import counter

Run = Callable[..., tuple[int, str, str]]


def _show(card: Card) -> None:
    typer.echo(card.heading)


@pytest.fixture
def run(sqlite_url: str) -> Run:
    """Runs a look-up as the command line does; gives exit code, output and errors."""
    asyncio.run(_settle(sqlite_url))

    async def ask(request: Request) -> Reply:
        database = Database(sqlite_url)
        reply = await counter(database).answer(request)
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
    async with database.writing() as session:
        for name in ("desk", "risk"):
            place = Channel(id=name, platform="console", address=f"#{name}", name=name.title())
            await channels.put_channel(session, place)
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


CHANNEL_COMMANDS = (
    "subscribe --actors putin,to-lam --countries vietnam --quiet 22:00-06:30 --name asia",
    "subscriptions",
    "pause 2h",
    "pause tomorrow",
    "resume",
    "snooze putin vietnam 2024 --until tomorrow",
    "wake putin-vietnam-2024",
    "mute justin trudeau",
    "unmute trudeau",
    "claim putin-vietnam-2024",
    "release putin-vietnam-2024",
    "preview --days 14",
    "why putin vietnam 2024",
    "unsubscribe asia",
)


def test_the_commands_of_a_channel(run: Run) -> None:
    for words in CHANNEL_COMMANDS:
        code, out, err = run(*words.split(), "--channel", "desk", "--json")
        assert (code, err) == (0, ""), words
        answer = json.loads(out)
        assert answer["schema_version"] == 1
        assert answer["channel"]["id"] == "desk"


def test_roles_are_granted_at_the_terminal(run: Run) -> None:
    assert run("roles", "U1", "admin", "--workspace", "T1")[0] == 0
    code, out, _ = run("roles", "--workspace", "T1", "--json")
    assert [(one["who"], one["role"]) for one in json.loads(out)["items"]] == [("U1", "admin")]
    assert (code, json.loads(run("roles", "--json")[1])["total"]) == (0, 0)


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        ("subscriptions", 1, "several match 'channel': Desk [desk], Risk [risk]"),
        ("pause --channel nowhere", 1, "nothing found for 'nowhere'"),
        ("pause soon --channel desk", 2, "'soon' is not an instant that I understand"),
        ("subscribe --actors zzzz --channel desk", 1, "nothing found for 'zzzz'"),
        ("subscribe --digest 25:00 --channel desk", 2, "'25:00' is not an hour of the day"),
        ("roles --role admin", 2, "whose role is that?"),
    ],
)
def test_channel_commands_that_cannot_be_done(
    run: Run, words: str, code: int, problem: str
) -> None:
    found, out, err = run(*words.split())
    assert (found, out) == (code, "")
    assert problem in err
    assert err.count("\n") == 1


def test_examples_are_shown_as_the_shell_takes_them(run: Run) -> None:
    _, out, _ = run("subscribe", "--help")
    assert '--reminders "7d 1d morning 1h" --digest "08:00' in " ".join(out.split())


def test_a_picture_is_drawn_into_a_file(run: Run, tmp_path: Path) -> None:
    for words in (("timeline", "june", "2024"), ("between", "putin", "kim-jong-un")):
        file = tmp_path / f"{words[0]}.png"
        assert run(*words, "--png", str(file))[0] == 0
        with Image.open(file) as drawn:
            assert (drawn.format, drawn.width) == ("PNG", 1200)
    code, _, problem = run("timeline", "june", "1990", "--png", str(tmp_path / "none.png"))
    assert (code, problem) == (1, "dragoman: there is nothing to draw\n")
