"""(i) A slash command over Socket Mode: to its acknowledgement, beside bare Bolt; to its answer."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import SLACK
from benchmarks.crew import Prepare, Work, crew
from benchmarks.measure import Line, scaled
from benchmarks.places import Site
from benchmarks.world import shared_world
from bot.adapter import Wiring
from bot.clock import SystemClock
from bot.counter import Counter
from bot.domain.actors import Actor, ActorKind
from bot.flow.desk import Desk
from bot.store import facts
from bot.store.database import Database
from tests.fakes.slack import SlackServer
from tests.fakes.slack.server import APP_TOKEN, TEAM, TOKEN

EVENTS = scaled(1_000_000, 10_000)
ACTORS = scaled(100_000, 1_000)
AT_ONCE = (1, 32)
COMMANDS = {1: 100, 32: 256}
"""In a round, by how many there are at once."""
ROUNDS = 2
TARGET = 1.5
_BATCH = 1_000


@dataclass(slots=True)
class Times:
    """How many milliseconds each command took."""

    acks: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


async def bench(site: Site) -> list[Line]:
    """Measure both by turns, first alone, then with many at once."""
    database = await shared_world(site, EVENTS)
    await _add_actors(database)
    url = database.engine.url.render_as_string(hide_password=False)
    await database.close()
    lines = []
    async with _person(_dragoman, url) as ours, _person(_bare) as bare:
        for at_once in AT_ONCE:
            await ours.type(at_once, Times(), answered=True)  # what is compiled once
            await bare.type(at_once, Times(), answered=False)
            found, beside = Times(), Times()
            for _ in range(ROUNDS):
                await ours.type(at_once, found, answered=True)
                await bare.type(at_once, beside, answered=False)
            lines.append(_line(site, at_once, found, beside))
    return lines


def _line(site: Site, at_once: int, ours: Times, bare: Times) -> Line:
    ratio = _p99(ours.acks) / _p99(bare.acks)
    return Line(
        f"(i) slash commands, {at_once} at once, {ACTORS:,} actors",
        site.on,
        f"ack {_said(ours.acks)}; answer {_said(ours.answers)}",
        f"bare ack {_said(bare.acks)}",
        ratio,
        f"ack p99 at most {TARGET}",
        ratio <= TARGET,
    )


def _said(taken: list[float]) -> str:
    return f"{median(taken):.0f} ms, p99 {_p99(taken):.0f}"


def _p99(taken: list[float]) -> float:
    return quantiles(taken, n=100)[-1]


class Person:
    """Types commands into a Slack to which one app is connected."""

    def __init__(self, slack: SlackServer) -> None:
        self._slack = slack
        self._numbers = count(1)

    async def type(self, at_once: int, times: Times, *, answered: bool) -> None:
        """Type a round of commands, each as soon as one before it is done with."""
        turns = iter(range(COMMANDS[at_once]))

        async def one_after_another() -> None:
            for _ in turns:
                await self._type(times, answered=answered)

        await asyncio.gather(*(one_after_another() for _ in range(at_once)))

    async def _type(self, times: Times, *, answered: bool) -> None:
        where = self._slack.response_url()
        said = {
            "command": "/diplo", "text": self._line(), "team_id": TEAM, "channel_id": "C0001",
            "channel_name": "desk", "user_id": "U0001", "user_name": "ada",
            "api_app_id": "A0001", "trigger_id": self._slack.trigger(), "response_url": where,
        }  # fmt: skip
        began = time.perf_counter()
        await self._slack.sockets.envelope("slash_commands", said)
        times.acks.append((time.perf_counter() - began) * 1_000)
        if answered:
            await self._slack.answered[where].wait()
            times.answers.append((time.perf_counter() - began) * 1_000)

    def _line(self) -> str:
        """Return what is asked: by turns about a person and about an event."""
        number = next(self._numbers)
        return f"actor {_name(number % ACTORS)}" if number % 2 else f"event visit-{number}"


@asynccontextmanager
async def _person(app: Prepare, *args: str) -> AsyncIterator[Person]:
    """Start a Slack here, and the app in a process of its own."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackServer())
        slack.add_channel("C0001", "desk")
        slack.add_user("U0001", "ada")
        starting = crew(1, app, slack.api_url, *args)
        # It is waited for in a thread: the app connects to the Slack of this loop meanwhile.
        await asyncio.to_thread(starting.__enter__)
        stack.push_async_callback(asyncio.to_thread, starting.__exit__, None, None, None)
        await slack.sockets.connected()
        yield Person(slack)


@asynccontextmanager
async def _dragoman(api_url: str, database_url: str) -> AsyncIterator[Work]:
    """Dragoman as it runs, but for alerts."""
    database = Database(database_url)
    counter = Counter(Desk(database, {}, SystemClock()))
    values = {"bot_token": TOKEN, "app_token": APP_TOKEN, "api_url": api_url}
    async with SLACK.connect(Wiring(values, counter, SystemClock(), database_url)):
        yield _nothing
    await database.close()


@asynccontextmanager
async def _bare(api_url: str) -> AsyncIterator[Work]:
    """An app that only acknowledges."""
    app = AsyncApp(client=AsyncWebClient(token=TOKEN, base_url=api_url))

    @app.command("/diplo")
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    handler = AsyncSocketModeHandler(app, APP_TOKEN)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield _nothing
    await handler.close_async()  # type: ignore[no-untyped-call]


async def _nothing() -> None: ...


async def _add_actors(database: Database) -> None:
    """Add the people who are asked about, unless a bench before this one did."""
    async with database.reading() as session:
        if await facts.actors(session, [_person_of(ACTORS - 1).id]):
            return
    for first in range(0, ACTORS, _BATCH):
        async with database.writing() as session:
            for number in range(first, min(first + _BATCH, ACTORS)):
                await facts.put_actor(session, _person_of(number))


def _person_of(number: int) -> Actor:
    return Actor(id=f"person-{number}", kind=ActorKind.PERSON, name=_name(number))


def _name(number: int) -> str:
    """Return a name that shares its words with others, as names do."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]} {number}"


_FIRST = ("Ada", "Bo", "Cy", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jun")
_LAST = ("Albrecht", "Banerjee", "Castellanos", "Dlamini", "Eriksen", "Fujimoto", "Garimoldi")
