"""The command line: thin, and kind when something is wrong."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from bot import demo as first_look
from bot.adapter import NotConfigured
from bot.archives.schemas import archive_schemas
from bot.cards.card import Card
from bot.chats import add_chats
from bot.clock import SystemClock
from bot.commands.manual import manual
from bot.commands.spec import Reply, Request
from bot.commands.table import COMMANDS
from bot.counter import Counter
from bot.domain.schemas import schemas, seed_schema
from bot.export import add_export
from bot.flow.audit import Findings, audit, status_lines
from bot.flow.desk import Desk
from bot.flow.load import Loading, check, load
from bot.flow.seedfile import BadSeed
from bot.importing import add_import
from bot.manual import AS_OF, outputs
from bot.metrics import serve_metrics
from bot.playback import play, replay_of
from bot.replay import CannotReplay
from bot.root import Role, make_console, open_database, open_house, set_up_logging
from bot.service import at_terminal, serve
from bot.settings import Settings
from bot.shell import add_lookups, add_manual
from bot.shipped import SEEDS, everything, is_empty, load_shipped
from bot.store import migrations
from bot.store.database import Database, Occupied, StoreError, UnusableUrl

T = TypeVar("T")

EXPECTED = (
    BadSeed,
    CannotReplay,
    NotConfigured,
    Occupied,
    UnusableUrl,
    StoreError,
    ValidationError,
    OSError,
)
"""What may go wrong without being a fault of the program."""

app = typer.Typer(
    help="Alerts to diplomatic events in the channels where your team talks, and look-ups.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders of YAML seeds.")]
Instant = Annotated[datetime | None, typer.Option(help="An instant, read as UTC.")]


def main() -> None:
    """Run the command line; whatever a person can mend is one line on stderr.

    Exit codes: 0, 1 where something went wrong or was not found, 2 where it was misused.
    """
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except TyperException as misused:
        _complain(f"{misused.format_message()} See dragoman --help.")
        sys.exit(misused.exit_code)
    except typer.Abort:
        sys.exit(130)  # as a shell has it after Ctrl-C
    except EXPECTED as trouble:
        _complain(_one_line(trouble))
        sys.exit(1)


def _complain(message: str) -> None:
    typer.echo(f"dragoman: {message}", err=True)


def _one_line(trouble: Exception) -> str:
    if isinstance(trouble, ValidationError):
        first = trouble.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        return f"setting DRAGOMAN_{name}: {first['msg']} (found {first['input']!r})"
    if isinstance(trouble, StoreError):
        cause = getattr(trouble, "orig", None) or trouble
        return f"the database cannot be used (DRAGOMAN_DATABASE_URL): {str(cause).splitlines()[0]}"
    return str(trouble)


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def _say(line: str) -> None:
    typer.echo(line)


def _progress(path: Path, number: int, total: int) -> None:
    """Show which file is taken in, on a terminal only, and on one line."""
    if sys.stderr.isatty():
        end = "\n" if number == total else "\r"
        typer.echo(f"\033[K[{number}/{total}] {path}{end}", nl=False, err=True)


@app.callback()
def _settings() -> None:
    set_up_logging(Settings().log_level)


@app.command()
def migrate(
    to: Annotated[str, typer.Option(help="A revision, or head.")] = migrations.HEAD,
    down: Annotated[str | None, typer.Option(help="Go down to a revision, or base.")] = None,
) -> None:
    """Bring the database to the shape that this version expects (also done at every start)."""
    before, after = _run(_migrate(to, down))
    _say(f"database: {before or 'empty'} -> {after or 'empty'}")


async def _migrate(to: str, down: str | None) -> tuple[str | None, str | None]:
    async with open_database(Settings(), migrated=False) as database:
        if down is not None:
            return await migrations.downgrade(database, down)
        return await migrations.upgrade(database, to)


@app.command("load")
def load_command(paths: Paths = None) -> None:
    """Load seed files, each all or nothing; with no path, those that are shipped.

    Example: dragoman load seeds my-events.yaml
    """
    _report(_run(_load(paths or [SEEDS], keep=True)), "loaded")


@app.command("check")
def check_command(paths: Paths = None) -> None:
    """Find everything wrong with seed files, and write nothing."""
    _report(_run(_load(paths or [SEEDS], keep=False)), "good")


async def _load(paths: list[Path], *, keep: bool) -> Loading:
    async with open_database(Settings()) as database:
        work = load if keep else check
        return await work(database, paths, SystemClock().now(), progress=_progress)


def _report(result: Loading, verb: str) -> None:
    intake = result.intake
    for problem in result.problems:
        typer.echo(problem, err=True)
    _say(
        f"{result.files} file(s) {verb}: {intake.new} new, {intake.changed} changed, "
        f"{intake.unchanged} unchanged; {intake.queued} alert(s) queued"
    )
    if result.problems:
        left = len({problem.file for problem in result.problems})
        _complain(
            f"{len(result.problems)} problem(s); {left} file(s) left out, nothing of them kept"
        )
        raise typer.Exit(1)


@app.command()
def schema(
    into: Annotated[
        Path | None, typer.Option("--all", help="Write every schema into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schema of seed files."""
    if into is None:
        _say(_pretty(seed_schema()))
        return
    into.mkdir(parents=True, exist_ok=True)
    for name, content in (schemas() | archive_schemas()).items():
        path = into / f"{name}.schema.json"
        path.write_text(_pretty(content) + "\n")
        _say(str(path))


