"""Handing over an answer with its picture and its file, where only whoever asked may see them.

A message that only one sees shows a picture by the id of an upload, but can hold no file: that
goes into their direct messages with us.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import ContextBlock, PlainTextObject
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import NO_ANSWER
from adapters.slack.listening.incoming import Place
from adapters.slack.sending.uploads import PROCESSING, log, upload_file, upload_picture
from bot.commands.spec import Attachment, Reply

Shown = Callable[[str | None], dict[str, Any]]
"""Returns a message with the picture of this id, or with none."""

_HANDED = "The file is in your direct messages with Dragoman."
_KEPT = "The file could not be handed over; please try again in a minute."
_TAKEN = 200


async def hand_over(
    client: AsyncWebClient,
    respond: AsyncRespond,
    place: Place,
    reply: Reply,
    shown: Shown,
    **how: Any,
) -> None:
    """Answer whoever asked, for their eyes only."""
    picture = await upload_picture(client, reply.card)
    said = await _direct(client, place, reply.file) if reply.file is not None else None
    await _respond(respond, lambda file: _with_line(shown(file), said), picture, how)


async def share(
    client: AsyncWebClient, respond: AsyncRespond, place: Place, reply: Reply, shown: Shown
) -> None:
    """Show an answer to all in the channel, with its picture and its file."""
    how = {"response_type": "in_channel", "replace_original": False}
    await _respond(respond, shown, await upload_picture(client, reply.card), how)
    if reply.file is not None:
        await upload_file(client, reply.file, place.channel)


async def _respond(
    respond: AsyncRespond, shown: Shown, picture: str | None, how: dict[str, Any]
) -> None:
    """Respond; where Slack does not take the picture even after a while, without it."""
    for wait in PROCESSING if picture is not None else ():
        answer = await respond(**shown(picture), **how)
        if answer.status_code == _TAKEN:
            return
        log.warning("a picture is not taken yet", status=answer.status_code)
        await asyncio.sleep(wait.total_seconds())
    await respond(**shown(None), **how)


async def _direct(client: AsyncWebClient, place: Place, file: Attachment) -> str:
    """Put a file into somebody's direct messages with us; say whether it is there."""
    try:
        opened = await client.conversations_open(users=place.who)
    except (*NO_ANSWER, SlackClientError):
        return _KEPT
    handed = await upload_file(client, file, str(opened["channel"]["id"]))
    return _HANDED if handed else _KEPT


def _with_line(shown: dict[str, Any], said: str | None) -> dict[str, Any]:
    if said is not None:
        line = ContextBlock(elements=[PlainTextObject(text=said, emoji=False)])
        shown["blocks"].append(line.to_dict())
    return shown
