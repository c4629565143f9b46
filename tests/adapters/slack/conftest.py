import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.sending.pace import Pace
from bot.clock import ReplayClock
from bot.store.database import Database
from tests.adapters.slack.desk import people_of, tokens_of
from tests.adapters.slack.front import connected
from tests.fakes.pace import Stopwatch
from tests.fakes.slack import SlackServer
from tests.fakes.slack.server import TEAM
from tests.stage import START, Stage, visit


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        server.add_channel("C0001", "desk")
        server.add_channel("C0002", "lab")
        server.add_user("U0001", "ada")
        yield server


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def platform(slack, watch) -> AsyncIterator[SlackPlatform]:
    """The adapter as the root would make it, but for a clock that stands still."""
    made = SlackPlatform(
        tokens_of(slack),
        people_of({TEAM.lower(): ("U0001",)}),
        api_url=slack.api_url,
        pace=Pace(watch, watch.sleep),
        patience=timedelta(milliseconds=1500),
    )
    yield made
    await made.close()


HEARD = START + timedelta(minutes=5)


async def _hear(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    stage = await Stage(database).open()
    await stage.hear(visit())
    await stage.until(HEARD)
    await database.close()


@pytest.fixture(scope="session")
def heard_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has heard of one visit; made once, as each test needs it."""
    path = tmp_path_factory.mktemp("heard") / "dragoman.db"
    shutil.copyfile(migrated_sqlite, path)
    asyncio.run(_hear(path))
    return path


@pytest.fixture
async def stage(heard_sqlite: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """A desk that has heard of one visit."""
    shutil.copyfile(heard_sqlite, tmp_path / "heard.db")
    database = Database(f"sqlite:///{tmp_path}/heard.db")
    yield Stage(database, ReplayClock(HEARD))
    await database.close()


@pytest.fixture
async def front(slack, stage):
    """The app, connected over Socket Mode."""
    async with connected(slack, stage) as found:
        yield found
