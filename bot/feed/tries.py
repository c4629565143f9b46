"""How often one may ask, and how often guess a token. What is remembered of that is bounded."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED = 10_000
"""Those who were counted; of more, the one who was first counted longest ago is forgotten."""


@dataclass(slots=True)
class _Count:
    since: datetime
    times: int = 0


class Tries:
    """Counts tries in a stretch of time, for each who tries."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def wait(self, who: str, now: datetime) -> timedelta | None:
        """Return how long somebody has to wait who tried too often; none who did not."""
        count = self._counts.get(who)
        if count is None or count.times < self._most:
            return None
        left = count.since + self._within - now
        return left if left > timedelta() else None

    def knows(self, who: str) -> bool:
        """Whether somebody was counted, as far as is remembered."""
        return who in self._counts

    def count(self, who: str, now: datetime) -> None:
        """Take note of a try."""
        count = self._counts.get(who)
        if count is None or now >= count.since + self._within:
            self._counts.pop(who, None)
            count = self._counts[who] = _Count(now)
            if len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)
        count.times += 1
