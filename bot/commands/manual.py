"""The manual page of the commands, written from their table (docs/commands.md)."""

from collections.abc import Iterator, Sequence

from bot.commands.spec import Command, Option


def manual(commands: Sequence[Command]) -> str:
    """Return the page as Markdown."""
    return "\n".join(_page(commands)) + "\n"


def _page(commands: Sequence[Command]) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Made from the table of commands by `make docs`. In a chat they follow `/diplo`, at the"
    yield "prompt a slash, in the shell `dragoman`; there an option is `--name VALUE`."
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
