"""Socket Mode: Slack's half of the connection, with every acknowledgement kept.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

_PATIENCE = 5


class Sockets:
    """The connections that an app has open."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.connections = 0
        """How many were ever made."""
        self.acks: dict[str, dict[str, Any]] = {}
        """What each envelope was acknowledged with."""
        self._numbers = count(1)
        self._changed = asyncio.Condition()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.open.append(socket)
        self.connections += 1
        hello = {
            "type": "hello",
            "num_connections": len(self.open),
            "connection_info": {"app_id": "A0001"},
            "debug_info": {"host": "loopback", "approximate_connection_time": 3600},
        }
        await socket.send_json(hello)
        await self._tell()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(message.data)
        finally:
            self.open.remove(socket)
            await self._tell()
        return socket

    async def envelope(self, kind: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Send an event, a command or a click to the app, and return how it is acknowledged."""
        name = f"envelope-{next(self._numbers)}"
        said = {"envelope_id": name, "type": kind, "payload": payload, **more}
        await self.open[-1].send_json({"accepts_response_payload": kind != "events_api", **said})
        await self._until(lambda: name in self.acks)
        return self.acks[name]

    async def ask_to_leave(self, reason: str) -> None:
        """Ask every connection to go, as before a restart ("warning") or "refresh_requested"."""
        for socket in [*self.open]:
            await socket.send_json({"type": "disconnect", "reason": reason})

    async def cut(self) -> None:
        """Break every connection without a word."""
        for socket in [*self.open]:
            await socket.close()

    async def connected(self, times: int = 1, patience: float = _PATIENCE) -> None:
        """Wait until the app has connected so many times and is connected now."""
        await self._until(lambda: self.connections >= times and bool(self.open), patience)

    async def _take(self, text: str) -> None:
        if not text.startswith("{"):
            return
        said = json.loads(text)
        if "envelope_id" in said:
            self.acks[said["envelope_id"]] = said.get("payload") or {}
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _until(self, so: Any, patience: float = _PATIENCE) -> None:
        async with asyncio.timeout(patience), self._changed:
            await self._changed.wait_for(so)
