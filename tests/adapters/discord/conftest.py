import pytest
from discord import AutoShardedClient

from adapters.discord.connecting.connect import make_client
from adapters.discord.platform import DiscordPlatform
from tests.fakes.discord.client import logged_in, platform
from tests.fakes.discord.server import DiscordServer
from tests.fakes.discord.world import Place


@pytest.fixture
async def server():
    async with DiscordServer() as running:
        yield running


@pytest.fixture
async def client(server):
    async with logged_in(server) as found:
        yield found


@pytest.fixture
def discord(client) -> DiscordPlatform:
    return platform(client)


@pytest.fixture
def desk(server) -> Place:
    """A text channel in which the bot may do all it needs."""
    return server.open()


@pytest.fixture
def simcord_bot() -> AutoShardedClient:
    """The client that simcord's plugin logs in to a simulated Discord."""
    return make_client()


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


@pytest.fixture
def said(simcord_bot, simcord_env) -> DiscordPlatform:
    """The platform in the simulated Discord."""
    return platform(simcord_bot)
