"""The adapter as the root has it: connected over HTTP and a gateway, both of which may fail."""

import asyncio
import logging
from contextlib import asynccontextmanager

import discord
import pytest
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.adapter import DISCORD
from adapters.discord.connecting import running
from adapters.discord.listening import answering
from bot.adapter import NotConfigured, Wiring
from bot.cards.card import Card, Tone
from bot.clock import ReplayClock
from bot.commands.spec import Reply
from bot.ports import Post, TryLater, Undeliverable
from tests import world
from tests.fakes.discord.gateway import GatewayServer
from tests.fakes.discord.server import LOOPBACK, TOKEN

POST = Post("1", Card(Tone.NEWS, "News"), "token", world.NOW)
NOBODY_THERE = f"http://{LOOPBACK}:9/api/v10"


class Slow:
    """A door that answers when it is told to."""

    def __init__(self):
        self.open = asyncio.Event()
        self.open.set()
        self.asked = asyncio.Event()

    async def answer(self, request):
        self.asked.set()
        await self.open.wait()
        return Reply(Card(Tone.ANSWER, f"On {request.arguments['name']}"))


@pytest.fixture
def door():
    return Slow()


@pytest.fixture(autouse=True)
def _as_before():
    rest, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, gateway


@pytest.fixture
async def server():
    async with GatewayServer() as found:
        yield found


@asynccontextmanager
async def connected(door, rest, **values):
    told = {"token": TOKEN, "rest_base": rest} | values
    wiring = Wiring(told, door, ReplayClock(world.NOW), "sqlite://")
    async with DISCORD.connect(wiring) as platform:
        yield platform


async def test_it_connects_registers_and_answers(server, door):
    async with connected(door, server.rest):
        (identity,) = server.identified
        assert identity["intents"] == discord.Intents(guilds=True).value
        assert server.commands[0]["name"] == "diplo"
        secret = await server.types("actor", name="putin")
        await server.until(lambda: server.answers(f"{secret}/callback"))
    (answer,) = server.answers(f"{secret}/callback")
    assert "On putin" in str(answer)


async def test_commands_that_are_registered_are_left_alone(server, door):
    for _ in range(2):
        async with connected(door, server.rest):
            pass
    assert len([path for path, _ in server.asked if path.startswith("PUT")]) == 1


async def test_a_gateway_that_drops_in_the_middle_of_a_command_loses_nothing(server, door):
    async with connected(door, server.rest):
        door.open.clear()
        secret = await server.types("actor", name="putin")
        await asyncio.wait_for(door.asked.wait(), 5)
        await server.drop()
        door.open.set()
        await server.until(lambda: server.answers(f"{secret}/callback"))
        await server.until(lambda: server.resumed or len(server.identified) > 1)
        later = await server.types("actor", name="kim")
        await server.until(lambda: server.answers(f"{later}/callback"))
    assert len(server.answers(f"{secret}/callback")) == 1


async def test_a_slow_answer_is_announced_and_then_given(server, door, monkeypatch):
    monkeypatch.setattr(answering, "PATIENCE", 0)
    async with connected(door, server.rest):
        door.open.clear()
        secret = await server.types("actor", name="putin")
        await server.until(lambda: server.answers(f"{secret}/callback"))
        door.open.set()
        await server.until(lambda: server.answers("messages/@original"))
    assert [one["type"] for one in server.answers(f"{secret}/callback")] == [5]
    assert "On putin" in str(server.answers("messages/@original"))


async def test_a_wrong_token_is_said_at_the_start(server, door):
    with pytest.raises(NotConfigured, match="refuses the token"):
        async with connected(door, server.rest, token="wrong"):  # noqa: S106
            pytest.fail("it must not connect")


async def test_without_discord_it_goes_on_trying_and_posts_later(door):
    async with connected(door, NOBODY_THERE) as platform:
        with pytest.raises(TryLater, match="not reached yet"):
            await platform.post(POST)


async def test_it_connects_as_soon_as_discord_can_be_reached(server, door, monkeypatch):
    monkeypatch.setattr(running, "LONGEST_PAUSE", 0)
    server.deaf = 3
    async with connected(door, server.rest) as platform:
        await server.until(lambda: server.identified)
        secret = await server.types("actor", name="putin")
        await server.until(lambda: server.answers(f"{secret}/callback"))
        with pytest.raises(Undeliverable, match="Unknown Channel"):  # it is asked now
            await platform.post(POST)


async def test_no_secret_stands_in_a_log(server, door, caplog):
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as noted:
        async with connected(door, server.rest):
            secret = await server.types("actor", name="putin")
            await server.until(lambda: server.answers(f"{secret}/callback"))
        async with connected(door, NOBODY_THERE):
            pass
    assert noted
    assert TOKEN not in caplog.text + str(noted)
    # discord.py itself notes what the gateway says, but only where it is asked to debug.
    ours = [one.getMessage() for one in caplog.records if one.levelno > logging.DEBUG]
    assert secret not in f"{noted} {ours}"
