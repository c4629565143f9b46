"""Files on their way to Slack: a picture for a block, or a file for a channel.

A picture is uploaded to no channel; the message that shows it by its id shares it. So a process
that dies in between leaves a file that nobody sees, and the message is looked for by its mark as
any other. What goes wrong here is a line in the log: no text waits for its picture.
https://docs.slack.dev/messaging/working-with-files#upload
"""

import asyncio
from datetime import timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.layout.pictures import alt_text
from bot.cards.card import Card
from bot.commands.spec import Attachment
from bot.drawing import drawn

PATIENCE = timedelta(seconds=10)
"""For all three steps of an upload: a lease and a person wait for them."""
PROCESSING = (timedelta(seconds=1), timedelta(seconds=2))
"""How long to wait before a block names an upload again: Slack looks into each file first, and
says meanwhile that there is none. https://github.com/slackapi/python-slack-sdk/issues/1521"""

log = structlog.get_logger(__name__)


async def upload_picture(client: AsyncWebClient, card: Card) -> str | None:
    """Draw and upload the picture of a card; return its id, none where there is none to show."""
    picture = await drawn(card)
    if picture is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            said = await client.files_upload_v2(
                filename=picture.name,
                content=picture.png,
                title=card.heading,
                alt_txt=alt_text(picture.alt),
            )
    except (SlackClientError, aiohttp.ClientError, TimeoutError) as failed:
        log.warning("a picture could not be uploaded", reason=_reason(failed))
        return None
    return str(said["files"][0]["id"])


async def upload_file(
    client: AsyncWebClient, file: Attachment, channel: str, thread: str | None = None
) -> bool:
    """Put a file into a channel or a thread; return whether that went well."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            await client.files_upload_v2(
                filename=file.name,
                content=file.text,
                title=file.name,
                channel=channel,
                thread_ts=thread,
            )
    except (SlackClientError, aiohttp.ClientError, TimeoutError) as failed:
        log.warning("a file could not be handed over", reason=_reason(failed))
        return False
    return True


def _reason(failed: Exception) -> str:
    """Say why, without the address to which a file was sent: that is a secret."""
    data = getattr(getattr(failed, "response", None), "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code or type(failed).__name__)
