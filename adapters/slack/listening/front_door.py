"""The core's door as Slack's listeners see it: it names people, and leaves none without a word.

An answer that fails is an answer, too. Were it raised, bolt would take back what the listener has
acknowledged a moment before.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from adapters.slack.connecting.discretion import discreet_logger
from adapters.slack.listening.naming import Names, naming, put_names
from adapters.slack.listening.standing import at_home
from bot.cards.replies import trouble_card
from bot.commands.door import ChannelAddress, Door, Suggestion
from bot.commands.parse import Parsed, parse
from bot.commands.spec import Outcome, Reply, Request
from bot.commands.table import BY_NAME
from bot.ports import ChannelNews

ABREAST = 2
"""Look-ups at a time. More would be answered no sooner, as all share one loop; but the next command
would be acknowledged later, for which Slack waits three seconds."""
_PROBLEM, _REMEDY = "Dragoman cannot answer just now", "please try again in a minute"


class FrontDoor:
    """Implements `bot.commands.door.Door` on another."""

    def __init__(self, door: Door, names: Names) -> None:
        self._door = door
        self._names = names
        self._turns = asyncio.Semaphore(ABREAST)
        self._busy: set[asyncio.Task[Any]] = set()

    async def settle(self, seconds: float) -> None:
        """Wait until whoever still waits has their answer, but no longer than `seconds`."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds)

    async def answer(self, request: Request) -> Reply:
        """Answer a request."""
        asked = at_home(request)
        return await self._well(request, self._in_turn(asked, self._door.answer(asked)))

    async def answer_line(self, line: str, request: Request) -> Reply:
        """Answer a line."""
        parsed = parse(line)
        if isinstance(parsed, Parsed):
            return await self.answer(request.naming(parsed.command, parsed.arguments))
        return await self._well(request, self._door.answer_line(line, request))

    async def suggest(self, request: Request, option: str, limit: int) -> tuple[Suggestion, ...]:
        """Return what an option may be."""
        return await self._door.suggest(at_home(request), option, limit)

    async def follow(self, news: ChannelNews) -> None:
        """Take note of what became of a channel."""
        await self._door.follow(news)

    async def channels(self, platform: str) -> tuple[ChannelAddress, ...]:
        """Return the channels that have a subscription."""
        return await self._door.channels(platform)

    async def _in_turn(self, request: Request, answering: Awaitable[Reply]) -> Reply:
        """Let look-ups wait for each other; what changes something has the database's own turns."""
        command = BY_NAME.get(request.command)
        if command is None or command.writes:
            return await answering
        async with self._turns:
            return await answering

    async def _well(self, request: Request, answering: Awaitable[Reply]) -> Reply:
        self._remember(asyncio.current_task())
        try:
            reply = await answering
        except Exception as failed:  # noqa: BLE001 - whatever it is, somebody waits for a word
            discreet_logger().error("a request could not be answered", exc_info=failed)
            card = trouble_card(_PROBLEM, _REMEDY)
            return Reply(card, outcome=Outcome.REFUSED, problem=f"{_PROBLEM}; {_REMEDY}")
        return await self._named(request, reply)

    def _remember(self, listener: asyncio.Task[Any] | None) -> None:
        """Remember who asks, until they have also said what they were answered."""
        if listener is not None:
            self._busy.add(listener)
            listener.add_done_callback(self._busy.discard)

    async def _named(self, request: Request, reply: Reply) -> Reply:
        names = await self._names.of(request.workspace, f"{reply.card} {reply.problem}")
        if not names:
            return reply
        problem = put_names(reply.problem, names) if reply.problem else None
        return replace(reply, card=naming(reply.card, names), problem=problem)
