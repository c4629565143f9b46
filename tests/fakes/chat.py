"""A chat platform on the loopback: it keeps every message, and misbehaves when it is told to.

It can limit, fail, hang, take a message and drop the connection, lose a channel, a message or the
right to post; and it tells a repeat by its token and lets its history be searched, or does not.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from aiohttp import web

from bot.clock import Clock, SystemClock

LOOPBACK = "127.0.0.1"


class Fault(StrEnum):
    """How a request can go wrong."""

    ERROR = "error"
    """It is refused with a 503."""
    HANG = "hang"
    """It is never answered, and comes to nothing."""
    DROP = "drop"
    """It is done, but the connection is closed without an answer."""
    REFUSE = "refuse"
    """The message as it is is not acceptable: a 400."""


@dataclass(slots=True)
class Message:
    """What a channel shows."""

    id: str
    address: str
    token: str
    text: str
    thread: str | None
    at: datetime
    sender: int
    """The process that sent it."""
    edits: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Return the text as it is now."""
        return self.edits[-1] if self.edits else self.text


@dataclass(slots=True)
class Limit:
    """At most `count` requests in any stretch of `span`."""

    count: int
    span: timedelta
    taken: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """Take one, or return how long until there is room for one."""
        while self.taken and self.taken[0] <= now - self.span:
            self.taken.popleft()
        if len(self.taken) < self.count:
            self.taken.append(now)
            return timedelta()
        return self.taken[0] + self.span - now


@dataclass(slots=True)
class _Trouble:
    fault: Fault
    times: int | None
    address: str | None


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatServer:
    """One platform; use it as a context manager."""

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        remembers: timedelta | None = timedelta(minutes=5),
        searchable: bool = True,
    ) -> None:
        """Tell a repeat by its token for as long as it `remembers`; none: not at all."""
        self.clock = clock or SystemClock()
        self.remembers = remembers
        self.searchable = searchable
        self.messages: list[Message] = []
        self.warnings: list[Message] = []
        self.answers: Counter[int] = Counter()
        """How many requests got which HTTP status."""
        self.limits: dict[str | None, Limit] = {}
        """By channel; under None for all of them together."""
        self.closed: set[str] = set()
        """The channels that are deleted."""
        self.revoked = False
        self.lost: Callable[[Message], bool] = lambda _: False
        """Asked of each message that arrives: whether it is lost instead."""
        self.taken: Callable[[Message], None] = lambda _: None
        """Told of each message that is in its channel, before the answer."""
        self.url = ""
        self._troubles: list[_Trouble] = []
        self._by_token: dict[tuple[str, str], Message] = {}
        self._by_id: dict[str, Message] = {}
        self._ending = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard])
        app.router.add_post("/channels/{address}/messages", self._post)
        app.router.add_get("/channels/{address}/messages", self._search)
        app.router.add_patch("/channels/{address}/messages/{id}", self._edit)
        app.router.add_post("/workspaces/{address}/warnings", self._warn)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{LOOPBACK}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending.set()
        await self._runner.cleanup()

    def trouble(
        self, fault: Fault, times: int | None = None, *, address: str | None = None
    ) -> None:
        """Let the next requests go wrong: so many, or all; of one channel, or of any."""
        self._troubles.append(_Trouble(fault, times, address))

    def no_more_trouble(self) -> None:
        self._troubles.clear()

    def delete(self, message_id: str) -> None:
        """Delete a message, as a moderator would."""
        gone = self._by_id.pop(message_id)
        self.messages.remove(gone)
        self._by_token.pop((gone.address, gone.token), None)

    def in_channel(self, address: str) -> list[Message]:
        return [one for one in self.messages if one.address == address]

    def counts(self) -> Counter[str]:
        """Return how often each token was posted."""
        return Counter(one.token for one in self.messages)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await self._judged(request, handler)
        except web.HTTPException as refused:
            self.answers[refused.status] += 1
            raise
        self.answers[response.status] += 1
        return response

    async def _judged(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        address = request.match_info["address"]
        if self.revoked:
            raise web.HTTPUnauthorized(text="the token was revoked")
        if address in self.closed:
            raise web.HTTPNotFound(text="unknown channel")
        fault = self._next_fault(address)
        if fault is Fault.ERROR:
            raise web.HTTPServiceUnavailable(text="out of order")
        if fault is Fault.REFUSE:
            raise web.HTTPBadRequest(text="not acceptable")
        if fault is Fault.HANG:
            await self._ending.wait()
        if request.method != "GET":
            self._keep_limits(address)
        response = await handler(request)
        if fault is Fault.DROP:
            _cut(request)
        return response

    def _next_fault(self, address: str) -> Fault | None:
        for one in self._troubles:
            if one.address in (None, address) and one.times != 0:
                one.times = None if one.times is None else one.times - 1
                return one.fault
        return None

    def _keep_limits(self, address: str) -> None:
        for scope in (None, address):
            wait = self.limits[scope].wait(self.clock.now()) if scope in self.limits else None
            if wait:
                after = {"Retry-After": f"{wait.total_seconds():.6f}"}
                raise web.HTTPTooManyRequests(headers=after, text="too many requests")

    async def _post(self, request: web.Request) -> web.StreamResponse:
        message = await self._read(request)
        if message.thread is not None and message.thread not in self._by_id:
            raise web.HTTPGone(text="unknown message")
        if self.lost(message):
            _cut(request)
            return web.Response()
        known = self._known(message)
        if known is None:
            self.messages.append(message)
            self._by_token[message.address, message.token] = message
            self._by_id[message.id] = message
        self.taken(message)
        return web.json_response({"id": (known or message).id})

    async def _read(self, request: web.Request) -> Message:
        body = await request.json()
        return Message(
            id=f"m{len(self.messages) + len(self.warnings) + 1}",
            address=request.match_info["address"],
            token=body["token"],
            text=body["text"],
            thread=body.get("thread"),
            at=self.clock.now(),
            sender=int(request.headers["User-Agent"]),
        )

    def _known(self, message: Message) -> Message | None:
        """Return the message of which this is a repeat, as far as it is remembered."""
        known = self._by_token.get((message.address, message.token))
        if known is None or self.remembers is None or message.at - known.at > self.remembers:
            return None
        return known

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        message = self._by_id.get(request.match_info["id"])
        if message is None:
            raise web.HTTPGone(text="unknown message")
        message.edits.append(body["text"])
        return web.json_response({"id": message.id})

    async def _search(self, request: web.Request) -> web.StreamResponse:
        if not self.searchable:
            raise web.HTTPNotImplemented(text="there is no history")
        key = (request.match_info["address"], request.query["token"])
        found = self._by_token.get(key)
        return web.json_response({"id": found.id if found else None})

    async def _warn(self, request: web.Request) -> web.StreamResponse:
        message = await self._read(request)
        if message.token not in {one.token for one in self.warnings}:
            self.warnings.append(message)
        return web.json_response({"id": message.id})


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
