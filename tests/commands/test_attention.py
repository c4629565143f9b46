"""Setting aside and taking up again: pause, snooze, mute, and who covers what."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.spec import Outcome
from bot.domain.delivery import DeliveryState
from bot.store import attention
from bot.store.attention import Pause
from tests.commands.desk import ADMIN, EDITOR, READER, Desk
from tests.world import NOW

VISIT = "putin-vietnam-2024"
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


async def test_pause_and_resume(desk: Desk) -> None:
    held = await desk.queue("changed", VISIT, DeliveryState.HELD, ready_at=FOREVER)
    quiet = await desk.queue(
        "changed", "putin-mongolia-2024", DeliveryState.HELD, ready_at=NOW, held_for="desk/held/x"
    )
    answer = await desk.data("pause")
    assert (answer.paused, answer.until, answer.by) == (True, None, ADMIN)
    assert (await desk.data("pause until tomorrow")).until == datetime(2024, 6, 18, 7, tzinfo=UTC)
    assert (await desk.data("pause 2024-06-20 08:00")).until == datetime(2024, 6, 20, 7, tzinfo=UTC)
    assert await desk.state(held) is DeliveryState.HELD
    answer = await desk.data("resume")
    assert (answer.paused, answer.until) == (False, None)
    assert await desk.state(held) is DeliveryState.PENDING
    assert await desk.state(quiet) is DeliveryState.HELD  # another message will tell it
    assert not (await desk.data("resume")).paused


async def test_resume_ends_trouble_as_well(desk: Desk) -> None:
    async with desk.database.writing() as session:
        trouble = Pause(until=None, reason="channel gone", by="dragoman", trouble=True)
        await attention.put_pause(session, "desk", NOW, trouble)
    said = await desk.ask("subscriptions")
    assert "Nothing can be posted (channel gone)" in str(said.card)
    assert not (await desk.data("resume")).paused


@pytest.mark.parametrize("until", ["soon", "25:00", "yesterday", "x" * 300, "999w"])
async def test_an_end_that_is_not_understood(desk: Desk, until: str) -> None:
    for line in (f"pause until:{until}", f"snooze {VISIT} until:{until}"):
        reply = await desk.ask(line)
        assert reply.outcome is Outcome.MISUSED
        assert "write 2h" in str(reply.problem)
    assert not (await desk.data("subscriptions")).pause.paused


async def test_snooze_and_wake(desk: Desk) -> None:
    held = await desk.queue("changed", VISIT, DeliveryState.HELD, ready_at=FOREVER)
    other = await desk.queue("changed", "putin-mongolia-2024", DeliveryState.HELD, ready_at=FOREVER)
    answer = await desk.data("snooze putin vietnam 2024", EDITOR)
    assert (answer.event.id, answer.until) == (VISIT, NOW + timedelta(days=1))
    answer = await desk.data(f"snooze {VISIT} until friday 18:00", EDITOR)
    assert answer.until == datetime(2024, 6, 21, 17, tzinfo=UTC)
    answer = await desk.data(f"wake {VISIT}", EDITOR)
    assert (answer.event.id, answer.until) == (VISIT, None)
    assert await desk.state(held) is DeliveryState.PENDING
    assert await desk.state(other) is DeliveryState.HELD
    assert (await desk.data("subscriptions")).snoozed == ()


async def test_mute_and_unmute(desk: Desk) -> None:
    answer = await desk.data("mute Путин", EDITOR)
    assert (answer.actor.id, answer.muted) == ("vladimir-putin", True)
    await desk.data("mute putin", EDITOR)  # twice is once
    assert [one.id for one in (await desk.data("subscriptions")).muted] == ["vladimir-putin"]
    assert not (await desk.data("unmute putin", EDITOR)).muted
    assert (await desk.data("subscriptions")).muted == ()
    assert (await desk.ask("mute kim", EDITOR)).outcome is Outcome.SEVERAL


async def test_claim_and_release(desk: Desk) -> None:
    reply = await desk.ask(f"claim {VISIT}", READER)
    assert reply.data is not None
    assert (reply.data.who, reply.data.granted) == (READER, True)  # type: ignore[attr-defined]
    assert reply.refresh == ("desk", VISIT)
    again = await desk.ask(f"claim {VISIT}", READER)
    assert again.ok
    second = await desk.ask(f"claim {VISIT}", EDITOR)
    assert second.card.heading == f"{READER} has it already: Putin visits Vietnam"
    assert (second.data.who, second.data.granted) == (READER, False)  # type: ignore[union-attr]
    assert second.refresh is None
    refused = await desk.ask(f"release {VISIT}", "U-other")
    assert refused.outcome is Outcome.REFUSED
    assert refused.problem == (
        f"releasing what {READER} covers needs the role editor, and you are reader here; "
        f"{ADMIN} can grant it: roles U-other editor"
    )
    reply = await desk.ask(f"release {VISIT}", READER)
    assert reply.refresh == ("desk", VISIT)
    assert reply.data.who is None  # type: ignore[union-attr]
    assert (await desk.data(f"claim {VISIT}", EDITOR)).granted
    assert (await desk.data(f"release {VISIT}", ADMIN)).granted


async def test_of_many_who_claim_at_once_one_has_it(desk: Desk) -> None:
    people = [f"U{number}" for number in range(4)]
    found = await asyncio.gather(*(desk.data(f"claim {VISIT}", who) for who in people))
    assert len({one.who for one in found}) == 1
    assert [one.granted for one in found].count(True) == 1


async def test_a_button_pressed_twice_at_once_is_pressed_once(desk: Desk) -> None:
    for line in (f"snooze {VISIT}", "mute putin", "pause", "subscribe putin", "roles U9 editor"):
        await asyncio.gather(*(desk.data(line) for _ in range(2)))
    found = await desk.data("subscriptions")
    assert (len(found.snoozed), len(found.muted), len(found.subscriptions)) == (1, 1, 1)


async def test_each_channel_has_its_own(desk: Desk) -> None:
    await desk.data(f"claim {VISIT}", READER)
    await desk.data(f"snooze {VISIT}", EDITOR)
    found = await desk.data(f"why {VISIT}", READER, channel="risk")
    assert (found.covered_by, found.snoozed_until) == (None, None)


async def test_who_covers_something_finds_it_among_theirs(desk: Desk) -> None:
    assert (await desk.data("mine")).total == 0
    await desk.data("claim putin-vietnam-2024")
    await desk.data("claim putin-vietnam-2024", EDITOR)  # somebody has it already
    (one,) = (await desk.data("mine")).items
    assert (one.event.id, one.channel.id, one.since) == ("putin-vietnam-2024", "desk", NOW)
    assert (await desk.data("mine", EDITOR)).total == 0
    assert (await desk.data("mine", channel="far", workspace="away")).total == 0
