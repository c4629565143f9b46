"""Before Discord was reached for the first time nothing can be posted, and nothing is lost."""

from datetime import timedelta

import discord

from adapters.discord.platform import DiscordPlatform
from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import Entry, Post, TryLater

SOON = timedelta(seconds=15)


class NotYet:
    """A platform whose client may not have logged in yet: until then, later."""

    def __init__(self, client: discord.Client, platform: DiscordPlatform) -> None:
        """Hand everything on to `platform` as soon as `client` has logged in."""
        self._client = client
        self._platform = platform

    @property
    def name(self) -> str:
        """The word for it in `Channel.platform`."""
        return self._platform.name

    async def post(self, post: Post) -> Receipt:
        """Post a card. Raises SendError."""
        return await self._reached().post(post)

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message show `card`. Raises SendError."""
        await self._reached().edit(receipt, card)

    async def mirror(self, workspace: str, entry: Entry | None, known: str | None) -> str | None:
        """List an event in a guild's own calendar, or take it away. Raises SendError."""
        return await self._reached().mirror(workspace, entry, known)

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        """Tell the people who run Dragoman in a guild. Raises SendError."""
        await self._reached().warn(workspace, card, token)

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look for a message by its token. Raises SendError."""
        return await self._reached().find(address, token)

    def _reached(self) -> DiscordPlatform:
        if self._client.user is None:
            raise TryLater("Discord was not reached yet", SOON)
        return self._platform
