"""The real client in a simulated Discord, answering from the small world."""

import pytest
import simcord

from bot.clock import ReplayClock
from bot.counter import Counter
from bot.flow.desk import Desk
from tests import world
from tests.adapters.discord.listening.room import Room, listener


@pytest.fixture
async def settled(sqlite_database):
    await world.settle(sqlite_database)
    return sqlite_database


@pytest.fixture
def heard(settled, request):
    """The client, what listens on it, and the door at which it asks: the counter, or another."""
    other = getattr(request, "param", None)
    door = other() if other else Counter(Desk(settled, {}, ReplayClock(world.NOW)))
    return *listener(door), door


@pytest.fixture
async def env(heard):
    """The client, logged in to a simulated Discord; simcord's plugin sets its clock."""
    found = simcord.Env(heard[0], shard_count=1)
    await found.start()
    yield found
    await found.shutdown()
    found.raise_errors()


@pytest.fixture
def room(env, settled, heard):
    return Room(env, settled, *heard[1:])
