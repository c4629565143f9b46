"""Random worlds through the real engine, held against the model of what should have been said.

All worlds share one event loop and one database, and the driver of SQLite works without its thread,
which would take most of the time.
"""

import asyncio
import logging
import shutil
from datetime import timedelta

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.actors import Actor
from bot.domain.bundle import Bundle
from bot.domain.delivery import DeliveryState
from bot.flow.ingest import ingest
from bot.ports import TryLater, Unclear
from bot.store.database import Database
from bot.store.tables import Table
from tests.model.play import Killed, Play, log_of, without_threads
from tests.model.said import HOMES, digests, rows, still_true, tell
from tests.model.worlds import STARTS, worlds

_OF_A_WORLD = [table.name for table in reversed(Table.metadata.sorted_tables)
               if not table.name.startswith("actor")]  # fmt: skip
"""The tables that a world fills; the actors stay."""

CHANGES = ("first", "dates", "ends", "turns")
EVERYTHING = (*CHANGES, "reminders")
DELAY = timedelta(minutes=30)
"""Longer than all faults of a world can hold up a message."""


class Theatre:
    """One event loop and one database for all the worlds of a test."""

    def __init__(self, url):
        self.runner = asyncio.Runner()
        self.database = Database(url)
        self.runner.run(self._open())

    async def _open(self):
        people = [Actor(id=name, kind="person", name=name, country=code)
                  for name, code in HOMES.items()]  # fmt: skip
        now = STARTS[0]
        async with self.database.writing() as session:
            await ingest(session, Bundle(actors=people), at=now, by="model", now=now)

    def play(self, world, check, **about):
        """Play a world on an empty database, and hold each channel against the model."""
        self.runner.run(self._play(world, check, about))

    async def _play(self, world, check, about):
        try:
            play = await Play(world, self.database, **about).run()
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
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with without_threads():
        found = Theatre(f"sqlite:///{path}?check_same_thread=false")
        yield found
        found.close()
    structlog.configure(wrapper_class=before)


def told_exactly(world, channel, log):
    """Everything that must be said is, once, at its moment, and nothing else."""
    must, may, _ = tell(world, channel)
    assert not log.twice
    assert set(must) <= set(log.said), f"not said: {set(must) - set(log.said)}\n{log}"
    extra = set(log.said) - set(must) - set(may)
    assert not extra, f"said for nothing: {extra}\n{log}"
    for one, name in log.said.items():
        assert name in (must | may)[one], f"{one} is called {name}, not {(must | may)[one]}"
    _accounted_for(log)


def _accounted_for(log):
    assert all(one.reason for one in (*log.skipped, *log.open)), log
    assert all(one.state is DeliveryState.HELD for one in log.open), log.open


def digested(world, channel, log):
    """Digests come at their hours, once, with what is under way, coming and changed."""
    told_exactly(world, channel, log)
    expected = digests(world, channel)
    assert set(log.digests) == set(expected), f"{log.digests}\n{expected}"
    for at, (under_way, coming, changed) in log.digests.items():
        digest = expected[at]
        assert under_way == digest.under_way, f"under way at {at}: {under_way}, {digest}"
        assert coming == digest.coming, f"coming at {at}: {coming}, {digest}"
        assert digest.changed <= changed <= digest.may_be_changed, f"{at}: {changed}, {digest}"


def told_in_the_end(world, channel, log):
    """Whatever goes wrong on the way: nothing twice, in order, never too late, and all of it."""
    assert not log.twice
    assert max(log.tokens.values(), default=1) == 1
    _accounted_for(log)
    _, _, read = tell(world, channel)
    for event in world.histories:
        changes = sorted(one.at for one in log.said if (one.event, one.sort) == (event, "change"))
        told = [world.at(event, at) for at in changes]
        numbers = [one.number for one in told]
        assert numbers == sorted(numbers), f"{event}: told r{numbers}"
        # Of a message in doubt that is found, nobody knows whether it told the latest, too.
        assert len(numbers) - len(set(numbers)) <= log.doubts, f"{event}: told r{numbers}"
        known = read.get(event)
        if told and known:
            late = told[-1].number < known.number and told[-1].state != known.state
            assert not late, f"{event}: r{numbers}, not r{known.number}\n{log}"
        elif known:
            assert not channel.wants(known.state), f"{event} was not told\n{log}"
    _reminded_in_the_end(world, channel, log)


def _reminded_in_the_end(world, channel, log):
    due = [row for row in rows(world, channel) if row.sort != "change"]

    def true_at(row, moment):
        state = world.at(row.event, moment).state
        return still_true(row, state, moment) and channel.wants(state)

    for one, name in log.said.items():
        if one.sort != "change":
            same = [row for row in due if (row.event, row.sort) == (one.event, one.sort)
                    and name in row.names and row.due <= one.at]  # fmt: skip
            assert any(true_at(row, one.at) for row in same), f"said for nothing: {one}\n{log}"
    for row in due:
        begin = world.up(row.due)
        end = begin + DELAY
        later = any(one for one in due if (one.event, one.sort, one.about)
                    == (row.event, row.sort, row.about) and row.due < one.due <= end)  # fmt: skip
        up = end <= world.end and world.up(end) == end
        if up and true_at(row, begin) and true_at(row, end) and not later:
            said = [one for one in log.said if (one.event, one.sort) == (row.event, row.sort)
                    and begin <= one.at <= end]  # fmt: skip
            assert said, f"not said: {row}\n{log}"


def _faults():
    """What goes wrong with the posts, one after the other."""
    later, unclear, killed = TryLater("slow down", timedelta(minutes=3)), Unclear(), Killed()
    before = st.sampled_from((None, None, later, unclear, killed))
    after = st.sampled_from((None, None, unclear, killed))
    return st.lists(st.tuples(before, after), min_size=1, max_size=6)


@settings(max_examples=150)
@given(world=worlds(kinds=("reminders",)))
def test_reminders(theatre, world):
    theatre.play(world, told_exactly)


@settings(max_examples=170)
@given(world=worlds(kinds=CHANGES))
def test_changes(theatre, world):
    theatre.play(world, told_exactly)


@settings(max_examples=70)
@given(world=worlds(kinds=EVERYTHING, quiet=True))
def test_quiet_hours(theatre, world):
    theatre.play(world, told_exactly)


@settings(max_examples=40)
@given(world=worlds(kinds=("ends",), digests=True, quiet=True))
def test_digests(theatre, world):
    theatre.play(world, digested)


@settings(max_examples=70)
@given(world=worlds(kinds=EVERYTHING), faults=_faults())
def test_outages_of_the_platform(theatre, world, faults):
    theatre.play(world, told_in_the_end, faults=faults)
