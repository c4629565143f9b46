"""Where a command stands on Discord, and so what people type: "/diplo actor", "/diplo-desk cancel".

Discord asks for a permission, and lets a server decide otherwise, only for a whole top-level
command: https://discord.com/developers/docs/interactions/application-commands#permissions
So there is one for each role of the table.
"""

from typing import NamedTuple

import discord

from bot.commands.spec import Command, Permission

PREFIX = "diplo"
"""The word before all commands; the first of what a button stands for."""

CHANNEL = "channel"
"""The option that a command has if it concerns the channel in which it is typed, and the group
of those that anybody may use."""


class Gate(NamedTuple):
    """A top-level command: what it is called, and whom Discord lets through by itself."""

    ending: str
    summary: str
    asks: discord.Permissions | None


GATES = {
    Permission.READER: Gate("", "Diplomatic events: look them up, follow them", None),
    Permission.EDITOR: Gate(
        "-desk",
        "Change the record, set aside what a channel need not hear",
        discord.Permissions(manage_events=True),
    ),
    Permission.ADMIN: Gate(
        "-setup",
        "What a channel hears, and who may change it",
        discord.Permissions(manage_guild=True),
    ),
}
CHANNEL_SUMMARY = "What this channel hears, and why"


def gate_name(permission: Permission, word: str = PREFIX) -> str:
    """Return the top-level command of a role: "diplo-desk"."""
    return word + GATES[permission].ending


def in_channel_group(command: Command) -> bool:
    """Return whether a command stands in a group of its own: Discord takes 25 in one."""
    return command.permission is Permission.READER and command.option(CHANNEL) is not None


def of_record(command: Command) -> bool:
    """Return whether a command changes the record, which all servers share."""
    return command.permission is Permission.EDITOR and command.option(CHANNEL) is None


def typed_path(command: Command, word: str = PREFIX) -> str:
    """Return a command as people type it: "/diplo-setup subscribe", "/diplo channel why"."""
    group = CHANNEL if in_channel_group(command) else ""
    return " ".join(filter(None, [f"/{gate_name(command.permission, word)}", group, command.name]))
