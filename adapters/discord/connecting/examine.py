"""What can be wrong with the connection to Discord, each with what to do about it."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
from discord import app_commands

from adapters.discord.connecting.invite import LEAST
from adapters.discord.connecting.running import WRONG_TOKEN
from adapters.discord.connecting.sync import in_step
from adapters.discord.listening.acknowledging import reason
from bot.adapter import Finding

_UNREACHABLE = "check the network, and DRAGOMAN_DISCORD_REST_BASE if it is set"
_Failure = (discord.HTTPException, aiohttp.ClientError, OSError)


async def examined(
    client: discord.Client, token: str, tree: app_commands.CommandTree[Any], guild: int | None
) -> AsyncIterator[Finding]:
    """Examine step by step; what depends on a step that failed is left out."""
    try:
        await client.login(token)
    except discord.LoginFailure:
        yield Finding("token", False, "Discord refuses it", WRONG_TOKEN)
        return
    except _Failure as broken:
        yield Finding("token", False, f"Discord cannot be asked: {reason(broken)}", _UNREACHABLE)
        return
    yield Finding("token", True, f"it is that of {client.user}")
    yield intents(client.intents)
    yield await _commands(tree, guild)
    try:
        async for one in client.fetch_guilds(with_counts=False):
            for finding in await _guild(client, one):
                yield finding
    except _Failure as broken:
        yield Finding("servers", False, f"they cannot be asked: {reason(broken)}", _UNREACHABLE)


def intents(asked: discord.Intents) -> Finding:
    """Say which intents are asked for; none needs Discord's consent."""
    privileged = asked.message_content or asked.members or asked.presences
    return Finding("intents", not privileged, "guilds only; no consent of Discord is needed")


async def _commands(tree: app_commands.CommandTree[Any], guild: int | None) -> Finding:
    try:
        known = await in_step(tree, guild)
    except _Failure as broken:
        said = f"they cannot be asked: {reason(broken)}"
        return Finding("commands", False, said, "let the bot in with dragoman discord invite")
    if known:
        return Finding("commands", True, "they are registered as they are")
    fix = "run dragoman once: it registers them; everywhere within the hour"
    return Finding("commands", False, "they are not registered, or not as they are now", fix)


async def _guild(client: discord.Client, guild: discord.Guild) -> list[Finding]:
    """Examine every text channel of a guild; one finding for each that lacks something."""
    assert client.user is not None  # noqa: S101 - logged in
    try:
        me = await guild.fetch_member(client.user.id)
        channels = await guild.fetch_channels()
    except _Failure as broken:
        fix = "let the bot in again with dragoman discord invite"
        return [Finding(guild.name, False, f"it cannot be asked: {reason(broken)}", fix)]
    places = [
        one for one in channels if isinstance(one, discord.TextChannel | discord.ForumChannel)
    ]
    found = {one.name: lacking(one.permissions_for(me)) for one in places}
    free = sum(not lacks for lacks in found.values())
    whole = Finding(guild.name, free > 0 or not found, f"{free} of {len(found)} channels are open")
    return [whole, *(_shut(guild.name, name, lacks) for name, lacks in found.items() if lacks)]


def _shut(guild: str, channel: str, lacks: list[str]) -> Finding:
    fix = f"in #{channel}, Edit Channel, Permissions, grant the bot: {', '.join(lacks)}"
    return Finding(f"{guild} #{channel}", False, f"it lacks {', '.join(lacks)}", fix)


def lacking(allowed: discord.Permissions) -> list[str]:
    """Return what is needed and not allowed, in Discord's words."""
    return [
        name.replace("_", " ").title()
        for name, needed in LEAST
        if needed and not getattr(allowed, name)
    ]
