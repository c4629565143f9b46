"""As fast as Discord takes it, never faster, and no channel in the way of another."""

import asyncio
import heapq
from datetime import timedelta
from itertools import count

import pytest

from adapters.discord.sending.pace import MANY, Pace, TooBusy

SECOND = timedelta(seconds=1)
FOREVER = timedelta(days=1)
ON_ITS_WAY = 0.08
"""Seconds from a request to its answer."""


class Watch:
    """A clock that goes on when everybody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list = []
        self._order = count()

    def later(self, seconds, do) -> None:
        heapq.heappush(self._due, (self.now + seconds, next(self._order), do))

    async def run(self, *going) -> None:
        """Let all of them come to their end."""
        tasks = [asyncio.ensure_future(one) for one in going]
        while not all(task.done() for task in tasks):
            for _ in range(5):
                await asyncio.sleep(0)
            if self._due:
                self.now = self._due[0][0]
                while self._due and self._due[0][0] == self.now:
                    heapq.heappop(self._due)[2]()
        await asyncio.gather(*tasks)

    def pass_by(self) -> None:
        """Let all the time pass for which somebody waits."""
        while self._due:
            heapq.heappop(self._due)[2]()


class Traffic:
    """Requests that go out in their turns."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.pace = Pace(in_channel=FOREVER, in_all=FOREVER, later=self.watch.later)
        self.sent: list[tuple[object, float]] = []

    async def send(self, channel) -> None:
        turn = await self.pace.turn(channel)
        self.sent.append((channel, self.watch.now))
        self.watch.later(ON_ITS_WAY, turn.end)

    @property
    def times(self) -> list[float]:
        return [at for _, at in self.sent]


@pytest.fixture
async def traffic():
    return Traffic()


def most_in(span: float, times: list[float]) -> int:
    """The most of `times` that lie in any stretch of `span`."""
    return max(sum(begin <= one < begin + span for one in times) for begin in times)


async def test_fifty_a_second_kept_busy_over_thousands_of_channels(traffic):
    await traffic.watch.run(*(traffic.send(channel) for channel in range(2000)))
    assert most_in(1.0, traffic.times) == 50
    assert traffic.times[-1] < 2000 / 50 * (1 + ON_ITS_WAY)


async def test_five_in_five_seconds_in_one_channel(traffic):
    await traffic.watch.run(*(traffic.send("desk") for _ in range(23)))
    assert most_in(5.0, traffic.times) == 5
    assert traffic.times[-1] < 21


async def test_a_busy_channel_holds_up_no_other(traffic):
    busy = [traffic.send("busy") for _ in range(100)]
    await traffic.watch.run(*busy, *(traffic.send(number) for number in range(40)))
    assert all(at == 0 for channel, at in traffic.sent if channel != "busy")
    assert len(traffic.sent) == 140


def impatient(watch, of_all=(50, SECOND), of_one=(1, SECOND)) -> Pace:
    return Pace(of_all, of_one, in_channel=timedelta(), in_all=timedelta(), later=watch.later)


async def test_a_turn_that_does_not_come_is_told_and_given_up():
    watch = Watch()
    pace = impatient(watch, of_one=(1, timedelta(seconds=5)))
    first = await pace.turn("desk")
    with pytest.raises(TooBusy) as told:
        await pace.turn("desk")
    assert told.value.wait == timedelta(seconds=5)
    first.end()
    watch.pass_by()
    assert await pace.turn("desk")


async def test_who_gives_up_among_all_leaves_its_channel_as_it_was():
    watch = Watch()
    pace = impatient(watch, of_all=(1, SECOND))
    first = await pace.turn("desk")
    with pytest.raises(TooBusy):
        await pace.turn("other")
    first.end()
    watch.pass_by()
    assert await pace.turn("other")


async def test_channels_at_rest_are_forgotten():
    watch = Watch()
    pace = impatient(watch, of_all=(10**6, SECOND))
    for number in range(MANY):
        (await pace.turn(number)).end()
    watch.pass_by()
    await pace.turn("another")
    assert len(pace._ones) == 1
