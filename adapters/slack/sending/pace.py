"""How fast we speak: so many messages a second in each channel, so many calls of each method.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.ports import TryLater

PATIENCE = timedelta(seconds=5)
"""Longer than this nobody waits with a lease in hand: the delivery is put back instead."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One call in `every`, and as many as `burst` at once after a silence."""

    every: timedelta
    burst: int


_BY_CHANNEL = {"chat.postMessage": Rate(timedelta(seconds=1), 3)}
"""Slack wants about one message a second in a channel, and bears short bursts."""
_TIER_3 = Rate(timedelta(minutes=1) / 50, 10)
"""50 calls a minute and more: chat.update, conversations.history, .replies and .open."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What has a limit of its own: a method in a workspace, or in one channel of it."""

    workspace: str
    method: str
    channel: str = ""

    @classmethod
    def of(cls, workspace: str, method: str, channel: str) -> "Lane":
        """Return the lane of a call."""
        return cls(workspace, method, channel if method in _BY_CHANNEL else "")

    @property
    def rate(self) -> Rate:
        """How fast it may be driven."""
        return _BY_CHANNEL.get(self.method, _TIER_3)


class Pace:
    """Lets each call through in its turn; lanes do not wait for each other."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Read the time from `clock` and wait with `sleep`, both in seconds."""
        self._clock = clock
        self._sleep = sleep
        self._next: dict[Lane, float] = {}
        """When a lane would be free again if it went at its rate without any burst."""

    async def turn(self, lane: Lane) -> None:
        """Wait for the turn of a call. Raises TryLater where that would take too long."""
        now, every = self._clock(), lane.rate.every.total_seconds()
        free = max(self._next.get(lane, now), now)
        wait = free - (lane.rate.burst - 1) * every - now
        if wait > PATIENCE.total_seconds():
            raise TryLater("as fast as Slack allows", timedelta(seconds=wait))
        self._next[lane] = free + every
        if wait > 0:
            await self._sleep(wait)

    async def rest(self, wait: timedelta) -> None:
        """Wait for something that only takes time."""
        await self._sleep(wait.total_seconds())

    def close(self, lane: Lane, after: timedelta) -> None:
        """Let nothing through for as long as Slack says, and no burst then."""
        burst = (lane.rate.burst - 1) * lane.rate.every
        until = self._clock() + (after + burst).total_seconds()
        self._next[lane] = max(self._next.get(lane, 0), until)
