"""The words are made when they are sent: what is true now is said, or why nothing is."""

import pytest

from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, delivery_key
from bot.flow.compose import Stale, compose
from tests.stage import WARRANT, Stage, at, visit


@pytest.fixture
async def stage(database):
    found = await Stage(database).open(WARRANT)
    await found.channel()
    await found.take_in(events=[visit()])
    return found


def delivery(kind, subject="visit", *occurrence, **fields):
    key = delivery_key("desk", kind, subject, *occurrence)
    row = {"channel": "desk", "kind": kind, "subject": subject, "due": at("2024-06-01 12:00")}
    return Delivery(key=key, **row | fields)


async def said(stage, row, told=None, now=None):
    async with stage.database.reading() as session:
        return await compose(session, row, now or stage.now, told)


async def change(stage, **fields):
    await stage.take_in(changes=[{"event": "visit", "set": fields}])


ANNOUNCED = delivery(AlertKind.ANNOUNCED, "visit", "r1", revision=1)
REMINDER = delivery(
    AlertKind.REMINDER, "visit", "7d", "2024-06-17T15:00:00+00:00", offset="7d"
)  # fmt: skip
EXPOSURE = delivery(
    AlertKind.EXPOSURE, "visit", "court-envoy", "not-bound", about="court-envoy"
)  # fmt: skip
BEGUN = delivery(
    AlertKind.UNDER_WAY, "visit", "schedule", "2024-06-18T03:00:00+00:00", offset="schedule"
)  # fmt: skip
ENDED = delivery(
    AlertKind.CONCLUDED, "visit", "schedule", "2024-06-19T15:00:00+00:00", offset="schedule"
)  # fmt: skip


async def test_an_announcement_says_the_date_that_holds_when_it_is_sent(stage):
    await change(stage, planned={"start": "2024-06-25"})
    message = await said(stage, ANNOUNCED)
    assert message.revision == 2
    assert "25 Jun 2024" in str(message.card.blocks)


async def test_what_the_channel_read_already_is_not_said(stage):
    with pytest.raises(Stale, match="it was told with revision 1"):
        await said(stage, ANNOUNCED, told=1)


async def test_several_changes_are_told_together(stage):
    await change(stage, title="The long visit")
    await change(stage, certainty="eos4")
    second = delivery(AlertKind.CHANGED, "visit", "r2", revision=2)
    message = await said(stage, second, told=1)
    assert (message.kind, message.revision) == (AlertKind.CHANGED, 3)
    assert "Title" in str(message.card.blocks)
    assert "Likelihood" in str(message.card.blocks)
    assert message.front.heading == "Announced: The long visit (Pyongyang)"


async def test_what_was_taken_back_meanwhile_is_not_said(stage):
    await change(stage, title="The long visit")
    await change(stage, title="The visit")
    with pytest.raises(Stale, match="again as the channel read it"):
        await said(stage, delivery(AlertKind.CHANGED, "visit", "r2", revision=2), told=1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"planned": {"start": "2024-06-25"}}, "the dates have changed since"),
        ({"planned": {"start": "2024-06"}}, "no precise date any more"),
        ({"status": "cancelled"}, "the event is cancelled by now"),
        ({"status": "under-way"}, "the event is under-way by now"),
    ],
)
async def test_a_reminder_dies_of_a_change(stage, changes, reason):
    await change(stage, **changes)
    with pytest.raises(Stale, match=reason):
        await said(stage, REMINDER)


async def test_a_reminder_dies_of_time(stage):
    assert await said(stage, REMINDER, now=at("2024-06-17 14:59"))
    with pytest.raises(Stale, match="the event has begun by now"):
        await said(stage, REMINDER, now=at("2024-06-17 15:00"))


async def test_a_reminder_says_how_far_off_it_truly_is(stage):
    message = await said(stage, REMINDER, now=at("2024-06-15 12:00"))
    assert message.card.heading == "In 3 days: The visit (Pyongyang)"
    assert "late" in str(message.card.blocks)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"participants": [{"actor": "guest", "role": "visitor"}]}, "no longer due there"),
        ({"status": "postponed", "planned": {}}, "the event is postponed by now"),
    ],
)
async def test_an_exposure_dies_of_a_change(stage, changes, reason):
    assert await said(stage, EXPOSURE)
    await change(stage, **changes)
    with pytest.raises(Stale, match=reason):
        await said(stage, EXPOSURE)


@pytest.mark.parametrize(
    ("row", "status"),
    [(BEGUN, "under-way"), (BEGUN, "occurred"), (ENDED, "occurred"), (ENDED, "cancelled")],
)
async def test_the_schedule_is_silent_once_it_was_reported(stage, row, status):
    assert await said(stage, row)
    await change(stage, status=status)
    with pytest.raises(Stale, match=f"the event is {status} by now"):
        await said(stage, row)


async def test_the_schedule_is_silent_about_days_that_hold_no_more(stage):
    await change(stage, planned={"start": "2024-06-19", "end": "2024-06-20"})
    for row in (BEGUN, ENDED):
        with pytest.raises(Stale, match="the dates have changed since"):
            await said(stage, row)


async def test_what_is_no_longer_recorded_is_not_said(stage):
    for kind in (AlertKind.REMINDER, AlertKind.EXPOSURE, AlertKind.WARRANT, AlertKind.CLAIM):
        with pytest.raises(Stale, match="no longer recorded"):
            await said(stage, delivery(kind, "nowhere"))


async def test_the_same_row_composed_twice_reads_the_same(stage):
    assert await said(stage, ANNOUNCED) == await said(stage, ANNOUNCED)
