"""The real client, logged in to the loopback Discord: REST only, without the gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
from discord.http import Route

from adapters.discord.connecting.connect import make_client
from adapters.discord.platform import DiscordPlatform
from adapters.discord.render import Style
from adapters.discord.sending.pace import Pace
from adapters.discord.sending.people import People
from adapters.discord.sending.requests import Requests
from tests.fakes.discord.server import TOKEN, DiscordServer

HURRIED = Pace((10_000, timedelta(seconds=1)), (10_000, timedelta(seconds=1)))
"""For tests that are not about the pace."""


@asynccontextmanager
async def logged_in(server: DiscordServer) -> AsyncIterator[discord.AutoShardedClient]:
    before = Route.BASE
    client = make_client(server.url)
    try:
        await client.login(TOKEN)
        yield client
    finally:
        await client.close()
        Route.BASE = before


def platform(
    client: discord.Client,
    *,
    style: Style = Style.LAYOUT,
    pace: Pace = HURRIED,
    patience: timedelta = timedelta(seconds=5),
    people: People | None = None,
) -> DiscordPlatform:
    return DiscordPlatform(client, style=style, requests=Requests(pace, patience), people=people)
