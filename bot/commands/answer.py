"""From a request to a reply. Nothing that a person types makes it raise."""

import re
from dataclasses import replace

from bot.commands.permission import refusal
from bot.commands.place import keep_channel
from bot.commands.replies import NoAnswer, misused
from bot.commands.spec import Command, Option, OptionKind, Reply, Request
from bot.commands.table import BY_NAME
from bot.store.database import Session

LONGEST_NAME = 100
"""Characters of somebody's name that are kept; chats allow fewer."""
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


async def answer(session: Session, request: Request) -> Reply:
    """Answer a request."""
    command = BY_NAME.get(request.command)
    if command is None:
        return misused(f"there is no command {request.command[:40]!r}", "write help for all")
    refused = await refusal(session, request, command.permission, command.name)
    if refused is not None:
        return refused
    tidy = _tidied(command, request)
    trouble = _trouble(command, tidy)
    if trouble is not None:
        return misused(trouble, f"write {command.usage}")
    if command.writes:
        await keep_channel(session, tidy)
    try:
        return await command.answer(session, tidy)
    except NoAnswer as unclear:
        return unclear.reply


def _tidied(command: Command, request: Request) -> Request:
    """Return the request without unprintable characters, its choices as they are declared.

    A database takes neither NUL nor half a surrogate pair.
    """
    choices = {one.name for one in command.options if one.kind is OptionKind.CHOICE}
    arguments = {}
    for name, value in request.arguments.items():
        printable = _printable(value)
        arguments[name] = printable.lower() if name in choices else printable
    who_name = _printable(request.who_name or "")[:LONGEST_NAME]
    return replace(request, arguments=arguments, who_name=who_name or None)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _trouble(command: Command, request: Request) -> str | None:
    """Say what is wrong with the options of a request; none if nothing is."""
    unknown = [name for name in request.arguments if command.option(name) is None]
    if unknown:
        return f"{command.name} has no option {unknown[0][:40]!r}"
    for option in command.options:
        value = request.get(option.name)
        if value is None and option.required:
            return f"{command.name} needs {option.name}"
        if value is not None and (wrong := _wrong(option, value)):
            return wrong
    return None


def _wrong(option: Option, value: str) -> str | None:
    if len(value) > option.longest:
        return f"{option.name} is longer than {option.longest} characters"
    if option.kind is OptionKind.NUMBER and not _NUMBER.fullmatch(value):
        return f"{option.name} is a number from 1 on, not {value[:40]!r}"
    if option.kind is OptionKind.CHOICE and value not in option.choices:
        return f"{option.name} cannot be {value[:40]!r}; it is one of {', '.join(option.choices)}"
    return None
