"""Each request is handled once: what Slack sends again is acknowledged, what others send is not.

A restart forgets what was handled in the last minutes. What a repeat could then do twice is answer
a question; what changes something (a claim, a subscription) is the same the second time.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.listening.memory import REQUEST, Memory

_SIGNATURE = "x-slack-signature"
_UNAUTHORISED = 401


class Once:
    """A middleware, behind the one that checks signatures."""

    def __init__(self) -> None:
        self._handled: Memory[str, None] = Memory(REQUEST)

    async def __call__(
        self,
        req: AsyncBoltRequest,
        ack: AsyncAck,
        next: Callable[[], Awaitable[Any]],  # noqa: A002
    ) -> BoltResponse | None:
        """Let a request through that was not handled yet."""
        signature = req.headers.get(_SIGNATURE, [""])[0]
        # Slack signs each attempt anew: the same signature is somebody else's copy.
        if signature and not self._handled.is_new(f"signature {signature}", None):
            return BoltResponse(status=_UNAUTHORISED, body="")
        name = req.body.get("event_id") or req.body.get("trigger_id")
        if name and not self._handled.is_new(f"request {name}", None):
            return await ack()
        await next()
        return None
