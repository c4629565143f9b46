"""The answer to a form: at once, or after "one moment", as Slack waits three seconds for it.

https://docs.slack.dev/surfaces/modals#handling_submissions
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listening.views import showing, waiting
from bot.commands.spec import Reply

PROMPT = 1.5
"""Seconds for an answer that is awaited: with the way there and back, under Slack's three."""

Said = dict[str, Any]
"""What an acknowledgement says of the form."""


def shown(reply: Reply) -> Said:
    """Show the answer in place of the form."""
    return {"response_action": "update", "view": showing(reply.card)}


async def answer_form(
    ack: AsyncAck,
    client: AsyncWebClient,
    view: str,
    asked: Coroutine[Any, Any, Reply],
    said: Callable[[Reply], Said] = shown,
) -> None:
    """Acknowledge a form with its answer; one that takes longer is shown when it is there."""
    answering = asyncio.ensure_future(asked)
    done, _ = await asyncio.wait({answering}, timeout=PROMPT)
    if done:
        await ack(**said(answering.result()))
        return
    await ack(response_action="update", view=waiting())
    await client.views_update(view_id=view, view=showing((await answering).card))
