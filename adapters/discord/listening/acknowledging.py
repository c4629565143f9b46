"""The first word to an interaction, which Discord waits three seconds for; and why it fails."""

import aiohttp
import discord
import structlog

from adapters.discord.listening.asking import Interaction

log = structlog.get_logger(__name__)


async def acknowledged(interaction: Interaction, *, instead: bool = False) -> bool:
    """Say that it takes a moment; return whether Discord still listens.

    With `instead`, what comes replaces the message whose button was pressed.
    """
    try:
        await interaction.response.defer(ephemeral=not instead, thinking=not instead)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
        log.warning("interaction expired, nothing done", reason=reason(failed))
        return False
    return True


def reason(refused: BaseException) -> str:
    """Return why a request failed, without its address: that of an interaction is a secret."""
    known = isinstance(refused, discord.HTTPException)
    return str(refused) if known else type(refused).__name__
