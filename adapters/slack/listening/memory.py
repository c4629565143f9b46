"""What is remembered for a while: the one place that knows for how long, and how much at most."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

PERSON = timedelta(minutes=5)
"""Who somebody is: whoever was made an admin need not wait long, nor was stripped of it."""
PLACE = timedelta(hours=12)
"""The name of a channel, which Slack tells us when it changes; a person's direct messages."""
REQUEST = timedelta(minutes=10)
"""That something was handled: Slack tries again for some five minutes."""
MOST = 10_000

Seconds = Callable[[], float]


class Memory(Generic[K, V]):
    """Remembers what was fetched. A restart forgets it, and it is fetched anew."""

    def __init__(
        self, lifetime: timedelta, most: int = MOST, clock: Seconds = time.monotonic
    ) -> None:
        self._lifetime = lifetime.total_seconds()
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()

    async def get(self, key: K, fetch: Callable[[], Awaitable[V]]) -> V:
        """Return what is remembered, or else what `fetch` returns; what it raises is not kept."""
        known = self._kept.get(key)
        if known is not None and known[0] > self._clock():
            return known[1]
        value = await fetch()
        self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Remember a value; the oldest makes room for it."""
        self._kept.pop(key, None)
        self._kept[key] = (self._clock() + self._lifetime, value)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forget a value."""
        self._kept.pop(key, None)

    def is_new(self, key: K, value: V) -> bool:
        """Whether nothing is remembered by this key; from now on, `value` is."""
        known = self._kept.get(key)
        if known is not None and known[0] > self._clock():
            return False
        self.put(key, value)
        return True
