"""Every interaction is answered once: at once, or after a note that it takes a moment.

Discord waits three seconds for the first word. What changes something is acknowledged before it
is done: where the acknowledgement comes too late Discord has told the person that it failed, and
so it must not happen.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord.layout.enclosed import Enclosed
from adapters.discord.layout.mark import Mark
from adapters.discord.layout.paths import PREFIX, of_record
from adapters.discord.listening.acknowledging import acknowledged, reason
from adapters.discord.listening.asking import Interaction, request_of
from adapters.discord.listening.extras import with_extras, with_values
from adapters.discord.render import Sheet, Style, render
from adapters.discord.sending.enclosing import enclosed
from bot.cards.card import Card
from bot.cards.replies import trouble_card
from bot.clock import Clock
from bot.commands.door import Door
from bot.commands.replies import misused, refused
from bot.commands.spec import Outcome, Permission, Reply, Request
from bot.commands.table import BY_NAME

PATIENCE = 1.5
"""Seconds before the note that it takes a moment; Discord gives up after three.
https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction
"""
_LOOK_FIRST = "look whether it was done, then try again"
_WHO_DECIDES = "whoever runs Dragoman decides which: DRAGOMAN_DISCORD_EDITORS"

log = structlog.get_logger(__name__)


class Answers:
    """Answers requests where they were made, for nobody else's eyes."""

    def __init__(
        self,
        door: Door,
        clock: Clock,
        style: Style = Style.LAYOUT,
        editors: frozenset[str] | None = None,
        word: str = PREFIX,
    ) -> None:
        """Ask at `door`, and show answers in `style`; `word` stands before all commands.

        The record, which all servers share, is corrected only in those of `editors`, if there are.
        """
        self._door = door
        self._clock = clock
        self._style = style
        self._editors = editors
        self._word = word

    def request(
        self,
        interaction: Interaction,
        command: str,
        told: Mapping[str, str],
        let: Permission = Permission.READER,
    ) -> Request:
        """Return what somebody asks, whom Discord let do what `let` may."""
        return request_of(interaction, command, told, self._clock.now(), let)

    async def give(
        self, interaction: Interaction, request: Request, draft: str | None = None
    ) -> Reply | None:
        """Answer a request with a message of its own; return the answer, none if it expired.

        What came by a form is kept as `draft`, and shown again if it was not understood.
        """
        command = BY_NAME.get(request.command)
        writes = command is not None and command.writes
        if writes and not await acknowledged(interaction):
            return None
        answer = await self._asked(interaction, request)
        if answer is None:
            return None
        reply, files = answer
        if draft is not None and not reply.ok:
            reply = with_values(reply, request)

        def sheet(enclosed: tuple[Enclosed, ...]) -> Sheet:
            return with_extras(self.plain(reply.card, enclosed), request, reply, draft)

        await self.say(interaction, sheet(files), told_elsewhere=writes, or_else=sheet(()))
        return reply

    async def turn(self, interaction: Interaction, request: Request) -> None:
        """Show another page in place of the one whose button was pressed."""
        if not await acknowledged(interaction, instead=True):
            return
        answer = await self._asked(interaction, request)
        if answer is not None:
            reply, files = answer
            sheet = with_extras(self.plain(reply.card, files), request, reply)
            await self.say(interaction, sheet)

    def plain(self, card: Card, files: tuple[Enclosed, ...] = ()) -> Sheet:
        """Return a card as a message. Nobody looks for an answer by its mark."""
        return render(card, self._style, Mark.of("answer"), word=self._word, files=files)

    async def trouble(self, interaction: Interaction, problem: str, remedy: str | None) -> None:
        """Say what is wrong with what somebody did."""
        await self.say(interaction, self.plain(trouble_card(problem, remedy)))

    async def say(
        self,
        interaction: Interaction,
        sheet: Sheet,
        *,
        told_elsewhere: bool = False,
        or_else: Sheet | None = None,
    ) -> None:
        """Show `sheet`; where that fails and it matters, tell the person directly.

        Where its files are not taken, it is shown as `or_else`.
        """
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(**sheet.changes())
            else:
                await interaction.response.send_message(ephemeral=True, **_given(sheet))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
            log.warning("answer not shown", reason=reason(failed))
            if sheet.files and or_else is not None:
                await self.say(interaction, or_else, told_elsewhere=told_elsewhere)
            elif told_elsewhere:
                await self._tell(interaction.user, sheet)

    async def _tell(self, person: discord.User | discord.Member, sheet: Sheet) -> None:
        try:
            await person.send(**_given(sheet))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
            log.warning("answer lost; what was asked is done", reason=reason(failed))

    async def _asked(
        self, interaction: Interaction, request: Request
    ) -> tuple[Reply, tuple[Enclosed, ...]] | None:
        """Ask; note meanwhile that it takes a moment. None if Discord gave the person up."""
        asking = asyncio.ensure_future(self._with_files(request))
        if not interaction.response.is_done():
            done, _ = await asyncio.wait({asking}, timeout=PATIENCE)
            if not done and not await acknowledged(interaction):
                asking.cancel()
                return None
        return await asking

    async def _with_files(self, request: Request) -> tuple[Reply, tuple[Enclosed, ...]]:
        reply = await self._safely(request)
        return reply, await enclosed(reply.card, reply.file)

    async def refusal(self, request: Request) -> Reply | None:
        """Return why somebody may not use a command; none where they may. Nothing is done.

        The core looks at the person first, and then at what is asked: an option that it does not
        know is where it stops.
        """
        reply = await self._safely(replace(request, arguments={"": ""}))
        return reply if reply.outcome is Outcome.REFUSED else None

    async def _safely(self, request: Request) -> Reply:
        if self._barred(request):
            return refused("the record is corrected in other servers", _WHO_DECIDES)
        try:
            return await self._door.answer(request)
        except Exception:
            log.exception("request failed", command=request.command)
            return misused("that cannot be answered just now", _LOOK_FIRST)

    def _barred(self, request: Request) -> bool:
        command = BY_NAME.get(request.command)
        if command is None or not of_record(command):
            return False
        return self._editors is not None and request.workspace not in self._editors


def _given(sheet: Sheet) -> dict[str, Any]:
    """Return the arguments of a new message, which takes no none."""
    return {name: value for name, value in sheet.arguments().items() if value is not None}
