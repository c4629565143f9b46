"""How the loopback Discord goes wrong, and how it limits."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """How a request can go wrong."""

    LIMITED = "limited"
    """A 429 of this route."""
    LIMITED_ALL = "limited in all"
    """A 429 of the whole bot."""
    BANNED = "banned"
    """A 429 of what stands before Discord, which is not to be retried."""
    ERROR = "error"
    """A 502: it is not known whether it was done."""
    UNAVAILABLE = "unavailable"
    """A 503."""
    HANG = "hang"
    """It is never answered, and comes to nothing."""
    DROP = "drop"
    """It is done, but the connection is closed without an answer."""
    LOSE = "lose"
    """The connection is closed before it is done."""


@dataclass
class Trouble:
    fault: Fault
    times: int
    method: str
    path: str
    after: float


@dataclass
class Limit:
    """At most `count` requests in any stretch of `span` seconds."""

    count: int
    span: float
    taken: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> float:
        """Take one, or return how long until there is room for one."""
        while self.taken and self.taken[0] <= now - self.span:
            self.taken.popleft()
        if len(self.taken) >= self.count:
            return self.taken[0] + self.span - now
        self.taken.append(now)
        return 0.0
