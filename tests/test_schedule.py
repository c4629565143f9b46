"""The schedule turns the wheel by the real clock: at once when woken, again after a failure."""

import asyncio
from datetime import timedelta

import pytest

from bot import schedule as schedule_module
from bot.clock import SystemClock
from bot.domain.bundle import Bundle
from bot.domain.delivery import DeliveryState
from bot.domain.subscription import Channel, Subscription
from bot.flow.desk import Desk
from bot.flow.ingest import ingest
from bot.ports import Undeliverable
from bot.schedule import LONGEST_SLEEP, Schedule
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.platform import FakePlatform
from tests.stage import ACTORS, visit

SOON = 8
"""Seconds within which something that is not on a busy machine takes a tenth of one."""


class Watched(FakePlatform):
    """A platform that says when something arrives, and may keep a post waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = asyncio.Event()
        self.posting = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def post(self, post):
        self.posting.set()
        await self.open.wait()
        receipt = await super().post(post)
        self.arrived.set()
        return receipt


@pytest.fixture
def platform() -> Watched:
    return Watched()


@pytest.fixture
def desk(database: Database, platform: Watched) -> Desk:
    return Desk(database, {platform.name: platform}, SystemClock())


@pytest.fixture
async def schedule(desk: Desk):
    found = Schedule(desk)
    yield found
    if not desk.stopping.is_set():
        await found.stop()


async def take_in(database: Database, **facts) -> None:
    now = SystemClock().now()
    async with database.writing() as session:
        await ingest(session, Bundle(**facts), at=now, by="test", now=now)


async def watch(database: Database, *channels: str) -> None:
    """Let channels want to hear of cancellations, which are told at once."""
    await take_in(
        database,
        actors=ACTORS,
        channels=[Channel(id=one, platform="console", address=f"#{one}", name=one)
                  for one in channels],
        subscriptions=[Subscription(id=f"{one}-wish", channel=one) for one in channels],
    )  # fmt: skip


def tomorrow(slug: str):
    day = SystemClock().now().date() + timedelta(days=2)
    return visit(slug, planned={"start": day.isoformat()})


async def announce(database: Database, slug: str = "visit") -> None:
    """Take in an event, and let its announcement be due now, not when changes have settled."""
    await take_in(database, events=[tomorrow(slug)])


@pytest.fixture(autouse=True)
def no_settling(mocker) -> None:
    """What is announced is due at once."""
    mocker.patch("bot.flow.audience.SETTLE", timedelta())


async def within(waiting) -> None:
    async with asyncio.timeout(SOON):
        await waiting


async def test_what_is_due_at_the_start_is_sent_at_once(database, schedule, platform):
    await watch(database, "desk")
    await announce(database)
    await schedule.start()
    await within(platform.arrived.wait())
    assert platform.headings("#desk") == ["Announced: The visit (Pyongyang)"]


async def test_woken_it_turns(database, schedule, platform):
    await watch(database, "desk")
    await schedule.start()
    await announce(database)
    schedule.wake()
    await within(platform.arrived.wait())


async def test_what_falls_due_soon_is_sent_then_by_itself(database, schedule, platform, mocker):
    mocker.patch("bot.flow.audience.SETTLE", timedelta(seconds=0.3))
    await watch(database, "desk")
    await announce(database)
    async with database.reading() as session:
        (one,) = await outbox.deliveries(session)
    await schedule.start()
    await within(platform.arrived.wait())
    assert SystemClock().now() >= one.due


async def test_after_a_turn_that_failed_it_turns_again(database, schedule, platform, mocker):
    tick = schedule_module.tick
    outcomes = [RuntimeError("the database is away"), RuntimeError("and still")]

    async def failing(desk):
        if outcomes:
            raise outcomes.pop(0)
        return await tick(desk)

    mocker.patch("bot.schedule.tick", failing)
    mocker.patch("bot.schedule.back_off", return_value=timedelta(milliseconds=1))
    mocker.patch("bot.schedule.log")  # it would show both tracebacks
    await watch(database, "desk")
    await announce(database)
    await schedule.start()
    await within(platform.arrived.wait())
    assert outcomes == []


async def test_what_was_left_long_ago_is_forgotten_from_the_start(schedule, mocker):
    asked = asyncio.Event()

    async def forget(_session, _now):
        asked.set()
        return 1

    mocker.patch("bot.schedule.forget", forget)
    await schedule.start()
    await within(asked.wait())


async def test_each_failure_makes_it_wait_longer(desk, mocker):
    mocker.patch("bot.schedule.tick", side_effect=RuntimeError("no"))
    mocker.patch("bot.schedule.log")
    back_off = mocker.patch("bot.schedule.back_off", return_value=timedelta())
    schedule = Schedule(desk)
    for _ in range(3):
        await schedule._tick()
    assert [call.args for call in back_off.call_args_list] == [(1,), (2,), (3,)]


async def test_a_turn_that_went_well_forgets_the_failures(desk, mocker):
    mocker.patch("bot.schedule.tick", side_effect=[RuntimeError("no"), None, RuntimeError])
    mocker.patch("bot.schedule.log")
    back_off = mocker.patch("bot.schedule.back_off", return_value=timedelta())
    schedule = Schedule(desk)
    for _ in range(3):
        await schedule._tick()
    assert [call.args for call in back_off.call_args_list] == [(1,), (1,)]


async def test_where_nothing_is_due_it_looks_again_after_the_longest_sleep(desk, mocker):
    mocker.patch("bot.schedule.tick", return_value=None)
    before = SystemClock().now()
    again = await Schedule(desk)._tick()
    assert before + LONGEST_SLEEP <= again <= SystemClock().now() + LONGEST_SLEEP


async def test_woken_in_the_middle_of_a_turn_it_turns_once_more(database, schedule, platform):
    await watch(database, "desk", "other")
    platform.open.clear()
    await announce(database, "first")
    await schedule.start()
    await within(platform.posting.wait())
    await announce(database, "second")
    schedule.wake()
    platform.open.set()

    async def both():
        while len(platform.kept) < 4:
            platform.arrived.clear()
            await platform.arrived.wait()

    await within(both())


async def test_stopped_it_lets_the_running_post_end_and_gives_back_the_rest(
    database, schedule, desk, platform
):
    await watch(database, "desk")
    await announce(database, "first")
    await announce(database, "second")
    platform.open.clear()
    await schedule.start()
    await within(platform.posting.wait())
    stopping = asyncio.create_task(schedule.stop())
    await within(desk.stopping.wait())
    platform.open.set()
    await within(stopping)
    assert platform.headings("#desk") == ["Announced: The first (Pyongyang)"]
    assert await states(database) == {"first": DeliveryState.SENT, "second": DeliveryState.PENDING}


async def test_a_post_that_hangs_holds_up_the_stop_no_longer_than_allowed(
    database, schedule, platform, mocker
):
    mocker.patch("bot.schedule.SHUTDOWN", timedelta(milliseconds=50))
    await watch(database, "desk")
    await announce(database)
    platform.open.clear()
    await schedule.start()
    await within(platform.posting.wait())
    await within(schedule.stop())
    assert platform.kept == {}
    platform.open.set()
    await within(platform.arrived.wait())  # so that nothing is left running


async def test_stopped_before_it_began_to_turn_it_ends(schedule):
    await schedule.start()
    await within(schedule.stop())


async def test_what_a_dead_process_had_leased_is_sent(sqlite_database, platform):
    await watch(sqlite_database, "desk")
    await announce(sqlite_database)
    async with sqlite_database.writing() as session:
        await outbox.lease(session, SystemClock().now(), 10, ["console"])
    schedule = Schedule(Desk(sqlite_database, {"console": platform}, SystemClock()))
    await schedule.start()
    await within(platform.arrived.wait())
    await schedule.stop()


async def test_a_channel_that_is_gone_stops_no_turn(database, schedule, platform):
    await watch(database, "desk", "gone")
    platform.closed["#gone"] = Undeliverable("it is gone")
    await announce(database)
    await schedule.start()
    await within(platform.arrived.wait())
    assert platform.headings("#desk") == ["Announced: The visit (Pyongyang)"]


async def test_another_process_wakes_it(database_url, platform, mocker):
    database, other = Database(database_url), Database(database_url)
    listening, resting = asyncio.Event(), asyncio.Event()
    wakeups, tick = schedule_module.wakeups, schedule_module.tick

    async def telling(database):
        async for one in wakeups(database):
            listening.set()
            yield one

    async def turning(desk):
        due = await tick(desk)
        resting.set()
        return due

    mocker.patch("bot.schedule.wakeups", telling)
    mocker.patch("bot.schedule.tick", turning)
    schedule = Schedule(Desk(database, {"console": platform}, SystemClock()))
    await watch(other, "desk")
    await schedule.start()
    await within(resting.wait())
    await within(_announce_until(other, listening))
    await within(platform.arrived.wait())
    await schedule.stop()
    await database.close()
    await other.close()


async def _announce_until(database: Database, heard: asyncio.Event) -> None:
    """Announce events, as what is announced before the schedule listens is heard by nobody."""
    number = 0
    while not heard.is_set():
        await announce(database, f"visit-{number}")
        number += 1


async def states(database: Database) -> dict[str, DeliveryState]:
    async with database.reading() as session:
        return {one.subject: one.state for one in await outbox.deliveries(session)}
