"""The pace of requests: as many as Discord takes, so that it never has to refuse one.

discord.py learns a route's limit from its answers, but not the limit of the whole bot; and when it
learns too late, a 429 counts against the bot. So a request first waits here for its turn: in its
channel, and only then among all, so that a channel that must wait holds up no other.

A turn is given to the next a full span after the *answer* came. Discord counts a request when it
arrives, which is some time before that; so however long requests are on their way, no stretch of
the span sees more of them than there are turns.
"""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import timedelta

from adapters.discord.layout.limits import ALL_REQUESTS, ONE_CHANNEL

MANY = 4096
"""Channels that are remembered before those that are at rest are forgotten."""

IN_CHANNEL = timedelta(seconds=1)
"""How long to wait for a turn in a channel: whoever sends to others at the same time waits, too."""
IN_ALL = timedelta(seconds=15)
"""How long to wait for a turn among all: as long as it takes to work off what is sent at once."""

Later = Callable[[float, Callable[[], None]], object]
"""Has something done after so many seconds."""


class TooBusy(Exception):  # noqa: N818 - named for what it says of the channel
    """The turn of a request did not come in time."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many messages wait for their turn")
        self.wait = wait


class Window:
    """So many turns; who had one leaves it to the next after a while."""

    def __init__(self, turns: int, span: timedelta) -> None:
        """Begin with all `turns` free."""
        self.span = span
        self.taken = 0
        self._free = asyncio.Semaphore(turns)

    async def take(self) -> None:
        """Wait for a turn, in the order of asking, and take it."""
        self.taken += 1
        try:
            await self._free.acquire()
        except asyncio.CancelledError:
            self.taken -= 1
            raise

    def give_back(self) -> None:
        """Let the next one have it."""
        self.taken -= 1
        self._free.release()


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to one request."""

    windows: tuple[Window, ...]
    later: Later

    def end(self) -> None:
        """Say that the request is over."""
        for one in self.windows:
            self.later(one.span.total_seconds(), one.give_back)


async def _take(window: Window, patience: timedelta) -> None:
    try:
        async with asyncio.timeout(patience.total_seconds()):
            await window.take()
    except TimeoutError as late:
        raise TooBusy(window.span) from late


def _on_the_loop(seconds: float, do: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, do)


class Pace:
    """The turns of one bot; one for each process."""

    def __init__(
        self,
        of_all: tuple[int, timedelta] = ALL_REQUESTS,
        of_one: tuple[int, timedelta] = ONE_CHANNEL,
        *,
        in_channel: timedelta = IN_CHANNEL,
        in_all: timedelta = IN_ALL,
        later: Later = _on_the_loop,
    ) -> None:
        """Keep to `of_all` requests in all, and to `of_one` of a kind in one channel."""
        self._in_channel = in_channel
        self._in_all = in_all
        self._all = Window(*of_all)
        self._of_one = of_one
        self._ones: dict[Hashable, Window] = {}
        self._later = later

    async def turn(self, key: Hashable) -> Turn:
        """Wait for the turn of a request of the kind `key`; raises TooBusy if it does not come."""
        one = self._one(key)
        await _take(one, self._in_channel)
        try:
            await _take(self._all, self._in_all)
        except BaseException:
            one.give_back()
            raise
        return Turn((one, self._all), self._later)

    def _one(self, key: Hashable) -> Window:
        if key not in self._ones:
            if len(self._ones) >= MANY:
                self._ones = {key: one for key, one in self._ones.items() if one.taken}
            self._ones[key] = Window(*self._of_one)
        return self._ones[key]
