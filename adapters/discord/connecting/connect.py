"""Making the client: the least intents, nobody called, and a Discord that may be another.

A server that speaks Discord's protocol is found by its REST base; where its gateway is, it says
itself, unless that is set, too. discord.py keeps the REST base for the whole process, so that one
process speaks to one Discord.
"""

import discord
from discord.http import Route

from adapters.discord.layout.calls import nobody

WAIT_FOR_LIMIT = 30.0
"""Seconds that discord.py sleeps off a rate limit; its least. A longer one is our business."""


def least_intents() -> discord.Intents:
    """Return what the gateway shall tell: guilds, their channels and threads; no messages."""
    intents = discord.Intents.none()
    intents.guilds = True
    return intents


def make_client(
    rest_base: str | None = None,
    *,
    shard_ids: list[int] | None = None,
    shard_count: int | None = None,
) -> discord.AutoShardedClient:
    """Return a client that is not connected yet; raises nothing, and asks nobody."""
    if rest_base is not None:
        Route.BASE = rest_base.rstrip("/")
    return discord.AutoShardedClient(
        shard_ids=shard_ids,  # type: ignore[arg-type]  # none: all of them
        shard_count=shard_count,
        intents=least_intents(),
        allowed_mentions=nobody(),
        max_messages=None,
        max_ratelimit_timeout=WAIT_FOR_LIMIT,
    )
