"""The command line: what it prints, its exit codes, and that trouble is one line on stderr."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot import cli, demo
from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery
from bot.domain.schemas import schemas
from bot.root import adapters, set_up_logging
from bot.settings import Settings
from bot.shipped import SEEDS
from bot.store import outbox
from bot.store.database import Database

ROOT = Path(__file__).parents[1]
GOOD = """\
actors:
  - { id: kim, kind: person, name: Kim Jong Un }
events:
  - id: visit
    kind: visit
    title: A visit
    certainty: eos4
    standing: announced
    planned: { start: 2024-06-18, end: 2024-06-19 }
"""
WIRE = """\
wire:
  - id: first
    at: 2024-06-17T10:00Z
    headline: News
    actors: [{ id: kim, kind: person, name: Kim Jong Un }]
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shipped(shipped_sqlite: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with all that is shipped."""
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", f"sqlite:///{shipped_sqlite}")


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


# Loading.


@pytest.mark.usefixtures("migrated")
def test_a_good_file_is_loaded_and_again_changes_nothing(run: Run, folder: Path) -> None:
    path = write(folder, "good.yaml", GOOD)
    assert run("load", path) == (
        0,
        "1 file(s) loaded: 2 new, 0 changed, 0 unchanged; 0 alert(s) queued\n",
        "",
    )
    code, out, _ = run("load", path)
    assert (code, out[:46]) == (0, "1 file(s) loaded: 0 new, 0 changed, 2 unchange")


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("command", ["load", "check"])
def test_each_problem_of_a_bad_file_is_one_line(run: Run, folder: Path, command: str) -> None:
    bad = GOOD.replace("title:", "titel:").replace("eos4", "eos9")
    path = write(folder, "bad.yaml", bad)
    code, out, err = run(command, path)
    *problems, last = err.splitlines()
    assert code == 1
    assert out.startswith("0 file(s)")
    assert sorted(one.partition(": ")[0] for one in problems) == [f"{path}:6", f"{path}:7"]
    assert last == "dragoman: 2 problem(s); 1 file(s) left out, nothing of them kept"


@pytest.mark.usefixtures("migrated")
def test_a_bad_file_keeps_no_good_one_out(run: Run, folder: Path) -> None:
    write(folder, "good.yaml", GOOD)
    write(folder, "bad.yaml", "actors: nobody\n")
    code, out, _ = run("load", folder)
    assert code == 1
    assert out.startswith("1 file(s) loaded: 2 new")
    assert run("event", "visit", "--json")[0] == 0


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("command", ["load", "check", "replay"])
def test_a_file_that_is_not_there_is_one_line(run: Run, command: str) -> None:
    code, out, err = run(command, "nowhere.yaml")
    assert (code, out) == (1, "")
    assert re.fullmatch(r"dragoman: nowhere\.yaml: .*[Nn]o such file.*\n", err)


@pytest.mark.usefixtures("migrated")
def test_a_folder_without_seeds_is_one_line(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    code, _, err = run("load", folder / "empty")
    assert code == 1
    assert err.count("\n") == 1
    assert "no .yaml file" in err


@pytest.mark.usefixtures("migrated")
def test_checking_writes_nothing(run: Run, folder: Path) -> None:
    code, out, _ = run("check", write(folder, "good.yaml", GOOD))
    assert (code, out[:24]) == (0, "1 file(s) good: 2 new, 0")
    assert run("event", "visit", "--json")[0] == 1


# The schema, the migrations, the settings.


def test_the_schema_of_seeds_is_printed(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out) == schemas()["seed"]


def test_every_schema_is_written_as_it_is_in_the_docs(run: Run, folder: Path) -> None:
    code, out, _ = run("schema", "--all", folder / "schemas")
    assert code == 0
    written = {path.name: path.read_text() for path in (folder / "schemas").iterdir()}
    kept = {path.name: path.read_text() for path in (ROOT / "docs" / "schema").iterdir()}
    assert written == kept  # if not: dragoman schema --all docs/schema
    assert len(out.splitlines()) == len(kept) > len(schemas())


def test_the_database_goes_up_and_down(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", "sqlite:///new.db")
    code, out, _ = run("migrate")
    assert code == 0
    head = re.fullmatch(r"database: empty -> (\w+)\n", out)
    assert head
    assert run("migrate")[1] == f"database: {head[1]} -> {head[1]}\n"
    assert run("migrate", "--down", "base")[1] == f"database: {head[1]} -> empty\n"


def test_a_look_up_does_not_wait_for_what_talks_to_chats_or_draws() -> None:
    slow = {"discord", "slack_bolt", "slack_sdk", "matplotlib"}
    seen = f"import sys, bot.cli; print(*({slow} & {{*sys.modules}}))"
    assert subprocess.check_output([sys.executable, "-c", seen], text=True, cwd=ROOT) == "\n"


def test_what_a_platform_can_print_is_listed_and_printed(run: Run) -> None:
    assert run("slack")[1].startswith("dragoman slack manifest: ")
    assert run("slack", "manifest")[1].startswith("display_information:")
    assert run("discord", "nothing") == (
        1, "", "dragoman: discord has no 'nothing'; there is invite\n"
    )  # fmt: skip


def test_the_manual_page_is_in_step_with_the_table(run: Run) -> None:
    assert (ROOT / "docs" / "commands.md").read_text() == run("manual")[1], "run make docs"


def test_the_example_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    defaults = {
        f"DRAGOMAN_{name.upper()}": str(field.default).lower()
        if isinstance(field.default, bool)
        else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert told == defaults
    for name, adapter in adapters().items():
        for setting in adapter.settings:
            line = f"# DRAGOMAN_{name.upper()}_{setting.name.upper()}={setting.example}"
            assert line in lines


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "LOUD"),
        ("METRICS_PORT", "99999"),
        ("METRICS_PORT", "high"),
        ("CONSOLE_ZONE", "Atlantis"),
        ("SHIPPED_SEEDS", "perhaps"),
    ],
)
def test_a_bad_setting_is_one_line_that_names_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"DRAGOMAN_{name}", value)
    code, out, err = run("status")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"dragoman: setting DRAGOMAN_{name}: ")
    assert value in err


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://host/name", "sqlite:////proc/none/x.db", "postgresql://127.0.0.1:1/x"],
)
def test_a_database_that_cannot_be_used_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", url)
    code, out, err = run("status")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("dragoman: ")


def test_a_password_is_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", "postgresql://u:hush@127.0.0.1:1/x")
    code, out, err = run("status")
    assert code == 1
    assert "hush" not in out + err


def test_a_traceback_in_the_log_shows_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    try:
        _fail("hu" + "sh")
    except RuntimeError:
        structlog.get_logger().exception("a turn failed")
    structlog.reset_defaults()
    logged = capsys.readouterr().err
    assert "RuntimeError: no" in logged
    assert "hush" not in logged


def _fail(password: str) -> None:
    raise RuntimeError("no" if password else "none")


def test_a_file_that_is_no_database_is_one_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder, "letter.db", "Dear Sir or Madam, " * 100)
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", f"sqlite:///{path}")
    code, out, err = run("status")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "DRAGOMAN_DATABASE_URL" in err


# What is misused, in a process of its own as it is in a shell.


def shell(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_command_is_one_line_and_2(folder: Path) -> None:
    ended = shell(folder, "fly")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "dragoman: No such command 'fly'. See dragoman --help.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--loudly"),
        ("migrate", "--to"),
        ("replay",),
        ("replay", "x.yaml", "--speed", "fast"),
        ("replay", "x.yaml", "--from", "soon"),
        ("run", "--role", "king"),
        ("schema", "extra"),
    ],
)
def test_what_is_misused_is_one_line_and_2(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dragoman: ")
    assert err.endswith(" See dragoman --help.\n")


def test_shards_of_the_command_line_overrule_those_of_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_SHIPPED_SEEDS", "false")
    monkeypatch.setenv("DRAGOMAN_DISCORD_TOKEN", "MTIz.x.y")
    monkeypatch.setenv("DRAGOMAN_DISCORD_SHARDS", "0/1")
    code, _, err = run("run", "--role", "discord", "--shards", "4/4")
    assert (code, err.count("\n")) == (1, 1)
    assert "has no such shards" in err


def test_without_a_command_it_helps(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    for word in ("load", "demo", "exposure", "status"):
        assert word in out


# How it stands.


@pytest.mark.usefixtures("migrated")
def test_where_nothing_waits_all_is_well(run: Run) -> None:
    code, out, err = run("status")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "outbox: empty",
        "planner: up to date, or never ran",
        "all is well",
    ]
    code, out, _ = run("status", "--json")
    found = json.loads(out)
    assert (code, found["well"], found["schema_version"]) == (0, True, 1)


@pytest.mark.usefixtures("migrated")
def test_what_is_stuck_is_trouble(run: Run, folder: Path) -> None:
    watch = """\
channels: [{ id: desk, platform: console, address: "#desk", name: desk }]
subscriptions: [{ id: desk-all, channel: desk, digests: [{ at: "08:00" }] }]
"""
    run("load", write(folder, "watch.yaml", watch))
    assert run("status")[0] == 0
    path = Path(os.environ["DRAGOMAN_DATABASE_URL"].removeprefix("sqlite:///"))
    _queue_what_is_overdue(path)
    code, out, _ = run("status")
    assert code == 1
    assert "stuck: waits longer than it should; is the service running?: desk/digest/x" in out
    assert out.endswith("something needs attention\n")


def _queue_what_is_overdue(path: Path) -> None:
    async def queue() -> None:
        database = Database(f"sqlite:///{path}")
        long_ago = datetime(2024, 6, 1, tzinfo=UTC)
        one = Delivery(
            key="desk/digest/x", channel="desk", kind=AlertKind.DIGEST, subject="desk", due=long_ago
        )
        async with database.writing() as session:
            await outbox.enqueue(session, [one])
        await database.close()

    asyncio.run(queue())


# Replays.


@pytest.mark.usefixtures("migrated")
def test_a_file_without_a_wire_cannot_be_replayed(run: Run, folder: Path) -> None:
    code, out, err = run("replay", write(folder, "good.yaml", GOOD))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "a section wire:" in err


@pytest.mark.usefixtures("migrated")
def test_a_bad_wire_cannot_be_replayed(run: Run, folder: Path) -> None:
    path = write(folder, "wire.yaml", WIRE.replace("headline", "headlien"))
    code, out, err = run("replay", path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"{path}:4: wire[0].headlien: " in err


@pytest.mark.usefixtures("migrated")
def test_a_replay_cannot_end_before_it_begins(run: Run, folder: Path) -> None:
    path = write(folder, "wire.yaml", WIRE)
    code, out, err = run("replay", path, "--from", "2024-06-18", "--to", "2024-06-17")
    assert (code, out) == (1, "")
    assert err == "dragoman: the end 2024-06-17 does not lie after the start 2024-06-18\n"


@pytest.mark.usefixtures("migrated")
def test_a_wire_that_was_loaded_cannot_be_replayed(run: Run, folder: Path) -> None:
    path = write(folder, "wire.yaml", WIRE)
    run("load", path)
    code, _, err = run("replay", path, "--speed", "0")
    assert (code, err.count("\n")) == (1, 1)
    assert "set DRAGOMAN_DATABASE_URL to a database of its own" in err


@pytest.mark.usefixtures("migrated")
def test_a_replay_ends_with_its_sums_and_can_be_repeated(run: Run, folder: Path) -> None:
    path = write(folder, "wire.yaml", WIRE)
    first = run("replay", path, "--speed", "0")
    assert first == (
        0,
        "Replayed 17 June 2024 to 18 June 2024: 0 messages. duplicates 0, lost 0\n",
        "",
    )
    assert run("replay", path, "--speed", "0") == first


def test_the_demo_without_a_terminal_ends_with_its_sums(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "SECONDS", 1e-9)
    code, out, err = run("demo")
    assert (code, err) == (0, "")
    last = out.splitlines()[-1]
    assert last.startswith("Replayed 1 June 2024 to ")
    assert "#foreign-desk" in last
    assert "#sanctions" in last
    assert last.endswith("; duplicates 0, lost 0")
    for heading in ("Announced: ", "Exposure: ", "New dates: ", "Digest for "):
        assert heading in out
    assert {path.name for path in (folder / ".dragoman").iterdir()} >= {
        "demo.sqlite3",
        "demo-console.jsonl",
    }


# The answers of the day, from what is shipped.


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("who", "where", "on", "bound"),
    [
        ("putin", "mongolia", "2024-09-03", True),
        ("putin", "vietnam", "2024-06-19", False),
        ("putin", "armenia", "2024-01-31", False),
        ("putin", "armenia", "2024-02-01", True),
        ("netanyahu", "hungary", "2025-04-03", True),
    ],
)
def test_who_is_bound_on_which_day(run: Run, who: str, where: str, on: str, bound: bool) -> None:
    code, out, err = run("exposure", who, where, "--on", on, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["bound"], found["on"], found["schema_version"]) == (bound, on, 1)
    assert found["reason"]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", ["putin", "Путин", "Poutine", "vladimr putin"])
def test_a_name_may_be_written_in_many_ways(run: Run, name: str) -> None:
    code, out, _ = run("actor", name, "--json")
    assert code == 0
    assert json.loads(out)["id"] == "vladimir-putin"


@pytest.mark.usefixtures("shipped")
def test_an_answer_is_a_card_without_json(run: Run) -> None:
    code, out, err = run("exposure", "putin", "mongolia", "--on", "2024-09-03")
    assert (code, err) == (0, "")
    assert "Exposure: Vladimir Putin in Mongolia: bound" in out


def test_an_empty_database_gets_what_is_shipped_and_says_so(
    run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", sqlite_url)
    world = [SEEDS / "world" / "sources.yaml", SEEDS / "world" / "actors.yaml"]
    monkeypatch.setattr(cli, "everything", lambda: world)
    code, out, err = run("actor", "putin", "--json")
    assert code == 0
    assert json.loads(out)["name"] == "Vladimir Putin"
    assert err.count("\n") == 1
    assert "loading the shipped seeds" in err
    assert run("actor", "putin", "--json")[2] == ""
