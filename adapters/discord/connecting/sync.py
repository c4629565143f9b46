"""Registering the commands with Discord, and only when they are not what is registered.

What Discord has is the memory: it is asked and compared. So any process may come to it, and none
needs to have been there before.
"""

from collections.abc import Sequence
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.http import Route

from adapters.discord.connecting.languages import Languages

log = structlog.get_logger(__name__)
Payload = dict[str, Any]


async def sync(tree: app_commands.CommandTree[Any], guild: int | None) -> bool:
    """Register the commands, for all guilds or for one; return whether there was a need."""
    ours = await _payloads(tree)
    if same_commands(ours, await _registered(tree.client, guild)):
        return False
    await _register(tree.client, guild, ours)
    log.info("commands registered", guild=guild or "all", number=len(ours))
    return True


async def in_step(tree: app_commands.CommandTree[Any], guild: int | None) -> bool:
    """Return whether Discord has the commands as the table has them. Raises HTTPException."""
    return same_commands(await _payloads(tree), await _registered(tree.client, guild))


def same_commands(ours: Sequence[Payload], theirs: Sequence[Payload]) -> bool:
    """Return whether what is registered says what we say; what Discord adds is no matter."""
    return same(sorted(ours, key=_key), sorted(theirs, key=_key))


def same(ours: Any, theirs: Any) -> bool:
    """Compare by what we say; what is left out, empty or false is the same to Discord."""
    if isinstance(ours, dict):
        theirs = theirs if isinstance(theirs, dict) else {}
        return all(same(value, theirs.get(name)) for name, value in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return (ours or None) == (theirs or None) or str(ours) == str(theirs)


def _key(one: Payload) -> tuple[int, str]:
    return one.get("type", 1), one["name"]


async def _payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    languages = Languages()
    return [await one.get_translated_payload(tree, languages) for one in _all(tree)]


def _all(tree: app_commands.CommandTree[Any]) -> list[Any]:
    return [
        *tree.get_commands(type=discord.AppCommandType.chat_input),
        *tree.get_commands(type=discord.AppCommandType.message),
    ]


async def _registered(client: discord.Client, guild: int | None) -> list[Payload]:
    """Return what Discord has; discord.py's own look-up leaves the translations out."""
    where = "/applications/{application}/commands"
    if guild is not None:
        where = "/applications/{application}/guilds/{guild}/commands"
    route = Route("GET", where, application=client.application_id, guild=guild or 0)
    found: list[Payload] = await client.http.request(route, params={"with_localizations": "true"})
    return found


async def _register(client: discord.Client, guild: int | None, ours: list[Payload]) -> None:
    application = client.application_id or 0
    if guild is None:
        await client.http.bulk_upsert_global_commands(application, ours)
    else:
        await client.http.bulk_upsert_guild_commands(application, guild, ours)
