"""Whom Discord itself let through: what a server set for our commands holds for us, too.

A command that Discord asks a permission for reaches us only from somebody who has it, or whom the
server lets use it (Server Settings, Integrations). A form that was opened by such a command says
so by a seal, as what is submitted comes without the command.
"""

import hashlib
import hmac
from typing import Any

import discord
from discord import app_commands

from adapters.discord.layout.paths import GATES
from bot.commands.spec import Permission

_SEAL = 16
"""Characters of a seal: 64 bits, for a form of one person."""


def passed(interaction: discord.Interaction[Any]) -> Permission:
    """Return the role that somebody needed for Discord to let a typed command through."""
    command = interaction.command
    if command is None or interaction.guild_id is None:  # a direct message asks for nothing
        return Permission.READER
    root = command
    if isinstance(command, app_commands.Command):
        root = command.root_parent or command  # type: ignore[assignment]  # a group has them, too
    asked = root.default_permissions
    found = (one for one, gate in GATES.items() if gate.asks is not None and gate.asks == asked)
    return next(found, Permission.READER)


def seal(interaction: discord.Interaction[Any], command: str) -> str:
    """Return what says on a form of this person that Discord let them use the command."""
    key = (interaction.client.http.token or "").encode()
    text = f"{interaction.guild_id}:{interaction.user.id}:{command}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:_SEAL]


def holds(given: str, interaction: discord.Interaction[Any], command: str) -> bool:
    """Return whether a seal is ours, for this person and command."""
    return hmac.compare_digest(given.encode(), seal(interaction, command).encode())
