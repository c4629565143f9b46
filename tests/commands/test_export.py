"""`export` at the shell, and `calendar` in a chat."""

import asyncio
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from icalendar import Calendar
from typer.testing import CliRunner

from bot.commands.spec import Outcome, Reply, Request
from bot.commands.table import COMMANDS
from bot.domain.subscription import Channel
from bot.export import add_export
from bot.store import channels
from bot.store.database import Database
from tests import world
from tests.commands.conftest import Ask
from tests.commands.desk import counter

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sqlite_url: str) -> Run:
    """Runs `export …`; gives exit code, output and errors."""

    async def settle() -> None:
        database = Database(sqlite_url)
        await world.settle(database)
        async with database.writing() as session:
            desk = Channel(id="desk", platform="console", address="#desk", name="Desk")
            await channels.put_channel(session, desk)
        await database.close()

    async def ask(request: Request) -> Reply:
        database = Database(sqlite_url)
        reply = await counter(database).answer(request)
        await database.close()
        return reply

    asyncio.run(settle())
    app = typer.Typer()
    add_export(app, lambda request: asyncio.run(ask(request)), lambda: world.NOW)

    def invoke(line: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["export", *line.split()])
        return result.exit_code, result.stdout_bytes.decode(), result.stderr

    return invoke


def uids(text: str) -> list[str]:
    return [one.uid.partition("@")[0] for one in Calendar.from_ical(text).events]


def test_a_calendar_of_all_that_has_a_day(run: Run) -> None:
    code, out, err = run("ics")
    assert code == 0
    assert uids(out) == ["putin-vietnam-2017", "putin-north-korea-2024", "putin-vietnam-2024"]
    assert err == "dragoman: 1 event(s) left out: their day is not known\n"


def test_the_filters_are_those_of_events(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "june.ics"
    code, out, err = run(f"ics --from 2024-06-01 --to june --country vn --out {path}")
    assert (code, out, err) == (0, "", "")
    written = path.read_bytes()
    assert uids(written.decode()) == ["putin-vietnam-2024"]
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_calendar_of_one_event(run: Run) -> None:
    code, out, _ = run("ics putin vietnam 2024 --class private")
    assert (code, uids(out)) == (0, ["putin-vietnam-2024"])
    assert "CLASS:PRIVATE" in out


@pytest.mark.parametrize(
    ("line", "header", "rows"),
    [
        ("csv", "id", 5),
        ("csv --kind visit --actor to-lam", "id", 3),
        ("csv upcoming june 2024", "id", 3),
        ("csv who-is-in hanoi on 2024-06-20", "who.id", 2),
        ("csv actor putin", "schema_version", 1),
    ],
)
def test_a_look_up_as_a_sheet(run: Run, line: str, header: str, rows: int) -> None:
    code, out, err = run(line)
    assert (code, err) == (0, "")
    first, *rest = csv.reader(out.splitlines())
    assert (first[0], len(rest)) == (header, rows)


LOOK_UPS = {
    "event": "putin vietnam 2024",
    "trip": "putin",
    "summit": None,
    "actor": "putin",
    "upcoming": "june 2024",
    "events": "",
    "warrant": "putin",
    "warrants": "",
    "exposure": "putin mongolia on 2024-09-03",
    "history": "putin-north-korea-2024",
    "claims": "",
    "search": "putin",
    "country": "vietnam",
    "between": "putin vietnam",
    "where": "putin on 2024-06-20",
    "who-is-in": "hanoi on 2024-06-20",
    "clashes": "",
    "today": "",
    "week": "",
    "timeline": "june 2024",
    "month": "",
    "calendar": "",
    "subscriptions": "",
    "mine": "",
    "preview": "",
    "why": "putin-vietnam-2024",
}
"""What each is asked here; none where the small world has no such thing."""


def test_each_look_up_is_a_sheet_of_known_columns_and_json(run: Run) -> None:
    known = {one.name for one in COMMANDS if not one.writes} - {"help"}
    assert known == {*LOOK_UPS}
    for name, words in LOOK_UPS.items():
        if words is None:
            continue
        code, out, err = run(f"csv {name} {words}")
        assert (code, err) == (0, ""), name
        columns, *rows = csv.reader(io.StringIO(out, newline=""))
        assert len(columns) == len({*columns}), name
        assert all(len(row) == len(columns) for row in rows), name
        code, out, _ = run(f"json {name} {words}")
        data = json.loads(out)
        items = data.get("items", data.get("stays", [data]))
        assert len(items) == len(rows), name
        for column in columns:
            assert _holds(items, column), (name, column)


def _holds(items: list[dict[str, Any]], column: str) -> bool:
    """Whether every item has a column's field, as far as it is not none on the way."""

    def has(value: Any, path: list[str]) -> bool:
        return value is None or not path or (path[0] in value and has(value[path[0]], path[1:]))

    return all(has(item, column.split(".")) for item in items)


def test_the_columns_are_the_same_where_there_is_nothing(run: Run) -> None:
    _, full, _ = run("csv events")
    code, empty, _ = run("csv events --kind signing")
    assert (code, empty) == (0, full.partition("\r\n")[0] + "\r\n")


def test_a_look_up_as_json(run: Run) -> None:
    code, out, _ = run("json where putin on 2024-06-20")
    assert code == 0
    assert [one["event"]["id"] for one in json.loads(out)["stays"]] == ["putin-vietnam-2024"]


@pytest.mark.parametrize(
    ("line", "code", "problem"),
    [
        ("ics --kind banana", 2, "it is one of visit"),
        ("ics zzzz", 1, "nothing found for 'zzzz'"),
        ("ics putin-mongolia-2024", 1, "a day of Putin visits Mongolia"),
        ("ics putin-vietnam-2024 --kind visit", 2, "one event needs no filter"),
        ("ics --from july --to june", 2, "lies before"),
        ("csv actr putin", 2, "did you mean actor?"),
        ("csv pause 2h", 2, "export takes look-ups only"),
        ("csv help", 1, "no data to export"),
        ("json actor zzzz", 1, "nothing found"),
    ],
)
def test_what_cannot_be_exported(run: Run, line: str, code: int, problem: str) -> None:
    found, out, err = run(line)
    assert (found, out) == (code, "")
    assert problem in err
    assert err.count("\n") == 1


async def test_a_chat_gets_the_file_with_the_card(ask: Ask) -> None:
    reply = await ask("calendar from 2024-06-01 to june 2024")
    assert reply.file is not None
    assert (reply.file.name, reply.file.media_type[:13]) == ("dragoman.ics", "text/calendar")
    assert len(uids(reply.file.text)) == len(reply.data.items) == 2  # type: ignore[union-attr]
    one = await ask("calendar putin vietnam 2024")
    assert one.file is not None
    assert one.file.name == "putin-vietnam-2024.ics"
    assert (await ask("calendar putin mongolia")).outcome is Outcome.NOTHING


async def test_a_file_says_what_is_not_in_it(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "their day is not known: 1 event." in str((await ask("calendar")).card)
    monkeypatch.setattr("bot.commands.export.MOST_IN_A_CHAT", 2)
    said = str((await ask("calendar")).card)
    assert "the file would be too long: 3 events." in said
