"""Proposing an event from a message that somebody wrote: its form, with what the message gives."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from adapters.discord.layout.paths import GATES
from adapters.discord.layout.text import bare
from adapters.discord.listening.asking import Interaction
from adapters.discord.listening.forms import Form
from bot.commands.spec import Permission
from bot.commands.table import BY_NAME

NAME = "Propose event from this message"
_ADD = BY_NAME["add"]
_FIELDS = ("title", "on", "who", "country", "source")

Open = Callable[[Interaction, Form], Awaitable[None]]


def propose(show: Open) -> app_commands.ContextMenu:
    """Return the entry of a message's menu; Discord shows it to those who may manage events."""

    async def callback(interaction: Interaction, message: discord.Message) -> None:
        await show(interaction, _proposal(message))

    menu = app_commands.ContextMenu(
        name=NAME,
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    menu.default_permissions = GATES[Permission.EDITOR].asks
    return menu


def _proposal(message: discord.Message) -> Form:
    told = {"title": _first_line(message), "source": message.jump_url}
    return Form(_ADD, _FIELDS, {name: value for name, value in told.items() if value})


def _first_line(message: discord.Message) -> str:
    """Return what the message is about: its first line, or the heading of what it links to."""
    embeds: list[Any] = [one.title or one.description for one in message.embeds]
    texts = [message.content, *embeds]
    lines = [line for text in texts if text for line in text.splitlines() if line.strip()]
    title = _ADD.option("title")
    return bare(lines[0], title.longest) if lines and title is not None else ""
