"""A Discord on the loopback with a gateway: what a client that listens needs, and no more.

simcord puts gateway events straight into the client; here they come over a connection, which can
drop, and the answers go over HTTP.
"""

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.fakes.discord import payloads
from tests.fakes.discord.server import BASE, LOOPBACK, TOKEN, refused
from tests.fakes.discord.world import BOT, OWNER, Refusal

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, HELLO, ACK = 0, 1, 2, 6, 10, 11
APPLICATION = 4242
PERSON = OWNER
_PLACE = 888


class GatewayServer:
    """One Discord; use it as a context manager."""

    def __init__(self) -> None:
        self.identified: list[dict[str, Any]] = []
        self.resumed = 0
        self.deaf = 0
        """As many requests are cut off."""
        self.commands: list[dict[str, Any]] = []
        self.asked: list[tuple[str, Any]] = []
        """Every request: ("POST /interactions/1/secret/callback", its body)."""
        self._sockets: set[web.WebSocketResponse] = set()
        self._changed = asyncio.Condition()
        self._numbers = count(1)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(
            [web.get("/gateway/", self._socket), web.route("*", "/{path:.*}", self._rest)]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self._where = f"{LOOPBACK}:{self._runner.addresses[0][1]}"
        self.rest = f"http://{self._where}{BASE}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def until(self, seen: Callable[[], object]) -> None:
        """Wait until something was seen; a request or a connection may bring it."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(seen), 5)

    def answers(self, what: str) -> list[Any]:
        """Return the bodies of all requests whose path ends so."""
        return [body for path, body in self.asked if path.endswith(what)]

    async def drop(self) -> None:
        """Break all connections of the gateway."""
        for one in [*self._sockets]:
            await one.close(code=1001)

    async def types(self, command: str, **options: str) -> str:
        """Let somebody type a look-up in a direct message; return the secret of the answer."""
        number = next(self._numbers)
        leaf = {
            "type": 1,
            "name": command,
            "options": [{"type": 3, "name": one, "value": said} for one, said in options.items()],
        }
        data = {"id": "5", "name": "diplo", "type": 1, "options": [leaf]}
        secret = f"interaction-secret-{number}"
        person = payloads.user(PERSON)
        await self._tell({
            "op": DISPATCH,
            "t": "INTERACTION_CREATE",
            "s": 10 + number,
            "d": {
                "id": str(number), "application_id": str(APPLICATION), "type": 2, "version": 1,
                "token": secret, "user": person, "locale": "en-GB", "data": data,
                "channel_id": str(_PLACE), "entitlements": [], "attachment_size_limit": 1,
                "channel": {"id": str(_PLACE), "type": 1, "recipients": [person]},
            },
        })  # fmt: skip
        return secret

    async def _tell(self, event: dict[str, Any]) -> None:
        for one in self._sockets:
            await one.send_json(event)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 40_000}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            await self._heard(socket, message.json())
        self._sockets.discard(socket)
        return socket

    async def _heard(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        match said["op"]:
            case 1:
                await socket.send_json({"op": ACK})
            case 2:
                self.identified.append(said["d"])
                ready = {
                    "v": 10, "user": payloads.user(BOT), "guilds": [], "session_id": "s",
                    "resume_gateway_url": f"ws://{self._where}/gateway/",
                    "application": {"id": str(APPLICATION), "flags": 0},
                    "shard": said["d"].get("shard", [0, 1]),
                }  # fmt: skip
                self._sockets.add(socket)
                await socket.send_json({"op": DISPATCH, "t": "READY", "s": 1, "d": ready})
            case 6:
                self.resumed += 1
                self._sockets.add(socket)
                await socket.send_json({"op": DISPATCH, "t": "RESUMED", "s": 2, "d": {}})
        async with self._changed:
            self._changed.notify_all()

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(BASE)
        if self.deaf and request.transport is not None:
            self.deaf -= 1
            request.transport.abort()
            return web.Response()
        body = await request.json() if request.can_read_body else None
        self.asked.append((f"{request.method} {path}", body))
        async with self._changed:
            self._changed.notify_all()
        if "/interactions/" not in path and "/webhooks/" not in path:
            given = request.headers.get("Authorization")
            if given != f"Bot {TOKEN}":
                return refused(Refusal(401, 0, "401: Unauthorized"))
        response = self._answered(request.method, path, body)
        response.headers["Via"] = "1.1 loopback"
        response.headers["Content-Type"] = "application/json"
        return response

    def _answered(self, method: str, path: str, body: Any) -> web.Response:
        known = {
            "/users/@me": payloads.user(BOT),
            "/oauth2/applications/@me": _application(),
            "/gateway/bot": self._gateway(),
        }
        if path in known:
            return web.json_response(known[path])
        if path.endswith("/commands"):
            self.commands = body if method == "PUT" else self.commands
            return web.json_response(self.commands)
        if path.startswith(("/interactions/", "/webhooks/")):
            return web.json_response({"interaction": {"id": "1", "type": 2}})
        return refused(Refusal(404, 10003, "Unknown Channel"))

    def _gateway(self) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = f"ws://{self._where}/gateway/"
        return {"url": url, "shards": 1, "session_start_limit": limit}


def _application() -> dict[str, Any]:
    return {
        "id": str(APPLICATION), "name": "dragoman", "icon": None, "description": "", "summary": "",
        "bot_public": True, "bot_require_code_grant": False, "verify_key": "0", "flags": 0,
        "owner": payloads.user(PERSON), "team": None,
    }  # fmt: skip
