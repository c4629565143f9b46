"""Sending what is prepared: look, edit, reply, post. Nothing here waits for the database."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.delivery import Receipt
from bot.flow.prepare import Look, Ready
from bot.ports import MessageGone, Platform, Unclear


class Overrun(Unclear):
    """There was no answer before the lease ended."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message landed."""

    receipt: Receipt
    first: Receipt
    """The message that shows the event from now on."""
    found: bool = False
    """Whether it was there already, and so says what was true when it was sent."""
    repeated: bool | None = None
    """Whether it was sent although it may have arrived before; none if that is out of question."""


async def send(platform: Platform, one: Ready | Look, within: timedelta) -> Sent | None:
    """Send or look for a message; return none if it was not found. Raises SendError.

    Nothing is under way any more when the time is up, as another worker may have it then.
    """
    try:
        async with asyncio.timeout(within.total_seconds()):
            return await (_look(platform, one) if isinstance(one, Look) else _send(platform, one))
    except TimeoutError as late:
        raise Overrun(Overrun.__doc__) from late


async def _look(platform: Platform, look: Look) -> Sent | None:
    receipt = await platform.find(look.address, look.delivery.token)
    return Sent(receipt, receipt, found=True, repeated=False) if receipt else None


async def _send(platform: Platform, ready: Ready) -> Sent:
    """Send a message, unless it is found to be there."""
    if ready.also is not None:
        with suppress(MessageGone):
            await platform.edit(*ready.also)
    if ready.grows and ready.first is not None and ready.front is not None:
        with suppress(MessageGone):
            await platform.edit(ready.first, ready.front)
            return Sent(ready.first, ready.first)
    found = None
    if ready.look_first:
        found = await platform.find(ready.post.address, ready.post.token)
    repeated = found is None if ready.look_first else None
    if ready.first is not None and ready.front is not None:
        try:
            await platform.edit(ready.first, ready.front)
            reply = replace(ready.post, thread=ready.first)
            receipt = found or await platform.post(reply)
            return Sent(receipt, ready.first, found is not None, repeated)
        except MessageGone:
            pass  # somebody deleted it: begin anew
    for known in ready.knows:
        if known.first is not None and known.front is not None:
            with suppress(MessageGone):
                await platform.edit(known.first, known.front)
    receipt = found or await platform.post(ready.post)
    return Sent(receipt, receipt, found is not None, repeated)
