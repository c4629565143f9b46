"""The tests' clock: it stands still at the start of June 2024 until a test moves it on."""

from datetime import UTC, datetime, timedelta

from bot.clock import ReplayClock

START = datetime(2024, 6, 1, tzinfo=UTC)


def stopped_clock(at: datetime = START) -> ReplayClock:
    """Return a clock that shows `at` until it is told otherwise."""
    return ReplayClock(at)


class SteppedClock:
    """A clock that somebody sets: on, or back."""

    def __init__(self, at: datetime = START) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def step(self, by: timedelta) -> None:
        self._now += by
