"""Who asks, and where: an interaction of Discord as a request to the core."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from adapters.discord.layout.paths import CHANNEL
from adapters.discord.listening.gate import passed
from adapters.discord.sending.places import NAME
from bot.commands.spec import Origin, Permission, Request
from bot.commands.table import BY_NAME

DIRECT = "dm"
"""The workspace of direct messages, which belong to no guild."""

Interaction = discord.Interaction[Any]
_RANK = tuple(Permission)


def request_of(
    interaction: Interaction,
    command: str,
    arguments: Mapping[str, str],
    now: datetime,
    let: Permission = Permission.READER,
) -> Request:
    """Return the request that somebody makes by typing, pressing or submitting something.

    `let` is the role that they had to have for it to be submitted at all.
    """
    origin = _origin(interaction)
    return Request(
        command,
        arguments,
        now,
        str(interaction.user.id),
        workspace=origin.workspace,
        origin=origin,
        standing=max(_standing(interaction, command), passed(interaction), let, key=_RANK.index),
        groups=_groups(interaction.user),
        who_name=interaction.user.display_name,
    )


def _origin(interaction: Interaction) -> Origin:
    """Return the channel; a thread stands for the one that it hangs on, which is what listens."""
    place = interaction.channel
    if isinstance(place, discord.Thread):
        name = place.parent.name if place.parent is not None else place.name
        return Origin(NAME, str(place.parent_id), name, workspace=_workspace(interaction))
    name = getattr(place, "name", None) or f"direct message to {interaction.user.name}"
    address = str(interaction.channel_id)
    return Origin(NAME, address, name, workspace=_workspace(interaction))


def _workspace(interaction: Interaction) -> str:
    return DIRECT if interaction.guild_id is None else str(interaction.guild_id)


def _standing(interaction: Interaction, command: str) -> Permission:
    """Return what Discord lets somebody do here, with the overrides of the channel.

    Direct messages are everybody's own, but the record and the roles are not.
    """
    if interaction.guild_id is None:
        asked = BY_NAME.get(command)
        own = asked is not None and asked.option(CHANNEL) is not None
        return Permission.ADMIN if own else Permission.READER
    if interaction.permissions.manage_guild:
        return Permission.ADMIN
    return Permission.EDITOR if interaction.permissions.manage_events else Permission.READER


def _groups(user: discord.User | discord.Member) -> tuple[str, ...]:
    if not isinstance(user, discord.Member):
        return ()
    return tuple(str(role.id) for role in user.roles if not role.is_default())
