"""Forms that people fill in: opened, submitted, and opened again where something was wrong."""

import re
from collections import OrderedDict

import aiohttp
import discord
import structlog

from adapters.discord.listening.acknowledging import reason
from adapters.discord.listening.answering import Answers
from adapters.discord.listening.asking import Interaction
from adapters.discord.listening.forms import Form, submitted
from adapters.discord.listening.gate import passed, seal
from bot.commands.table import BY_NAME

DRAFTS = 500
"""Forms that were not understood and are kept to be corrected, of all people together."""

log = structlog.get_logger(__name__)


class Filling:
    """Opens forms and takes them in. Only what is to be corrected is remembered, for a while."""

    def __init__(self, answers: Answers) -> None:
        """Answer by `answers` what is submitted."""
        self._answers = answers
        self._drafts: OrderedDict[str, Form] = OrderedDict()

    async def show(self, interaction: Interaction, form: Form) -> None:
        """Show a form to somebody who may use it."""
        request = self._answers.request(interaction, form.command.name, {}, form.standing)
        refused = await self._answers.refusal(request)
        if refused is not None:
            await self._answers.say(interaction, self._answers.plain(refused.card))
            return
        try:
            await interaction.response.send_modal(form.modal(self._seal(interaction, form)))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as problem:
            log.warning("form not shown", reason=reason(problem))

    async def take(self, interaction: Interaction) -> None:
        """Do what a form that was submitted asks for; keep it where it was not understood."""
        form = submitted(interaction)
        if form is None:
            await self._answers.trouble(interaction, "This form is not known any more", "Try anew.")
            return
        draft = str(interaction.id)
        self._keep(draft, form)
        request = self._answers.request(interaction, form.command.name, form.told, form.standing)
        reply = await self._answers.give(interaction, request, draft)
        if reply is not None and reply.ok:
            self._drafts.pop(draft, None)

    async def mend(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open a form again with what was filled in; after a restart, empty."""
        form = self._drafts.get(match["draft"]) or Form.of(BY_NAME[match["command"]], {})
        if form is not None:
            await self.show(interaction, form)

    @staticmethod
    def _seal(interaction: Interaction, form: Form) -> str:
        command = form.command
        if form.let or passed(interaction) is command.permission:
            return seal(interaction, command.name)
        return ""

    def _keep(self, draft: str, form: Form) -> None:
        self._drafts[draft] = form
        if len(self._drafts) > DRAFTS:
            self._drafts.popitem(last=False)
