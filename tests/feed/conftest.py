"""The small world, and a channel with a subscription whose calendar is served on loopback."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession
from icalendar import Calendar
from icalendar.cal import Event as Entry

from bot.clock import ReplayClock
from bot.commands.spec import TERMINAL, Reply, Request
from bot.counter import Counter
from bot.domain.channel_answers import FeedAnswer
from bot.domain.subscription import Channel
from bot.feed.site import serving
from bot.flow.desk import Desk
from bot.store import channels
from bot.store.database import Database
from tests import world


@dataclass(frozen=True)
class Got:
    """What a calendar got."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries by the ids of their events."""
        return {one.uid.partition("@")[0]: one for one in Calendar.from_ical(self.text).events}


@dataclass(frozen=True)
class Place:
    """A service that serves calendars, and a command line beside it."""

    database: Database
    clock: ReplayClock
    address: str
    session: ClientSession

    @property
    def counter(self) -> Counter:
        return Counter(Desk(self.database, {}, self.clock, feeds=self.address))

    async def ask(self, line: str) -> Reply:
        return await self.counter.answer_line(line, Request("", {}, self.clock.now(), TERMINAL))

    async def link(self, line: str = "feed name:asia") -> str:
        reply = await self.ask(line)
        assert isinstance(reply.data, FeedAnswer), reply.problem
        assert reply.data.link is not None
        return reply.data.link

    async def get(self, url: str, method: str = "GET", **headers: str) -> Got:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.request(method, url, headers=named) as answer:
            return Got(answer.status, answer.headers, await answer.text())


@asynccontextmanager
async def serve(database: Database) -> AsyncIterator[Place]:
    clock = ReplayClock(world.NOW)
    async with (
        serving(database, clock, "127.0.0.1", 0) as port,
        ClientSession() as session,
    ):
        yield Place(database, clock, f"http://127.0.0.1:{port}", session)


async def settle(database: Database) -> None:
    await world.settle(database)
    async with database.writing() as session:
        desk = Channel(id="desk", platform="slack", address="C1", name="Desk", zone="Europe/London")
        await channels.put_channel(session, desk)


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Place]:
    """Serves the small world from either kind of database."""
    await settle(database)
    async with serve(database) as found:
        assert (await found.ask("subscribe actors:putin name:asia")).ok
        yield found


@pytest.fixture
async def sqlite_place(sqlite_database: Database) -> AsyncIterator[Place]:
    """Serves it from SQLite, for what does not depend on the kind."""
    await settle(sqlite_database)
    async with serve(sqlite_database) as found:
        assert (await found.ask("subscribe actors:putin name:asia")).ok
        yield found
