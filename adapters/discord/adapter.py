"""Discord as an adapter: what the entry point names."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

import aiohttp
import discord
import structlog

from adapters.discord.connecting.connect import make_client
from adapters.discord.connecting.early import NotYet
from adapters.discord.connecting.examine import examined
from adapters.discord.connecting.invite import invite
from adapters.discord.connecting.running import running
from adapters.discord.connecting.sync import sync
from adapters.discord.listening.acknowledging import reason
from adapters.discord.listening.answering import Answers
from adapters.discord.listening.ear import Ear
from adapters.discord.listening.guilds import Guilds
from adapters.discord.listening.welcome import welcome_card
from adapters.discord.platform import DiscordPlatform
from adapters.discord.sending.places import NAME
from adapters.discord.settings import SETTINGS, Wanted
from bot.adapter import Adapter, Finding, Setting, Wiring
from bot.ports import Platform

log = structlog.get_logger(__name__)


class DiscordAdapter:
    """Connects to Discord, examines the connection, and describes itself."""

    @property
    def name(self) -> str:
        """The word for it in `Channel.platform`."""
        return NAME

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that it knows."""
        return SETTINGS

    @property
    def papers(self) -> Mapping[str, Callable[[Mapping[str, str]], str]]:
        """The link by which a guild lets it in."""
        return MappingProxyType({"invite": invite})

    @asynccontextmanager
    async def connect(self, wiring: Wiring) -> AsyncIterator[Platform]:
        """Connect, and listen until the context is left. Raises NotConfigured."""
        wanted = Wanted.of(wiring.values)
        client, _ear = wired(wanted, wiring)
        async with running(client, wanted.token, wanted.gateway):
            yield NotYet(client, DiscordPlatform(client, style=wanted.style, word=wanted.command))

    async def examine(self, wiring: Wiring) -> AsyncIterator[Finding]:
        """Examine the connection step by step."""
        wanted = Wanted.of(wiring.values)
        client, ear = wired(wanted, wiring, register=False)
        async with client:
            async for finding in examined(client, wanted.token, ear.tree, wanted.guild):
                yield finding


def wired(
    wanted: Wanted, wiring: Wiring, *, register: bool = True
) -> tuple[discord.AutoShardedClient, Ear]:
    """Return a client, with all that listens on it; it is not connected yet."""
    client = make_client(
        wanted.rest_base, shard_ids=wanted.shard_ids, shard_count=wanted.shard_count
    )
    answers = Answers(wiring.door, wiring.clock, wanted.style, wanted.editors, wanted.command)
    ear = Ear(client, wiring.door, answers, wanted.command)
    Guilds(wiring.door, answers.plain(welcome_card(wanted.command))).listen(client)

    async def setup_hook() -> None:
        try:
            await sync(ear.tree, wanted.guild)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as refused:
            log.error("commands not registered", reason=reason(refused))  # noqa: TRY400

    if register and wanted.registers:
        client.event(setup_hook)
    return client, ear


DISCORD: Adapter = DiscordAdapter()
