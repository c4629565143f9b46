"""Sending what is prepared: edit, reply, post. Nothing here waits for the database."""

from dataclasses import dataclass, replace

from bot.domain.delivery import Receipt
from bot.flow.prepare import Ready
from bot.ports import MessageGone, Platform


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


async def send(platform: Platform, ready: Ready) -> Sent:
    """Send a message, unless it is found to be there. Raises SendError."""
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
    receipt = found or await platform.post(ready.post)
    return Sent(receipt, receipt, found is not None, repeated)
