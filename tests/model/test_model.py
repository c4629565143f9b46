"""Random worlds through the real engine, held against the model of what should have been said."""

import asyncio
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from bot.domain.actors import Actor
from bot.domain.bundle import Bundle
from bot.flow.ingest import ingest
from bot.store.database import Database
from bot.store.tables import Table
from tests.model.play import Play, log_of, without_threads
from tests.model.said import tell
from tests.model.worlds import ACTOR_COUNTRIES, STARTS, worlds


_OF_A_WORLD = [table.name for table in reversed(Table.metadata.sorted_tables)
               if not table.name.startswith("actor")]  # fmt: skip
"""The tables that a world fills; the actors stay."""


class Theatre:
    """One event loop and one database for all the worlds of a test."""

    def __init__(self, url: str) -> None:
        self.runner = asyncio.Runner()
        self.database = Database(url)
        self.runner.run(self._open())

    async def _open(self):
        people = [Actor(id=name, kind="person", name=name, country=code)
                  for name, code in ACTOR_COUNTRIES.items()]  # fmt: skip
        now = STARTS[0]
        async with self.database.writing() as session:
            await ingest(session, Bundle(actors=people), at=now, by="model", now=now)

    def play(self, world, check, **about):
        """Play a world on an empty database, and hold each channel against the model."""
        self.runner.run(self._play(world, check, about))

    async def _play(self, world, check, about):
        play = await Play(world, self.database, **about).run()
        try:
            for channel in world.channels:
                check(world, channel, await log_of(play, channel.name))
        finally:
            await self._empty()

    async def _empty(self):
        async with self.database.writing() as session:
            for table in _OF_A_WORLD:
                await session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names

    def close(self):
        self.runner.run(self.database.close())
        self.runner.close()


@pytest.fixture(scope="module")
def theatre(migrated_sqlite, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "dragoman.db"
    shutil.copyfile(migrated_sqlite, path)
    with without_threads():
        found = Theatre(f"sqlite:///{path}?check_same_thread=false")
        yield found
        found.close()


def told_exactly(world, channel, log):
    """Everything that must be said is, once, at its moment, and nothing else."""
    must, may = tell(world, channel)
    assert not log.twice
    assert set(must) <= set(log.said), f"not said: {set(must) - set(log.said)}\n{log}"
    extra = set(log.said) - set(must) - set(may)
    assert not extra, f"said for nothing: {extra}\n{log}"
    for one, name in log.said.items():
        assert name in (must | may)[one], f"{one} is called {name}"
    assert all(one.reason for one in log.skipped)
    assert all(one.reason for one in log.open)


class TestReminders:
    @settings(max_examples=150)
    @given(world=worlds(kinds=("reminders",)))
    def test_reminders(self, theatre, world):
        theatre.play(world, told_exactly)


class TestChanges:
    @settings(max_examples=150)
    @given(world=worlds(kinds=("first", "dates", "ends", "turns")))
    def test_changes(self, theatre, world):
        theatre.play(world, told_exactly)


class TestQuiet:
    @settings(max_examples=150)
    @given(world=worlds(kinds=("first", "dates", "ends", "turns", "reminders"), quiet=True))
    def test_quiet(self, theatre, world):
        theatre.play(world, told_exactly)
