"""One request to Discord through discord.py: in its turn, within the time of a lease, one outcome.

discord.py tries again by itself after a 429 and most 5xx. It must not be cancelled in the middle
of that: after a global 429 all its requests wait for the one that sleeps it off, and would wait for
ever. So a request whose time is up is left to end by itself, and what came of it is unclear.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from datetime import timedelta
from typing import Any, TypeVar

from adapters.discord.sending.errors import open_end, outcome
from adapters.discord.sending.pace import Pace, TooBusy, Turn
from bot.ports import TryLater

PATIENCE = timedelta(seconds=12)
"""For one request: an edit, a thread, a reply and their searches fit into a lease of a minute."""
Answer = TypeVar("Answer")


class Requests:
    """All requests of one bot."""

    def __init__(self, pace: Pace, patience: timedelta = PATIENCE) -> None:
        """Ask in the turns of `pace`, and wait `patience` for each answer."""
        self._pace = pace
        self._patience = patience.total_seconds()
        self._under_way: set[asyncio.Task[Any]] = set()

    async def read(self, turn: Hashable, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
        """Ask for something, or change it to what it shall be; twice does no harm."""
        with outcome(repeatable=True):
            return await self._ask(turn, ask, repeatable=True)

    async def write(self, turn: Hashable, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
        """Add something; what fails on the way may have been done. Raises SendError."""
        with outcome(repeatable=False):
            return await self._ask(turn, ask, repeatable=False)

    async def _ask(
        self,
        turn: Hashable,
        ask: Callable[[], Coroutine[Any, Any, Answer]],
        *,
        repeatable: bool,
    ) -> Answer:
        try:
            had = await self._pace.turn(turn)
        except TooBusy as busy:
            raise TryLater(str(busy), busy.wait) from busy
        asking = asyncio.ensure_future(ask())
        self._under_way.add(asking)
        asking.add_done_callback(lambda ended: self._ended(ended, had))
        done, _ = await asyncio.wait({asking}, timeout=self._patience)
        if not done:
            raise open_end("no answer in time", repeatable=repeatable)
        return asking.result()

    def _ended(self, asking: asyncio.Task[Any], had: Turn) -> None:
        had.end()
        self._under_way.discard(asking)
        if not asking.cancelled():
            asking.exception()  # is told to who still waits; nobody is to be warned of it
