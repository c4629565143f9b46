"""The look-ups from the shell, made from the same table as the chat commands."""

import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cards.card import Card
from bot.commands.parse import Parsed, UsageProblem, place_free_text
from bot.commands.spec import Command, Option, OptionKind, Outcome, Reply, Request
from bot.commands.table import COMMANDS

Ask = Callable[[Request], Reply]
"""Opens the database and answers a request."""

Show = Callable[[Card], None]
"""Prints a card on the terminal."""

FAILED = 1
MISUSED = 2

_WORDS = "words"
_JSON = "as_json"
_PROMPTED = (OptionKind.RANGE,)
"""Given without a name, although it may be left out: "dragoman upcoming next 2 weeks"."""


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
    words = example.split()
    dates = ("on", "from", "to")
    return " ".join(
        f"--{word}" if word in dates else word if ":" not in word else "--" + word.replace(":", " ")
        for word in words
    )


def _function(
    command: Command, ask: Ask, now: Callable[[], datetime], show: Show
) -> Callable[..., None]:
    """Make the function that Typer reads its arguments and options from."""

    def run(**given: Any) -> None:
        as_json = given.pop(_JSON)
        words = [word for value in given.pop(_WORDS, None) or () for word in value.split()]
        named = {name.rstrip("_"): str(value) for name, value in given.items() if value is not None}
        read = place_free_text(command, words, named)
        if isinstance(read, UsageProblem):
            raise _failed("; ".join(filter(None, (read.problem, read.remedy))), MISUSED)
        _print(ask(_request(read, now())), show, as_json=as_json)

    parameters = _parameters(command)
    run.__name__ = command.name
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def _request(read: Parsed, now: datetime) -> Request:
    return Request(read.command, read.arguments, now, "shell")


def _print(reply: Reply, show: Show, *, as_json: bool) -> None:
    if not reply.ok:
        code = MISUSED if reply.outcome is Outcome.MISUSED else FAILED
        raise _failed(reply.problem or reply.card.heading, code)
    if not as_json:
        show(reply.card)
    elif reply.data is not None:
        typer.echo(reply.data.model_dump_json(indent=2))


def _failed(problem: str, code: int) -> typer.Exit:
    typer.echo(f"dragoman: {problem}", err=True)
    return typer.Exit(code)


def _parameters(command: Command) -> list[inspect.Parameter]:
    """Return the words without a name as one argument, then each option, then --json."""
    positional = [one for one in command.options if one.required or one.kind in _PROMPTED]
    named = [one for one in command.options if one not in positional]
    found = [_option(one) for one in named]
    found.append(
        _parameter(
            _JSON, bool, typer.Option("--json", help="Print the data as JSON."), default=False
        )
    )
    if positional:
        found.insert(0, _argument(positional))
    return found


def _argument(options: list[Option]) -> inspect.Parameter:
    """Take all words that follow, so that a name of several words needs no quotation marks."""
    names = " ".join(one.name.upper() for one in options)
    told = typer.Argument(metavar=names, help="; ".join(one.help for one in options))
    if any(one.required for one in options):
        return _parameter(_WORDS, list[str], told)
    return _parameter(_WORDS, list[str] | None, told, default=None)


def _option(option: Option) -> inspect.Parameter:
    choices = f": {', '.join(option.choices)}" if option.choices else ""
    told = typer.Option(f"--{option.name}", metavar=option.kind.upper(), help=option.help + choices)
    # "from" is a word of Python's own, so it may not be the name of a parameter.
    return _parameter(f"{option.name}_", str | None, told, default=None)


def _parameter(
    name: str, kind: Any, told: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, told],
    )
