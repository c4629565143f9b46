"""The shell command `export`: any look-up as a file, written to standard output or to a path."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from bot.commands.calendar import FILTERS, STATUS
from bot.commands.export import CALENDAR
from bot.commands.parse import Parsed, UsageProblem, parse
from bot.commands.spec import TERMINAL, Option, OptionKind, Reply, Request
from bot.commands.table import BY_NAME
from bot.domain.answers import Answer, Listing
from bot.exports.sheet import sheet
from bot.shell import FAILED, MISUSED, Ask, failed, option, parameter, refuse, signed

NO_LIMIT = "999999"
_EVENTS = BY_NAME["events"]
_FROM_TO = tuple(one for one in _EVENTS.options if one.kind is OptionKind.DATE)
_NARROWED = (*_FROM_TO, *FILTERS, STATUS)

_ICS = """Write a calendar file that Apple, Google and Outlook take.

Events whose day is not known are not in it.

For example:

  dragoman export ics --actor putin --from 2024-06-01 --out putin.ics

  dragoman export ics putin vietnam 2024"""
_CSV = """Write a look-up as CSV, a row for each item.

For example:

  dragoman export csv --kind summit --out summits.csv

  dragoman export csv who-is-in hanoi on 2024-06-20"""
_JSON = """Write a look-up as JSON, in the shape of docs/schema.

For example:

  dragoman export json actor putin"""
_LINE = "A look-up as in a chat, such as: actor putin. Events if left out."

Work = Callable[[list[str], dict[str, str]], str]
"""From the words and the options that are given to the text of the file."""


def add_export(app: typer.Typer, ask: Ask, now: Callable[[], datetime]) -> None:
    """Add `export ics`, `export csv` and `export json`."""
    group = typer.Typer(help="Write a look-up to a file: iCalendar, CSV or JSON.")
    app.add_typer(group, name="export")

    def asked(read: Parsed) -> Reply:
        reply = ask(Request(read.command, read.arguments, now(), TERMINAL))
        if not reply.ok:
            raise refuse(reply)
        return reply

    def ics(words: list[str], options: dict[str, str]) -> str:
        event = {"event": " ".join(words)} if words else {}
        reply = asked(Parsed(CALENDAR.name, {**event, **options}))
        if reply.file is None:
            raise failed("there is nothing to write", FAILED)
        _say_left_out(reply)
        return reply.file.text

    def csv(words: list[str], options: dict[str, str]) -> str:
        return sheet(_data(asked(_lookup(words, options))))

    def json(words: list[str], options: dict[str, str]) -> str:
        return _data(asked(_lookup(words, options))).model_dump_json(indent=2) + "\n"

    _add(group, ics, _ICS, "Only this event.", CALENDAR.options[1:])
    _add(group, csv, _CSV, _LINE, _NARROWED)
    _add(group, json, _JSON, _LINE, _NARROWED)


def _add(group: typer.Typer, work: Work, told: str, words: str, options: Sequence[Option]) -> None:
    """Add a command that writes what `work` makes of the words and options that are given."""

    def run(**given: Any) -> None:
        out, line = given.pop("out"), given.pop("words") or []
        named = {name.rstrip("_"): value for name, value in given.items() if value is not None}
        _write(work(line, named), out)

    argument = typer.Argument(help=words, show_default=False)
    path = typer.Option("--out", help="Write here, not to standard output.", metavar="PATH")
    signed(
        run,
        work.__name__,
        [
            parameter("words", list[str] | None, argument, default=None),
            *map(option, options),
            parameter("out", Path | None, path, default=None),
        ],
    )
    group.command(work.__name__, help=told)(run)


def _lookup(line: list[str], filters: dict[str, str]) -> Parsed:
    """Return the look-up that is meant: what is typed, narrowed down by the filters."""
    read = parse(" ".join(line) or _EVENTS.name)
    if isinstance(read, UsageProblem):
        raise failed("; ".join(filter(None, (read.problem, read.remedy))), MISUSED)
    command = BY_NAME[read.command]
    if command.writes:
        raise failed(f"{command.name} changes something; export takes look-ups only", MISUSED)
    arguments = {**read.arguments, **filters}
    if command.option("limit") is not None:
        arguments.setdefault("limit", NO_LIMIT)
    return Parsed(read.command, arguments)


def _data(reply: Reply) -> Answer:
    if reply.data is None:
        raise failed("that look-up has no data to export", FAILED)
    return reply.data


def _say_left_out(reply: Reply) -> None:
    found = reply.data
    if isinstance(found, Listing) and len(found.items) < found.total:
        left = found.total - len(found.items)
        typer.echo(f"dragoman: {left} event(s) left out: their day is not known", err=True)


def _write(text: str, out: Path | None) -> None:
    # Line ends are the format's own: CRLF in calendars and sheets.
    if out is None:
        typer.echo(text.encode(), nl=False)
    else:
        out.write_bytes(text.encode())
