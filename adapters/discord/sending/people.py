"""Who runs Dragoman in a guild: its owner, and else whoever reads the channel for notices."""

from collections.abc import Awaitable, Callable, Sequence

import discord

from adapters.discord.sending.places import guild_of
from adapters.discord.sending.requests import Requests

People = Callable[[str], Awaitable[Sequence[discord.abc.Messageable]]]
"""Returns whom to tell in a guild, the first choice first. Raises SendError."""


def people_in_charge(client: discord.Client, requests: Requests) -> People:
    """Return how to find the owner of a guild and its channel for notices."""

    async def user(number: int) -> discord.User:
        known = client.get_user(number)
        if known is not None:
            return known
        return await requests.read(("user", number), lambda: client.fetch_user(number))

    async def found(workspace: str) -> Sequence[discord.abc.Messageable]:
        home = await guild_of(client, requests, workspace)
        owner = [await user(home.owner_id)] if home.owner_id is not None else []
        notices = [home.system_channel] if home.system_channel is not None else []
        return [*owner, *notices]

    return found
