"""A Discord on the loopback that misbehaves when it is told to; its REST API, as far as we use it.

simcord, which the other tests use, never fails on the way: it has no HTTP, no limits of rate, and
no memory for nonces. This one has them, and the connection breaks, hangs, or is refused.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

from tests.fakes.discord.faults import Fault, Limit, Trouble
from tests.fakes.discord.routes import routes
from tests.fakes.discord.said import Said
from tests.fakes.discord.world import Kind, Place, Refusal, World

LOOPBACK = "127.0.0.1"
TOKEN = "a-token-that-is-none"  # noqa: S105
BASE = "/api/v10"


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DiscordServer:
    """One Discord; use it as a context manager."""

    def __init__(self) -> None:
        self.world = World()
        self.token = TOKEN
        self.answers: Counter[int] = Counter()
        self.asked: list[str] = []
        """Every request: "POST /channels/1/messages"."""
        self.of_all: Limit | None = None
        self.of_one: tuple[int, float] | None = None
        self.url = ""
        self._ones: dict[str, Limit] = {}
        self._troubles: list[Trouble] = []
        self._ending = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard])
        outer = web.Application()
        app.add_routes(routes(self.world))
        outer.add_subapp(BASE, app)
        self._runner = web.AppRunner(outer, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self.url = f"http://{LOOPBACK}:{self._runner.addresses[0][1]}{BASE}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending.set()
        await self._runner.cleanup()

    def trouble(
        self,
        fault: Fault,
        times: int = 1,
        *,
        method: str = "",
        path: str = "",
        after: float = 0.05,
    ) -> None:
        """Let the next requests go wrong; a 429 asks to wait `after` seconds."""
        self._troubles.append(Trouble(fault, times, method, path, after))

    def open(self, kind: Kind = Kind.TEXT, number: int | None = None) -> Place:
        return self.world.open(kind, number)

    @property
    def said(self) -> list[Said]:
        return self.world.order

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path.removeprefix(BASE)}")
        response = await self._judged(request, handler)
        if response.content_type == "application/json":
            # By these discord.py knows an answer that is Discord's own.
            response.headers["Via"] = "1.1 loopback"
            response.headers["Content-Type"] = "application/json"
        self.answers[response.status] += 1
        return response

    async def _judged(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return refused(Refusal(401, 0, "401: Unauthorized"))
        trouble = self._next_trouble(request)
        if trouble is not None and trouble.fault is not Fault.DROP:
            return await self._spoiled(request, trouble)
        limited = self._limited(request)
        if limited is not None:
            return limited
        try:
            response = await handler(request)
        except Refusal as no:
            response = refused(no)
        if trouble is not None and request.transport is not None:
            request.transport.abort()
        return response

    async def _spoiled(self, request: web.Request, trouble: Trouble) -> web.StreamResponse:
        match trouble.fault:
            case Fault.LIMITED | Fault.LIMITED_ALL:
                return too_many(trouble.after, of_all=trouble.fault is Fault.LIMITED_ALL)
            case Fault.BANNED:
                return web.Response(status=429, text="banned", headers={"Retry-After": "7"})
            case Fault.ERROR:
                return web.Response(status=502, text="bad gateway")
            case Fault.UNAVAILABLE:
                return web.Response(status=503, text="unavailable")
            case Fault.HANG:
                await self._ending.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _next_trouble(self, request: web.Request) -> Trouble | None:
        for one in self._troubles:
            if one.times and one.method in ("", request.method) and one.path in request.path:
                one.times -= 1
                return one
        return None

    def _limited(self, request: web.Request) -> web.StreamResponse | None:
        now = asyncio.get_running_loop().time()
        if self.of_all is not None and (wait := self.of_all.take(now)):
            return too_many(wait, of_all=True)
        if self.of_one is not None:
            one = self._ones.setdefault(f"{request.method} {request.path}", Limit(*self.of_one))
            if wait := one.take(now):
                return too_many(wait, of_all=False)
        return None


def refused(no: Refusal) -> web.Response:
    return web.json_response({"code": no.code, "message": no.words}, status=no.status)


def too_many(wait: float, *, of_all: bool) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": of_all}
    headers = {"Retry-After": f"{wait:.3f}"} | ({"X-RateLimit-Global": "true"} if of_all else {})
    return web.json_response(body, status=429, headers=headers)
