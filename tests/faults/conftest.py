"""What the fault tests share: a chat server, a desk that posts to it, and a stopped clock."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.clock import ReplayClock
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.chat import ChatServer
from tests.fakes.chat_platform import ChatPlatform

PATIENCE = timedelta(seconds=0.5)
"""How long the client waits for an answer: real time, and only where the server hangs."""


@pytest.fixture
async def server(clock: ReplayClock) -> AsyncIterator[ChatServer]:
    async with ChatServer(clock) as server:
        yield server


@pytest.fixture
async def desk(database: Database, clock: ReplayClock, server: ChatServer) -> AsyncIterator[Desk]:
    async with ChatPlatform(server.url, patience=PATIENCE) as platform:
        yield Desk(database, {platform.name: platform}, clock)


async def drain(desk: Desk, clock: ReplayClock) -> None:
    """Deliver, and move the clock on to when there is something to deliver, until there is not."""
    while True:
        await deliver(desk)
        async with desk.database.reading() as session:
            due = await outbox.next_ready(session)
        if due is None or due.year == 9999:  # held until somebody lets it go
            return
        clock.advance(due)
