"""Listening: what is typed, pressed and submitted on Discord, brought to the counter."""

import re
from dataclasses import replace

import aiohttp
import discord
import structlog
from discord import app_commands

from adapters.discord.commands import CHOICES, diplo, offered
from adapters.discord.layout.limits import CHOICE_NAME
from adapters.discord.layout.paths import PREFIX
from adapters.discord.layout.text import bare
from adapters.discord.listening.acknowledging import reason
from adapters.discord.listening.answering import Answers
from adapters.discord.listening.asking import Interaction
from adapters.discord.listening.extras import page_asked
from adapters.discord.listening.filling import Filling
from adapters.discord.listening.forms import Form
from adapters.discord.listening.pressing import (
    COMMAND,
    MENDED,
    SHARED,
    TURNED,
    chosen,
    copied,
    item,
    may_speak,
)
from adapters.discord.listening.proposing import propose
from bot.commands.door import Door
from bot.commands.spec import Command, Option
from bot.commands.table import BY_NAME

log = structlog.get_logger(__name__)


class Ear:
    """Listens on one client."""

    def __init__(
        self,
        client: discord.Client,
        door: Door,
        answers: Answers,
        name: str = PREFIX,
    ) -> None:
        """Make the commands, and know the buttons; nothing is said to Discord yet."""
        self._door = door
        self._answers = answers
        self._filling = Filling(answers)
        self.tree = app_commands.CommandTree(client)
        for group in diplo(self.use, self._suggest, name):
            self.tree.add_command(group)
        self.tree.add_command(propose(self._filling.show))
        self.tree.error(self._failed)
        client.add_dynamic_items(
            item(COMMAND, self._pressed),
            item(TURNED, self._turned),
            item(SHARED, self._shared),
            item(MENDED, self._filling.mend),
        )
        client.event(self.on_interaction)

    async def use(self, interaction: Interaction, command: Command, told: dict[str, str]) -> None:
        """Answer a command; one that says no more than it must is asked for by its form."""
        form = Form.wanted(command, told)
        if form is not None:
            await self._filling.show(interaction, form)
        else:
            await self._answers.give(
                interaction, self._answers.request(interaction, command.name, told)
            )

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take in a form that was submitted; all else is found by the commands and the buttons."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._filling.take(interaction)

    async def _suggest(
        self, interaction: Interaction, command: Command, option: Option, current: str
    ) -> list[app_commands.Choice[str]]:
        told = {name: str(value) for name, value in interaction.namespace if value is not None}
        request = self._answers.request(interaction, command.name, told | {option.name: current})
        found = await self._door.suggest(request, option.name, CHOICES)
        return [
            app_commands.Choice(name=bare(one.label, CHOICE_NAME) or one.value, value=one.value)
            for one in found
            if len(one.value) <= CHOICE_NAME
        ]

    async def _pressed(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Do what a button or a menu stands for: what it is about, and what was chosen."""
        command, value = BY_NAME.get(match["command"]), chosen(interaction)
        options = offered(command) if command is not None else ()
        if command is None or not options:
            await self._answers.trouble(
                interaction, "This button is not known any more", "Use /diplo."
            )
            return
        told = {options[0].name: match["reference"]}
        if value is not None and len(options) > 1:
            told[options[1].name] = value
        await self.use(interaction, command, told)

    async def _turned(self, interaction: Interaction, match: re.Match[str]) -> None:
        asked = page_asked(match["carried"])
        if asked is None:
            await self._answers.trouble(
                interaction, "This page is not known any more", "Ask again."
            )
            return
        page, command, told = asked
        request = replace(self._answers.request(interaction, command, told), page=page)
        await self._answers.turn(interaction, request)

    async def _shared(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show everybody what one was shown, if they may write here themselves."""
        if not may_speak(interaction):
            await self._answers.trouble(interaction, "You may not write in this channel", None)
            return
        try:
            await interaction.response.send_message(**await copied(_message_of(interaction)))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as problem:
            log.warning("not shared", reason=reason(problem))

    async def _failed(
        self, interaction: Interaction, problem: app_commands.AppCommandError
    ) -> None:
        """Say that a command came to nothing: such as one that Discord has and we no longer."""
        log.error("command failed", reason=reason(problem.__cause__ or problem))
        if not interaction.response.is_done():
            await self._answers.trouble(
                interaction, "That came to nothing", "Try again in a minute."
            )


def _message_of(interaction: Interaction) -> discord.Message:
    """Return the message whose button was pressed: a press has one."""
    assert interaction.message is not None  # noqa: S101
    return interaction.message
