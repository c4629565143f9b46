"""What can go wrong between a client and Slack, to be switched on by a test."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import web


class Fault(StrEnum):
    """How a request goes wrong."""

    LIMIT = "limit"
    """429, with Retry-After."""
    CODE = "code"
    """The given error code, with HTTP 200, as Slack has it."""
    BROKEN = "broken"
    """A 503 with a page of HTML."""
    HANG = "hang"
    """Nothing is done and nothing answered."""
    DEAF = "deaf"
    """It is done, and nothing answered."""
    LOSE = "lose"
    """The connection breaks before anything is done."""
    DROP = "drop"
    """It is done, and the connection breaks before the answer."""


AFTERWARDS = frozenset({Fault.DEAF, Fault.DROP})


@dataclass(slots=True)
class _Trouble:
    fault: Fault
    times: int | None
    method: str | None
    channel: str | None
    code: str
    retry_after: int
    first_well: int


@dataclass(slots=True)
class Faults:
    """What is to go wrong."""

    ending: asyncio.Event = field(default_factory=asyncio.Event)
    _troubles: list[_Trouble] = field(default_factory=list)

    def trouble(
        self,
        fault: Fault,
        times: int | None = 1,
        *,
        method: str | None = None,
        channel: str | None = None,
        code: str = "",
        retry_after: int = 30,
        first_well: int = 0,
    ) -> None:
        """Let the next requests go wrong: so many, or all; of a method, of a channel, or any.

        `first_well` is how many of them go well before.
        """
        trouble = _Trouble(fault, times, method, channel, code, retry_after, first_well)
        self._troubles.append(trouble)

    def clear(self) -> None:
        """Let everything go well again."""
        self._troubles.clear()

    def next(self, method: str, args: dict[str, Any]) -> _Trouble | None:
        """Return what goes wrong with a request, and count it."""
        for one in self._troubles:
            if one.method in (None, method) and one.channel in (None, args.get("channel")):
                if one.first_well > 0:
                    one.first_well -= 1
                    continue
                if one.times is not None:
                    one.times -= 1
                    if one.times == 0:
                        self._troubles.remove(one)
                return one
        return None

    async def strike(self, trouble: _Trouble, request: web.Request) -> web.Response:
        """Answer as the trouble has it."""
        match trouble.fault:
            case Fault.LIMIT:
                headers = {"Retry-After": str(trouble.retry_after)}
                body = {"ok": False, "error": "ratelimited"}
                return web.json_response(body, status=429, headers=headers)
            case Fault.CODE:
                return web.json_response({"ok": False, "error": trouble.code})
            case Fault.BROKEN:
                page = "<html>upstream connect error</html>"
                return web.Response(status=503, text=page, content_type="text/html")
            case Fault.HANG | Fault.DEAF:
                await self.ending.wait()
            case _:
                pass
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