def _pretty(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="A seed file with a section wire:")],
    start: Annotated[
        datetime | None, typer.Option("--from", help="Begin here (UTC); default: the first item.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", help="End here (UTC); default: a day past the last.")
    ] = None,
    speed: Annotated[
        float, typer.Option(help="Seconds of the wire in a second here; 0: as fast as it goes.")
    ] = 86_400,
) -> None:
    """Run a wire through the real pipeline on a clock of its own; killed, it goes on from there.

    An empty database gets the shipped background and the demo's channels first.
    Example: dragoman replay seeds/wire/2024-06.yaml --from 2024-06-16 --to 2024-06-21
    """
    wanted = replay_of(file, _utc(start), _utc(until))
    _run(play(Settings(), wanted, speed, _say, _progress))


@app.command("demo")
def demo_command() -> None:
    """See it work: June 2024 in 20 seconds, in a database of its own, with no token."""
    _run(first_look.show(_say, _progress, interactive=at_terminal()))


@app.command()
def run(
    role: Annotated[Role, typer.Option(help="The part of the work for this process.")] = Role.ALL,
    shards: Annotated[
        str, typer.Option(help="Discord: which shards this process runs, of how many: 0,1/4.")
    ] = "",
) -> None:
    """Start the service: alerts as they fall due, and slash commands at the terminal."""
    _run(_serve(role, {"discord": {"shards": shards}} if shards else {}))


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Say what waits, what failed and what the auditor finds; exit code 1 if there is trouble."""
    found = _run(_audit())
    if as_json:
        behind = found.behind.total_seconds()
        _say(_pretty(asdict(found) | {"schema_version": 1, "well": found.well, "behind": behind}))
    else:
        for line in status_lines(found):
            _say(line)
    raise typer.Exit(0 if found.well else 1)


async def _audit() -> Findings:
    async with open_database(Settings()) as database, database.reading() as session:
        return await audit(session, SystemClock().now())


async def _serve(role: Role, given: Mapping[str, Mapping[str, str]]) -> None:
    settings = Settings()
    async with _filled_database(settings):
        pass
    if settings.metrics_port:
        serve_metrics(settings.metrics_port)
    async with open_house(settings, role=role, given=given) as house:
        with house.database.alone():
            await serve(house, _say, interactive=at_terminal())


async def _answer(request: Request) -> Reply:
    settings = Settings()
    async with _filled_database(settings) as database:
        desk = Desk(database, {}, SystemClock(), feeds=settings.feeds)
        return await Counter(desk).answer(request)


@asynccontextmanager
async def _filled_database(settings: Settings) -> AsyncIterator[Database]:
    """Open the database; an empty one is given what is shipped, unless the settings say no."""
    async with open_database(settings) as database:
        if settings.shipped_seeds and await is_empty(database):
            _complain("first start on an empty database: loading the shipped seeds ...")
            await load_shipped(database, everything(), SystemClock().now(), _progress)
        yield database


def _show(card: Card) -> None:
    settings = Settings()
    make_console(settings).show(card, settings.console_zone, SystemClock().now())


add_chats(app, _run, _say)


def _manual() -> str:
    return manual(COMMANDS, _run(outputs()), AS_OF.date())


add_manual(app, _manual)
add_lookups(app, lambda request: _run(_answer(request)), SystemClock().now, _show)
add_export(app, lambda request: _run(_answer(request)), SystemClock().now)
add_import(app, _run, lambda: _filled_database(Settings()), SystemClock().now)


def _utc(instant: datetime | None) -> datetime | None:
    return instant.replace(tzinfo=UTC) if instant and instant.tzinfo is None else instant
