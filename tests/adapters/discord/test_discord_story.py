"""The whole way, from what becomes known to what stands in channels, over a line that breaks."""

from datetime import timedelta

import pytest

from bot.domain.subscription import Channel, Subscription
from tests.fakes.discord.faults import Fault
from tests.fakes.discord.world import Kind, May
from tests.stage import Stage, visit

ANNOUNCED = "### Announced: The visit (Pyongyang)"
A_DAY_LATER = {"planned": {"start": "2024-06-19", "end": "2024-06-20"}, "status": "rescheduled"}


@pytest.fixture
async def stage(sqlite_database, discord):
    return await Stage(sqlite_database, platform=discord).open()


async def subscribe(stage: Stage, place) -> None:
    name = f"channel-{place.id}"
    await stage.take_in(
        channels=[Channel(id=name, platform="discord", address=str(place.id), name=name)],
        subscriptions=[Subscription(id=f"{name}-wish", channel=name)],
    )


def headings(place) -> list[str]:
    return [one.text.splitlines()[0] for one in place.said.values()]


async def test_a_visit_is_announced_moves_and_its_thread_says_so(stage, server):
    desks = [server.open(), server.open(Kind.NEWS), server.open(Kind.FORUM)]
    for desk in desks:
        await subscribe(stage, desk)
    await stage.hear(visit())
    assert [headings(desk) for desk in desks[:2]] == [[ANNOUNCED]] * 2
    await stage.change(**A_DAY_LATER)
    told = [headings(thread) for thread in server.world.threads()]
    assert [one[-1] for one in told] == ["### New dates: The visit (Pyongyang)"] * 3
    assert all("19–20 Jun 2024" in one.text for one in server.said)
    assert desks[0].said.keys() == {one.id for one in server.world.threads(desks[0].id)}


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.LOSE, Fault.UNAVAILABLE, Fault.LIMITED])
async def test_each_channel_is_told_once_whatever_the_line_does(stage, server, fault):
    desks = [server.open() for _ in range(4)]
    for desk in desks:
        await subscribe(stage, desk)
    server.trouble(fault, 3, method="POST")
    server.world.remembers_nonces = False
    await stage.hear(visit())
    await stage.pass_time(timedelta(minutes=5))
    assert [headings(desk) for desk in desks] == [[ANNOUNCED]] * 4


async def test_one_channel_without_permission_is_caught_up_when_it_has_it_again(stage, server):
    desk, shut = server.open(), server.open()
    for one in (desk, shut):
        await subscribe(stage, one)
    shut.denied.add(May.SEND)
    await stage.hear(visit())
    assert (headings(desk), headings(shut)) == ([ANNOUNCED], [])
    shut.denied.clear()
    await stage.pass_time(timedelta(days=1))
    assert (headings(desk), headings(shut)) == ([ANNOUNCED], [ANNOUNCED])
