"""Running the client: it logs in as soon as Discord can be reached, and listens until it is left.

What goes wrong on the way is logged with its remedy and stops nobody else.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_exponential_jitter

from adapters.discord.listening.acknowledging import reason
from bot.adapter import NotConfigured

LONGEST_PAUSE = 60.0
WRONG_TOKEN = "Discord refuses the token; reset it at discord.com/developers, under Bot"  # noqa: S105
_FATAL = {
    4004: WRONG_TOKEN,
    4010: "the shard is not one that Discord knows; check DRAGOMAN_DISCORD_SHARDS",
    4011: "the bot is in too many servers for one shard; set DRAGOMAN_DISCORD_SHARDS",
    4014: "switch on at discord.com/developers, under Bot, the intents that are asked for",
}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway"""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def running(
    client: discord.AutoShardedClient, token: str, gateway: str | None = None
) -> AsyncIterator[None]:
    """Run a client; enter once it listens, or once it is known that this takes longer.

    Raises NotConfigured if Discord refuses the token at once.
    """
    settled = asyncio.Event()

    async def on_shard_connect(shard: int) -> None:
        settled.set()
        log.info("listening", shard=shard, of=client.shard_count)

    client.event(on_shard_connect)
    client.event(on_error)
    async with client:
        work = asyncio.create_task(_run(client, token, gateway, settled))
        waiting = asyncio.create_task(settled.wait())
        await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            if work.done():
                await work
            yield
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError, NotConfigured):
                await work


async def _run(
    client: discord.AutoShardedClient, token: str, gateway: str | None, settled: asyncio.Event
) -> None:
    def note(state: RetryCallState) -> None:
        settled.set()
        problem = state.outcome.exception() if state.outcome is not None else None
        log.warning("Discord cannot be reached; trying again", reason=reason(problem or OSError()))

    attempts = AsyncRetrying(
        retry=retry_if_exception_type(
            (OSError, aiohttp.ClientError, discord.DiscordServerError, discord.GatewayNotFound)
        ),
        wait=wait_exponential_jitter(max=LONGEST_PAUSE),
        before_sleep=note,
    )
    try:
        async for attempt in attempts:
            with attempt:
                await _log_in(client, token, gateway)
        await client.connect()
    except discord.LoginFailure as refused:
        raise NotConfigured(WRONG_TOKEN) from refused
    except discord.PrivilegedIntentsRequired:
        log.exception("not connected", fix=_FATAL[4014])
    except discord.ConnectionClosed as closed:
        log.exception("not connected", fix=_FATAL.get(closed.code, "look the code up"))
    except Exception:
        log.exception("not connected", fix="see the reason above, then start again")


async def _log_in(client: discord.AutoShardedClient, token: str, gateway: str | None) -> None:
    """Log in, and learn where the gateway is and how many shards it wants."""
    if client.http.connector is not discord.utils.MISSING and client.http.connector.closed:
        client.http.connector = aiohttp.TCPConnector(limit=0)
    try:
        await client.login(token)
        shards, url, _limit = await client.http.get_bot_gateway()
    except BaseException:
        await client.http.close()  # each login makes a session of its own
        raise
    # discord.py asks where the gateway is only where it is not told the number of shards.
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway or url)
    client.shard_count = client.shard_count or shards


async def on_error(event: str, *_arguments: object) -> None:
    """Log what went wrong with what the gateway told; its arguments may hold secrets."""
    log.error("event failed", told=event, exc_info=sys.exception())
