"""Letting a message show something else, without losing its mark or the look it was posted with."""

import discord

from adapters.discord.layout.mark import Mark
from adapters.discord.layout.paths import PREFIX
from adapters.discord.render import Style, render
from adapters.discord.sending.enclosing import enclosed
from adapters.discord.sending.errors import ARCHIVED, MISSING_ACCESS, MISSING_PERMISSIONS, code_of
from adapters.discord.sending.places import Places, Spot
from adapters.discord.sending.requests import Requests
from bot.cards.card import Card
from bot.ports import MessageGone, Undeliverable


class Edits:
    """Edits messages."""

    def __init__(
        self, places: Places, requests: Requests, style: Style, word: str = PREFIX
    ) -> None:
        """Edit in `places`; `style` is assumed where a message cannot be looked at."""
        self._places = places
        self._requests = requests
        self._style = style
        self._word = word

    async def edit(self, spot: Spot, card: Card) -> None:
        """Let a message show `card`. Raises SendError.

        A post of a forum that is gone or closed is one message that is gone: the forum may be open.
        """
        try:
            await self._edit(spot, card)
        except Undeliverable as shut:
            if spot.thread is None:
                raise
            raise MessageGone(str(shut)) from shut

    async def _edit(self, spot: Spot, card: Card) -> None:
        message = self._places.partial(spot.within).get_partial_message(spot.message)
        style, mark = await self._look(message, spot)
        sheet = render(card, style, mark, word=self._word, files=await enclosed(card))

        async def change() -> None:
            await message.edit(**sheet.changes())

        turn = ("edit", spot.within)
        try:
            await self._requests.read(turn, change)
        except MessageGone as shut:
            if code_of(shut) != ARCHIVED or spot.thread is None:
                raise
            await self._places.wake(spot.thread)
            await self._requests.read(turn, change)

    async def _look(self, message: discord.PartialMessage, spot: Spot) -> tuple[Style, Mark]:
        """Return how a message looks and its mark; a guess if its history may not be read."""
        try:
            shown = await self._requests.read(("look", spot.within), message.fetch)
        except Undeliverable as shut:
            if code_of(shut) not in (MISSING_ACCESS, MISSING_PERMISSIONS):
                raise
            return self._style, Mark.of(str(spot.message))
        style = Style.LAYOUT if shown.flags.components_v2 else Style.EMBED
        return style, Mark.read(shown) or Mark.of(str(spot.message))
