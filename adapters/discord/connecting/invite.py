"""The link by which a guild lets Dragoman in, with the least permissions."""

import base64
import binascii
from collections.abc import Mapping

import discord

from bot.adapter import NotConfigured

LEAST = discord.Permissions(
    view_channel=True,
    send_messages=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""To post, with pictures; to tell changes in a message's thread; to find what was posted before."""
SCOPES = ("bot", "applications.commands")


def invite(values: Mapping[str, str]) -> str:
    """Return the link. Raises NotConfigured where it is not known whom to let in."""
    application = values.get("application_id") or _bot_of(values.get("token", ""))
    if application is None:
        raise NotConfigured("set DRAGOMAN_DISCORD_TOKEN or DRAGOMAN_DISCORD_APPLICATION_ID")
    return discord.utils.oauth_url(application, permissions=LEAST, scopes=SCOPES)


def _bot_of(token: str) -> str | None:
    """Return the id that the first part of a token says.

    https://discord.com/developers/docs/reference#authentication
    """
    first = token.partition(".")[0]
    try:
        number = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    return number if number.isascii() and number.isdecimal() else None
