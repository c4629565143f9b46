"""The commands from the shell, made from the same table as the chat commands."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cards.card import Card
from bot.commands.parse import Parsed, UsageProblem, place_free_text
from bot.commands.spec import TERMINAL, Command, Option, OptionKind, Outcome, Reply, Request
from bot.commands.table import BY_NAME, COMMANDS
from bot.domain.theme import Theme

Ask = Callable[[Request], Reply]
"""Opens the database and answers a request."""

Show = Callable[[Card], None]
"""Prints a card on the terminal."""

FAILED = 1
MISUSED = 2

_NAMED = re.compile(r"(?<!\S)([a-z]+):")
_DATE_WORDS = ("on", "from", "to", "until")

_WORDS = "words"
_JSON = "as_json"
_PNG = "png"
_PICTURE = "picture"
_PROMPTED = (OptionKind.RANGE, OptionKind.UNTIL, OptionKind.PERSON)
"""Given without a name where nothing else is, although it may be left out: "pause 2h"."""


def add_manual(app: typer.Typer, page: Callable[[], str]) -> None:
    """Add the command that prints the manual page."""

    @app.command()
    def manual() -> None:
        """Print the manual page of all commands, as Markdown."""
        typer.echo(page(), nl=False)


def add_lookups(app: typer.Typer, ask: Ask, now: Callable[[], datetime], show: Show) -> None:
    """Add a shell command for each look-up in the table.

    It prints the card, or with --json the data and nothing else. What cannot be answered is one
    line on standard error and exit code 1; what is not understood, exit code 2.
    """
    for command in COMMANDS:
        if command.shell:
            app.command(command.name, help=_help(command))(_function(command, ask, now, show))


def _help(command: Command) -> str:
    examples = "".join(f"\n\n  dragoman {_as_typed(one)}" for one in command.examples)
    return f"{command.summary}.\n\nFor example:{examples}"


def _as_typed(example: str) -> str:
    """Write the "actor:putin" and "on 2024-09-03" of a chat as the shell has them."""
    named = _NAMED.sub(r"--\1 ", example)
    return " ".join(f"--{word}" if word in _DATE_WORDS else word for word in named.split())


def _function(
    command: Command, ask: Ask, now: Callable[[], datetime], show: Show
) -> Callable[..., None]:
    """Make the function that Typer reads its arguments and options from."""

    def run(**given: Any) -> None:
        as_json, png = given.pop(_JSON), given.pop(_PNG, None)
        words = _words(command, given.pop(_WORDS, None) or ())
        named = {name.rstrip("_"): str(value) for name, value in given.items() if value is not None}
        read = place_free_text(command, words, named)
        if isinstance(read, UsageProblem):
            raise failed("; ".join(filter(None, (read.problem, read.remedy))), MISUSED)
        reply = ask(_request(_with_picture(read) if png else read, now()))
        _print(reply, show, as_json=as_json)
        if png is not None:
            _draw(reply, png)

    return signed(run, command.name, _parameters(command))


def signed(
    run: Callable[..., None], name: str, parameters: list[inspect.Parameter]
) -> Callable[..., None]:
    """Give a function the name and the parameters that Typer reads."""
    run.__name__ = name
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def _words(command: Command, given: Sequence[str]) -> list[str]:
    """Part what is typed into words, unless the shell's quotation marks part the options."""
    if len(given) == sum(one.required for one in command.options):
        return list(given)
    return [word for value in given for word in value.split()]


def _request(read: Parsed, now: datetime) -> Request:
    return Request(read.command, read.arguments, now, TERMINAL)


def _with_picture(read: Parsed) -> Parsed:
    """Return a request that asks for the picture, where that is an option."""
    if BY_NAME[read.command].option(_PICTURE) is None:
        return read
    return replace(read, arguments={_PICTURE: Theme.LIGHT, **read.arguments})


def _draw(reply: Reply, file: Path) -> None:
    """Draw the picture of an answer into a file."""
    if reply.card.picture is None:
        raise failed("there is nothing to draw", FAILED)
    file.write_bytes(reply.card.picture.draw())


def _print(reply: Reply, show: Show, *, as_json: bool) -> None:
    if not reply.ok:
        raise refuse(reply)
    if not as_json:
        show(reply.card)
    elif reply.data is not None:
        typer.echo(reply.data.model_dump_json(indent=2))


def refuse(reply: Reply) -> typer.Exit:
    """Say why there is no answer; return what to raise."""
    code = MISUSED if reply.outcome is Outcome.MISUSED else FAILED
    return failed(reply.problem or reply.card.heading, code)


def failed(problem: str, code: int) -> typer.Exit:
    """Say what is wrong in a line; return what to raise."""
    typer.echo(f"dragoman: {problem}", err=True)
    return typer.Exit(code)


def _parameters(command: Command) -> list[inspect.Parameter]:
    """Return the words without a name as one argument, then each option, then --json."""
    positional = [one for one in command.options if one.required]
    if not positional:
        positional = [one for one in command.options if one.kind in _PROMPTED]
    named = [one for one in command.options if one not in positional]
    found = [option(one) for one in named]
    found.append(
        parameter(
            _JSON, bool, typer.Option("--json", help="Print the data as JSON."), default=False
        )
    )
    if command.pictured:
        told = typer.Option("--png", help="Draw the picture into this file.")
        found.append(parameter(_PNG, Path | None, told, default=None))
    if positional:
        found.insert(0, _argument(positional))
    return found


def _argument(options: list[Option]) -> inspect.Parameter:
    """Take all words that follow, so that a name of several words needs no quotation marks."""
    names = " ".join(one.name.upper() for one in options)
    told = typer.Argument(metavar=names, help="; ".join(one.help for one in options))
    if any(one.required for one in options):
        return parameter(_WORDS, list[str], told)
    return parameter(_WORDS, list[str] | None, told, default=None)


def option(one: Option) -> inspect.Parameter:
    """Make the parameter for an option of a command."""
    choices = f": {', '.join(one.choices)}" if one.choices else ""
    told = typer.Option(f"--{one.name}", metavar=one.kind.upper(), help=one.help + choices)
    # "from" is a word of Python's own, so it may not be the name of a parameter.
    return parameter(f"{one.name}_", str | None, told, default=None)


def parameter(
    name: str, kind: Any, told: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    """Make a parameter that Typer reads by what is `told` of it."""
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, told],
    )
