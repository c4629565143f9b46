"""The manual page of the commands, written from their table (docs/commands.md)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.commands.spec import Command, Option


def manual(commands: Sequence[Command], outputs: Mapping[str, tuple[str, str]], as_of: date) -> str:
    """Return the page as Markdown; `outputs`: by command, an example and what it printed."""
    return "\n".join(_page(commands, outputs, as_of)) + "\n"


def _page(
    commands: Sequence[Command], outputs: Mapping[str, tuple[str, str]], as_of: date
) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Made from the table of commands by `make docs`. In a chat they follow `/diplo`, at the"
    yield "prompt a slash, in the shell `dragoman`; there an option is `--name VALUE`. The answers"
    yield f"are those of the shipped seeds, as it was known on {as_of:%-d %B %Y}."
    for command in commands:
        yield ""
        yield f"## {command.name}"
        yield ""
        yield f"{command.summary}. For every {command.permission}{_above(command)}."
        if command.options:
            yield ""
            yield from _table(command.options)
        if command.examples:
            yield ""
            yield from ("```", *(f"/{one}" for one in command.examples), "```")
        if command.name in outputs:
            example, printed = outputs[command.name]
            yield ""
            yield f"`/{example}` prints"
            yield ""
            yield from ("```text", printed, "```")


def _above(command: Command) -> str:
    return " and above" if command.permission != "admin" else ""


def _table(options: Sequence[Option]) -> Iterator[str]:
    yield "| option | what | |"
    yield "| --- | --- | --- |"
    for one in options:
        marks = [mark for mark in ("needed" if one.required else None, _where(one)) if mark]
        choices = f": {', '.join(one.choices)}" if one.choices else ""
        yield f"| `{one.name}` | {one.help}{choices} | {', '.join(marks)} |"


def _where(option: Option) -> str | None:
    return "at the terminal only" if option.terminal else None
