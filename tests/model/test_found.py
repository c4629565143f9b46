"""What the model found, reduced: each was wrong once."""

from datetime import timedelta

import pytest

from bot.domain.subscription import Subscription
from bot.ports import Unclear
from bot.store import outbox
from tests.stage import Stage, at, visit

REMINDERS = {"alerts": ["reminder"]}
CHANGES = {"alerts": [
    "announced", "changed", "rescheduled", "cancelled", "under-way", "concluded"]}  # fmt: skip
NIGHT = {"start": "20:00", "end": "08:00"}
MONGOLIA = {"name": "Ulan Bator", "country": "MN", "zone": "Asia/Ulaanbaatar"}


@pytest.fixture
async def stage(sqlite_database):
    return await Stage(sqlite_database).open()


async def reasons(stage):
    async with stage.database.reading() as session:
        return [one.reason for one in await outbox.deliveries(session) if one.state == "skipped"]


async def also(stage, **wish):
    """Give the channel a second subscription."""
    told = {"id": "second-wish", "channel": "desk"} | wish
    await stage.take_in(subscriptions=[Subscription.model_validate(told)])


async def test_a_visit_that_moves_to_another_zone_stops_nobody(stage):
    """The plan before kept no zone of its own, and its hour fell on another day in the new one."""
    await stage.channel(**CHANGES)
    early = {"start": "2024-06-18", "start_at": "2024-06-18T07:00+14:00"}
    there = {"name": "Tarawa", "country": "KI", "zone": "Pacific/Kiritimati"}
    await stage.hear(visit(planned=early, place=there))
    await stage.change(planned={"start": "2024-06-17"}, place=MONGOLIA)
    assert len(stage.said()) == 2


async def test_two_wishes_of_a_channel_remind_once(stage):
    await stage.channel(reminders=["1d"], **REMINDERS)
    await also(stage, reminders=["24h", "2d"], **REMINDERS)
    await stage.hear(visit())
    await stage.until(at("2024-06-17 12:00"))
    assert stage.said() == ["In 2 days: The visit (Pyongyang)", "Tomorrow: The visit (Pyongyang)"]


async def test_a_missed_ladder_is_one_message_though_something_was_loaded_meanwhile(stage):
    await stage.channel(reminders=["2d", "1d"], **REMINDERS)
    await stage.hear(visit())
    stage.clock.advance(at("2024-06-16 12:00"))
    await stage.take_in(events=[visit("other", planned={"start": "2024-07-18"})])
    await stage.sleep_until(at("2024-06-17 10:00"))
    assert stage.said() == ["Tomorrow: The visit (Pyongyang)"]
    assert await reasons(stage) == ["a later reminder says it"]


async def test_a_missed_morning_is_not_made_up_for_on_the_second_day(stage):
    await stage.channel(reminders=["morning"], **REMINDERS)
    await stage.hear(visit())
    await stage.sleep_until(at("2024-06-18 20:00"))  # the 19th in Pyongyang
    assert stage.said() == []


async def test_what_is_planned_for_a_month_is_not_urgent_on_the_first(stage):
    await stage.channel(**CHANGES)
    await stage.take_in(events=[visit(planned={"start": "2024-06"})])
    await stage.until(stage.now + timedelta(seconds=30))
    assert stage.said() == []


async def test_what_is_over_is_not_said_to_be_under_way(stage):
    await stage.channel(**CHANGES)
    await stage.hear(visit())
    await stage.sleep_until(at("2024-06-20 10:00"))
    assert stage.said()[1:] == ["Scheduled dates have passed: The visit (Pyongyang)"]


async def test_what_moves_after_its_end_ends_again(stage):
    await stage.channel(**CHANGES)
    await stage.hear(visit(planned={"start": "2024-06-05"}))
    await stage.until(at("2024-06-06 12:00"))
    await stage.change(planned={"start": "2024-06-12"}, status="rescheduled")
    await stage.until(at("2024-06-14 12:00"))
    ends = [one for one in stage.said() if one.startswith("Scheduled dates have passed")]
    assert len(ends) == 2


async def test_what_moves_to_a_later_hour_is_not_under_way_before(stage):
    await stage.channel(alerts=["under-way"])
    await stage.hear(visit(planned={"start": "2024-06-05", "start_at": "2024-06-05T10:00+09:00"}))
    stage.clock.advance(at("2024-06-05 03:00"))
    later = {"start": "2024-06-05", "start_at": "2024-06-05T15:00+09:00"}
    await stage.change(planned=later, status="rescheduled", settle=False)  # plans, tells nothing
    await stage.until(at("2024-06-05 05:00"))
    assert stage.said() == []
    await stage.until(at("2024-06-05 06:01"))
    assert stage.said() == ["Scheduled to be under way: The visit (Pyongyang)"]


