"""Where a message is on Discord: its address is a channel's id, its receipt may name a thread."""

from dataclasses import dataclass
from typing import Self

import discord

from adapters.discord.sending.requests import Requests
from bot.domain.delivery import Receipt
from bot.ports import MessageGone, Undeliverable

NAME = "discord"
MANY = 4096
"""Channels that are remembered while the gateway does not tell of them."""

Place = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class Spot:
    """A message: its channel, itself, and the thread it stands in if it is not in the channel.

    A post in a forum is a thread, so its first message stands in one, too.
    """

    channel: int
    message: int
    thread: int | None = None

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        """Read a receipt: "<message>" or "<thread>/<message>". Raises MessageGone."""
        thread, _, message = receipt.message.rpartition("/")
        try:
            return cls(channel_id(receipt.address), int(message), int(thread) if thread else None)
        except ValueError as unreadable:
            raise MessageGone(f"there is no message {receipt.message}") from unreadable

    @property
    def within(self) -> int:
        """The id under which Discord has the message: that of its thread, if it is in one."""
        return self.channel if self.thread is None else self.thread

    def receipt(self) -> Receipt:
        """Return the receipt that names this message."""
        thread = f"{self.thread}/" if self.thread is not None else ""
        return Receipt(platform=NAME, address=str(self.channel), message=f"{thread}{self.message}")


def channel_id(address: str) -> int:
    """Return the id in an address. Raises Undeliverable if it is none."""
    if not (address.isascii() and address.isdecimal()):
        raise Undeliverable(f"{address!r} is no channel of Discord")
    return int(address)


class Places:
    """The channels, as the gateway tells of them, else asked for once."""

    def __init__(self, client: discord.Client, requests: Requests) -> None:
        """Know nothing yet but what `client` knows."""
        self._client = client
        self._requests = requests
        self._asked: dict[int, Place] = {}

    async def place(self, channel: int) -> Place:
        """Return a channel, with its kind. Raises SendError."""
        known = self._client.get_channel(channel) or self._asked.get(channel)
        if known is not None:
            return known
        asked = await self._requests.read(
            ("look", channel), lambda: self._client.fetch_channel(channel)
        )
        if len(self._asked) >= MANY:
            self._asked.clear()
        self._asked[channel] = asked
        return asked

    def partial(self, channel: int) -> discord.PartialMessageable:
        """Return something to write to, of which no more than the id is known."""
        return self._client.get_partial_messageable(channel)

    async def wake(self, thread: int) -> None:
        """Open a thread that went to the archive because nobody wrote in it. Raises SendError."""
        place = await self.place(thread)
        if isinstance(place, discord.Thread):
            await self._requests.read(("edit", thread), lambda: place.edit(archived=False))

    def known_thread(self, thread: int) -> bool:
        """Whether the gateway told of this thread."""
        return isinstance(self._client.get_channel(thread), discord.Thread)


async def guild_of(client: discord.Client, requests: Requests, workspace: str) -> discord.Guild:
    """Return a guild, asked for where the gateway does not tell of it. Raises SendError."""
    number = channel_id(workspace)
    known = client.get_guild(number)
    if known is not None:
        return known
    return await requests.read(
        ("guild", number), lambda: client.fetch_guild(number, with_counts=False)
    )
