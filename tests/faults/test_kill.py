"""Killed at any point of a fan-out, a worker loses nothing and repeats nothing that can be told.

DRAGOMAN_TEST_FAULTS=full makes it 1,000 deliveries and 200 kills.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.domain.delivery import Delivery
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.chat import ChatServer
from tests.faults import world
from tests.faults.killing import Killing
from tests.faults.worker import Job

FULL = os.environ.get("DRAGOMAN_TEST_FAULTS") == "full"
CHANNELS, EVENTS, KILLS = (50, 20, 200) if FULL else (10, 8, 6)
LEASE = timedelta(seconds=3 if FULL else 1)
"""So that a test need not wait for a minute until a dead worker's deliveries are free.

On SQLite they are free at once."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

ENDS = [("sqlite", 1), ("postgresql", 2)]
ALL = [*ENDS, ("postgresql", 1)] if FULL else ENDS
EMBEDDED = ENDS if FULL else ENDS[:1]
"""For what does not depend on the database: the full size looks all the same."""


@pytest.fixture
def url(request: pytest.FixtureRequest, kind: str) -> str:
    return str(request.getfixturevalue("sqlite_url" if kind == "sqlite" else "postgres_url"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    found = Database(url)
    yield found
    await found.close()


@pytest.fixture
async def announced(database: Database) -> list[Delivery]:
    """A fan-out that waits in the outbox."""
    now = datetime.now(UTC)
    await world.settle(database, CHANNELS, [world.event(n) for n in range(EVENTS)], now)
    return await world.queue(database, world.announcements(CHANNELS, EVENTS, now))


def job(url: str, server: ChatServer) -> Job:
    lease = outbox.LEASE if url.startswith("sqlite") else LEASE
    return Job(url, server.url, lease)


async def survive(
    server: ChatServer, url: str, processes: int, messages: int, seed: int, *, kills: int = KILLS
) -> int:
    """Run workers that are killed at random points until nothing is left; return the kills."""
    random = Random(seed)  # noqa: S311 - a test wants the same points each time
    points = random.sample(range(1, messages + 1), kills)
    killing = Killing(server, job(url, server), points, random)
    await killing.run(processes)
    surplus = len(server.messages) - len(server.counts())
    print(f"{killing.kills} kills, {len(server.counts())} messages, {surplus} repeats")  # noqa: T201
    return killing.kills


def once(deliveries: Iterable[Delivery]) -> Counter[str]:
    return Counter(one.token for one in deliveries)


@pytest.mark.parametrize(("kind", "processes"), ALL)
async def test_every_message_is_there_once(
    url: str, database: Database, announced: list[Delivery], processes: int
) -> None:
    async with ChatServer() as server:
        kills = await survive(server, url, processes, len(announced), seed=1)
    assert kills >= KILLS // 2  # some come too late: the worker that is to be killed is done
    assert server.counts() == once(announced)
    assert await world.states(database) == {"sent": len(announced)}


@pytest.mark.parametrize(("kind", "processes"), EMBEDDED)
@pytest.mark.parametrize(
    "means", [{"remembers": None}, {"searchable": False}], ids=["history", "token"]
)
async def test_one_means_of_telling_a_repeat_is_enough(
    url: str, announced: list[Delivery], processes: int, means: dict[str, None]
) -> None:
    async with ChatServer(**means) as server:
        await survive(server, url, processes, len(announced), seed=2)
    assert server.counts() == once(announced)


@pytest.mark.parametrize(("kind", "processes"), ENDS)
async def test_where_repeats_cannot_be_told_none_is_lost_and_each_repeat_is_counted(
    url: str, database: Database, announced: list[Delivery], processes: int
) -> None:
    async with ChatServer(remembers=None, searchable=False) as server:
        await survive(server, url, processes, len(announced), seed=3)
    counts = server.counts()
    assert counts.keys() == once(announced).keys()
    surplus = {token for token, times in counts.items() if times > 1}
    async with database.reading() as session:
        known = await outbox.repeated(session, since=LONG_AGO)
    assert surplus  # some kills fell between the send and the commit
    assert surplus <= {one.token for one in announced if one.key in known}


@pytest.mark.parametrize(("kind", "processes"), ENDS)
async def test_every_edit_is_made_and_every_reply_is_in_its_thread_once(
    url: str, database: Database, announced: list[Delivery], processes: int
) -> None:
    async with ChatServer() as server:
        await Killing(server, job(url, server), (), Random()).run(1)  # noqa: S311
        now, moved = datetime.now(UTC), []
        for number in range(EVENTS):
            moved += await world.move(database, number, CHANNELS, now)
        await survive(server, url, processes, len(moved), seed=4, kills=KILLS // 2)
    assert server.counts() == once([*announced, *moved])
    replies = [one for one in server.messages if one.thread]
    fronts = [one for one in server.messages if not one.thread]
    assert {one.thread for one in replies} == {one.id for one in fronts}
    assert all(one.edits for one in fronts)
