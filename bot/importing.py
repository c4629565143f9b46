"""The shell command `import`: calendars and archives of others, with a report of what it did."""

import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.archives.calendar import BadCalendar
from bot.archives.table import BadTable
from bot.domain.import_answers import ImportAnswer, Remark
from bot.domain.sources import Standing
from bot.flow.archive import import_archive
from bot.flow.calendar import Calendar, import_calendar, state_of, unmodified
from bot.flow.intake import Progress as Shown
from bot.flow.mappings import former_states, read_mapping, ready_mappings
from bot.shell import FAILED, MISUSED, failed
from bot.store.database import Database

Opened = Callable[[], AbstractAsyncContextManager[Database]]
"""Opens the database."""
Run = Callable[[Coroutine[Any, Any, ImportAnswer]], ImportAnswer]

MAX_TABLE, MAX_CALENDAR = 200_000_000, 20_000_000
MOST_SHOWN = 10
"""Of each list, on a terminal; `--report` writes all."""

_LISTS = ("refused", "doubtful", "merged", "revisions", "vanished")

File = Annotated[Path, typer.Argument(help="A CSV file.", show_default=False)]
MappingName = Annotated[
    str,
    typer.Option(
        "--mapping",
        help=f"How to read it: {', '.join(ready_mappings())}, or a file of your own.",
        show_default=False,
    ),
]
Source = Annotated[
    str, typer.Argument(help="An .ics file, or its https address.", show_default=False)
]
Name = Annotated[str | None, typer.Option(help="What to call the calendar here.")]
Sure = Annotated[Standing, typer.Option(help="How sure its entries are.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, keep nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
ReportFile = Annotated[
    Path | None,
    typer.Option("--report", help="Write the whole report here (as JSON if it ends in .json)."),
]
Plain = Annotated[bool, typer.Option("--allow-http", help="Fetch without encryption, too.")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from this machine's own network, too.")
]


def add_import(app: typer.Typer, run: Run, opened: Opened, now: Callable[[], datetime]) -> None:
    """Add `import csv` and `import ics`."""
    group = typer.Typer(help="Take in somebody else's archive (CSV) or calendar (iCalendar).")
    app.add_typer(group, name="import")
    _add_csv(group, run, opened, now)
    _add_ics(group, run, opened, now)


def _add_csv(group: typer.Typer, run: Run, opened: Opened, now: Callable[[], datetime]) -> None:
    @group.command("csv")
    def csv(
        file: File,
        mapping: MappingName,
        dry_run: DryRun = False,
        as_json: AsJson = False,
        report: ReportFile = None,
    ) -> None:
        """Take in an archive: a CSV file, read by a mapping.

        Taking it in again changes nothing but what has changed in it; see docs/archives.md.

        For example:

          dragoman import csv visits.csv --mapping us-visits --report report.txt
        """
        reading = read_mapping(mapping)
        content = _read(file, MAX_TABLE)

        async def work() -> ImportAnswer:
            with _shown(as_json=as_json) as shown:
                async with opened() as database:
                    return await import_archive(
                        database, _text(content), reading, former_states(), now(),
                        rehearse=dry_run, shown=shown,
                    )  # fmt: skip

        _report(_tried(run, work(), str(file)), str(file), report, as_json=as_json)


def _add_ics(group: typer.Typer, run: Run, opened: Opened, now: Callable[[], datetime]) -> None:
    @group.command("ics")
    def ics(  # noqa: PLR0917 - Typer reads each as an option
        source: Source,
        name: Name = None,
        standing: Sure = Standing.REPORTED,
        dry_run: DryRun = False,
        as_json: AsJson = False,
        report: ReportFile = None,
        allow_http: Plain = False,
        allow_private: Private = False,
    ) -> None:
        """Take in a calendar: an .ics file or the address of one.

        Entries that moved or were cancelled since the last time become revisions, which are
        announced as any other.

        For example:

          dragoman import ics https://calendar.example.org/ministry.ics --name "The ministry"
        """
        allowed = {"plain": allow_http, "private": allow_private}

        async def work() -> ImportAnswer:
            async with opened() as database:
                calendar = await _calendar(database, source, name, standing, allowed)
                if calendar is None:
                    return unmodified(name or _called(source))
                with _shown(as_json=as_json) as shown:
                    return await import_calendar(
                        database, calendar, now(), rehearse=dry_run, shown=shown
                    )

        _report(_tried(run, work(), _place(source)), _place(source), report, as_json=as_json)


async def _calendar(
    database: Database, source: str, name: str | None, standing: Standing, allowed: dict[str, bool]
) -> Calendar | None:
    """Read or fetch a calendar; none if it has not changed since the last time."""
    called = name or _called(source)
    if "://" not in source:
        return _at_hand(Path(source), called, standing)
    from bot.fetch import CannotFetch, Trust, fetch  # noqa: PLC0415 - no other command pays for it

    was = await state_of(database, source)
    try:
        found = await fetch(
            source, Trust(**allowed), etag=was.get("etag"), modified=was.get("modified")
        )
    except CannotFetch as refused:
        raise failed(str(refused), FAILED) from refused
    if found.content is None:
        return None
    return Calendar(
        source, called, found.content, _place(source), standing, found.etag, found.modified
    )


def _at_hand(path: Path, called: str, standing: Standing) -> Calendar:
    return Calendar(str(path.resolve()), called, _read(path, MAX_CALENDAR), standing=standing)


def _called(source: str) -> str:
    return urlsplit(source).hostname or source if "://" in source else Path(source).stem


def _place(source: str) -> str:
    """Return an address without its query, in which a secret may be."""
    parts = urlsplit(source)
    return f"{parts.scheme}://{parts.hostname}{parts.path}" if "://" in source else source


def _tried(run: Run, work: Coroutine[Any, Any, ImportAnswer], place: str) -> ImportAnswer:
    try:
        return run(work)
    except (BadTable, BadCalendar) as refused:
        raise failed(f"{place}: {refused}", FAILED) from refused


def _read(path: Path, most: int) -> bytes:
    if not path.is_file():
        raise failed(f"{path}: there is no such file", MISUSED)
    if path.stat().st_size > most:
        raise failed(f"{path}: is larger than {most / 1e6:.0f} MB, the limit: split it", FAILED)
    return path.read_bytes()


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as refused:
        line = content[: refused.start].count(b"\n") + 1
        raise BadTable(f"line {line}: is not UTF-8 text: save it as CSV UTF-8") from refused


@contextmanager
def _shown(*, as_json: bool) -> Iterator[Shown]:
    """Show how far it is: a bar on a terminal, else a line for each batch, on standard error."""
    if not sys.stderr.isatty():
        yield _quiet if as_json else _line
        return
    columns = (TextColumn("taking in"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _quiet(_done: int, _total: int) -> None:
    pass


def _line(done: int, total: int) -> None:
    typer.echo(f"{done:,} of {total:,} events", err=True)


def _report(answer: ImportAnswer, place: str, report: Path | None, *, as_json: bool) -> None:
    """Say what it came to; exit code 1 where something was refused."""
    document = answer.model_dump_json(indent=2)
    if report is not None:
        whole = document if report.suffix == ".json" else "\n".join(_lines(answer, place, None))
        report.write_text(whole + "\n")
    if as_json:
        typer.echo(document)
    else:
        for line in _lines(answer, place, MOST_SHOWN):
            typer.echo(line)
    raise typer.Exit(FAILED if answer.refused else 0)


def _lines(answer: ImportAnswer, place: str, most: int | None) -> Iterator[str]:
    if answer.unmodified:
        yield f"{place}: not changed since the last time"
        return
    begin = "dry run, nothing is kept: " if answer.rehearsed else ""
    rate = f", {answer.rows / answer.seconds:,.0f} rows/s" if answer.seconds else ""
    trips = f" ({answer.trips:,} journeys among the events)" if answer.trips else ""
    yield (
        f"{begin}{answer.rows:,} row(s) of {place}: {answer.added:,} added, "
        f"{answer.unchanged:,} unchanged, {answer.revised:,} revised{trips}; "
        f"{answer.actors:,} new actor(s); {answer.queued:,} alert(s) queued; "
        f"{answer.seconds:.1f} s{rate}"
    )
    yield ", ".join(f"{len(getattr(answer, name)):,} {name}" for name in _LISTS)
    for name in _LISTS:
        found: tuple[Remark, ...] = getattr(answer, name)
        if found:
            yield f"{name}:"
        for one in found[:most]:
            yield f"  {place}:{one.line}: {one.text}" if one.line else f"  {one.text}"
        if most is not None and len(found) > most:
            yield f"  and {len(found) - most:,} more: --report FILE writes them all"
