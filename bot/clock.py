"""Where "now" comes from: the system's clock, or the replay's. Everything else is told the time."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


class ReplayClock:
    """A clock that stands still until it is moved; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant that the replay has reached."""
        return self._now

    def advance(self, to: datetime) -> None:
        """Move on to `to`; an earlier instant changes nothing."""
        self._now = max(self._now, to.astimezone(UTC))