async def test_a_cancellation_is_told_though_it_is_not_likely_any_more(stage):
    await stage.channel(filter={"least_certainty": "eos4"})
    await stage.hear(visit())
    await stage.change(status="cancelled", certainty="eos6")
    assert stage.said()[-1] == "Cancelled: The visit (Pyongyang)"


async def test_a_visit_that_moves_out_of_the_filter_is_told_once_more(stage):
    await stage.channel(filter={"countries": ["KP"]}, **CHANGES)
    await stage.hear(visit())
    await stage.change(place=MONGOLIA)
    await stage.change(title="The long visit")
    assert len(stage.said()) == 2
    assert stage.said()[-1].startswith("Changed: The visit (Mongolia")


async def test_what_was_never_told_and_is_not_wanted_any_more_is_not_told(stage):
    await stage.channel(filter={"countries": ["KP"]}, **CHANGES)
    await stage.take_in(events=[visit()])
    await stage.change(place=MONGOLIA)
    assert stage.said() == []
    assert set(await reasons(stage)) == {"no subscription here wants the event as it is now"}


async def test_what_may_have_arrived_is_kept_up_to_date_though_it_is_not_wanted_any_more(stage):
    await stage.channel(filter={"countries": ["KP"]}, **CHANGES)

    def unclear(_post):
        raise Unclear

    stage.platform.after.append(unclear)
    await stage.hear(visit())
    await stage.change(place=MONGOLIA)
    await stage.pass_time(timedelta(minutes=30))
    assert stage.said()[-1].startswith("Changed: The visit (Mongolia")


async def test_an_hour_that_comes_in_the_night_wakes_nobody(stage):
    await stage.channel(quiet=NIGHT, **CHANGES)
    await stage.hear(visit(planned={"start": "2024-06-05"}))
    await stage.until(at("2024-06-05 07:00"))
    assert stage.said()[1:] == []
    await stage.until(at("2024-06-05 08:00"))
    assert stage.said()[1:] == ["While it was quiet: 1 message"]


async def test_what_was_held_and_taken_back_is_not_told(stage):
    await stage.channel(quiet=NIGHT, **CHANGES)
    await stage.hear(visit())
    await stage.until(at("2024-06-01 22:00"))
    await stage.change(title="The long visit")
    await stage.change(title="The visit")
    await stage.until(at("2024-06-02 08:01"))
    assert len(stage.said()) == 1
    assert "it is again as the channel read it last" in await reasons(stage)


async def test_what_was_held_and_told_with_something_urgent_is_not_told_again(stage):
    await stage.channel(quiet=NIGHT, **CHANGES)
    await stage.hear(visit())
    await stage.until(at("2024-06-01 22:00"))
    await stage.change(title="The long visit")
    await stage.change(status="cancelled", certainty="eos6")
    await stage.until(at("2024-06-02 08:01"))
    assert stage.said()[1:] == ["Cancelled: The long visit (Pyongyang)"]


async def test_what_was_held_shows_in_the_first_message_and_is_told_once(stage):
    await stage.channel(quiet=NIGHT, **CHANGES)
    await stage.hear(visit())
    await stage.until(at("2024-06-01 22:00"))
    await stage.change(title="The long visit")
    await stage.change(title="The longest visit")
    await stage.until(at("2024-06-02 08:01"))
    first, held = stage.platform.in_channel("#desk")
    assert first.heading == "Announced: The longest visit (Pyongyang)"
    assert held.heading == "While it was quiet: 1 message"
    assert "it was told with revision 3" in await reasons(stage)


async def test_digests_that_two_wishes_missed_are_one(stage):
    await stage.channel(digests=[{"at": "08:00"}])
    await also(stage, digests=[{"at": "18:00"}])
    await stage.sleep_until(at("2024-06-04 20:00"))
    assert len(stage.said()) == 1
    assert stage.said()[0].startswith("Digest for ")


async def test_a_weekly_digest_tells_what_changed_in_the_week(stage):
    await stage.channel(digests=[{"at": "08:00", "days": "weekly"}], alerts=["digest"])
    await stage.until(at("2024-06-04 12:00"))
    await stage.hear(visit(planned={"start": "2024-07-18"}))
    await stage.until(at("2024-06-10 08:00"))
    assert "1 changed" in stage.platform.in_channel("#desk")[-1].card.summary
