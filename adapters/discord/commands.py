"""The commands of the table as commands of Discord: a group for each role that may use them."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from adapters.discord.layout.paths import (
    CHANNEL,
    CHANNEL_SUMMARY,
    GATES,
    PREFIX,
    gate_name,
    in_channel_group,
)
from bot.commands.spec import Command, Option, OptionKind, Permission
from bot.commands.table import COMMANDS

# https://discord.com/developers/docs/interactions/application-commands
DESCRIPTION = 100
CHOICES = 25
"""Choices of an option, and suggestions while it is typed."""
FEW = 4
"""Choices that are registered with the command. More are suggested while they are typed, as all
that is registered may have 8,000 characters together."""
LONGEST = 6000
"""Characters of an option."""
MOST_NUMBER = 999_999
"""What the core takes."""

SUGGESTED = frozenset({
    OptionKind.ACTOR, OptionKind.EVENT, OptionKind.COUNTRY, OptionKind.ZONE,
    OptionKind.SUBSCRIPTION,
})  # fmt: skip

Interaction = discord.Interaction[Any]

Use = Callable[[Interaction, Command, dict[str, str]], Awaitable[None]]
"""What is done with a command that was typed."""
Suggest = Callable[[Interaction, Command, Option, str], Awaitable[list[app_commands.Choice[str]]]]


def diplo(use: Use, suggest: Suggest, name: str = PREFIX) -> list[app_commands.Group]:
    """Return all commands, in their groups; `name` is the word that they begin with."""
    groups = {one: _group(one, name) for one in GATES}
    channel = app_commands.Group(
        name=CHANNEL, description=CHANNEL_SUMMARY, parent=groups[Permission.READER]
    )
    for command in COMMANDS:
        group = channel if in_channel_group(command) else groups[command.permission]
        group.add_command(_made(command, use, suggest))
    return list(groups.values())


def _group(permission: Permission, word: str) -> app_commands.Group:
    gate = GATES[permission]
    return app_commands.Group(
        name=gate_name(permission, word),
        description=gate.summary,
        default_permissions=gate.asks,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )


def offered(command: Command) -> tuple[Option, ...]:
    """Return the options that a chat has: it knows where a command is typed."""
    return tuple(one for one in command.options if not one.terminal)


def _made(command: Command, use: Use, suggest: Suggest) -> app_commands.Command[Any, ..., None]:
    options = offered(command)

    async def callback(interaction: Interaction, **given: Any) -> None:
        told = {_option_name(name): _text(value) for name, value in given.items()}
        await use(interaction, command, {name: value for name, value in told.items() if value})

    callback.__signature__ = _signature(options)  # type: ignore[attr-defined]
    described = app_commands.describe(**{_parameter_name(one): one.help for one in options})
    renamed = app_commands.rename(
        **{_parameter_name(one): one.name for one in options if _parameter_name(one) != one.name}
    )
    chosen = app_commands.choices(
        **{
            _parameter_name(one): [app_commands.Choice(name=c, value=c) for c in one.choices]
            for one in options
            if 0 < len(one.choices) <= FEW
        }
    )
    completed = app_commands.autocomplete(
        **{
            _parameter_name(one): _completion(command, one, suggest)
            for one in options
            if one.kind in SUGGESTED or len(one.choices) > FEW
        }
    )
    for dress in (described, renamed, chosen, completed):
        callback = dress(callback)
    return app_commands.Command(
        name=command.name, description=command.summary[:DESCRIPTION], callback=callback
    )


def _completion(command: Command, option: Option, suggest: Suggest) -> Any:
    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await suggest(interaction, command, option, current)

    return complete


def _signature(options: tuple[Option, ...]) -> inspect.Signature:
    """Return what discord.py reads the options from: a function's parameters."""
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    rest = [
        inspect.Parameter(
            _parameter_name(one),
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_annotation(one),
            default=inspect.Parameter.empty if one.required else None,
        )
        for one in options
    ]
    return inspect.Signature([first, *rest])


def _annotation(option: Option) -> Any:
    match option.kind:
        case OptionKind.NUMBER:
            found: Any = app_commands.Range[int, 1, MOST_NUMBER]
        case OptionKind.PERSON:
            found = discord.Member | discord.User | discord.Role
        case OptionKind.CHOICE:
            found = str
        case _:
            found = app_commands.Range[str, 1, min(option.longest, LONGEST)]
    return found if option.required else found | None


def _parameter_name(option: Option) -> str:
    """Return a name that Python takes: "from" is a word of its own there."""
    return f"{option.name}_"


def _option_name(parameter: str) -> str:
    return parameter.removesuffix("_")


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value.id) if isinstance(value, discord.abc.Snowflake) else str(value)
