"""The engine's promises, told as stories: something becomes known, time passes, a channel reads."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.domain.actors import Occupancy
from bot.flow.audit import audit
from bot.ports import Rejected, TryLater, Unclear, Undeliverable
from bot.store import attention, outbox
from bot.store.attention import Pause
from bot.store.tables import DeliveryRow
from tests.stage import WARRANT, Stage, at, visit


@pytest.fixture
async def stage(sqlite_database):
    return await Stage(sqlite_database).open(WARRANT)


def raising(problem):
    def fault(_post):
        raise problem

    return fault


async def test_a_change_edits_the_first_message_and_is_told_in_its_thread(stage):
    await stage.channel()
    await stage.hear(visit())
    first, exposure = stage.platform.in_channel("#desk")
    assert first.heading == "Announced: The visit (Pyongyang)"
    assert exposure.heading.startswith("Exposure: ")
    await stage.change(planned={"start": "2024-06-20"}, status="rescheduled")
    first, _, told = stage.platform.in_channel("#desk")
    assert first.heading == "New dates: The visit (Pyongyang)"
    assert first.edits == 1
    assert told.post.thread.message == first.id
    assert told.heading == "New dates: The visit (Pyongyang)"


async def test_a_channel_may_choose_a_new_message_for_each_change(stage):
    await stage.channel(style="new")
    await stage.hear(visit())
    await stage.change(title="The long visit")
    told = stage.platform.in_channel("#desk")[-1]
    assert told.post.thread is None
    assert told.heading == "Changed: The long visit (Pyongyang)"


async def test_a_deleted_first_message_is_replaced(stage):
    await stage.channel()
    await stage.hear(visit())
    stage.platform.delete("m1")
    await stage.change(title="The long visit")
    anew = stage.platform.in_channel("#desk")[-1]
    assert anew.post.thread is None
    await stage.change(title="The longest visit")
    assert stage.platform.in_channel("#desk")[-1].post.thread.message == anew.id


async def test_changes_in_quick_succession_are_told_as_one(stage):
    await stage.channel()
    await stage.hear(visit())
    await stage.change(title="The long visit", settle=False)
    await stage.change(certainty="eos4")
    told = stage.said()[2:]
    assert told == ["Changed: The long visit (Pyongyang)"]
    card = stage.platform.in_channel("#desk")[-1].card
    lines = [item[0] for block in card.blocks for item in getattr(block, "items", ())
             if isinstance(item, tuple)]  # fmt: skip
    assert any("Title" in line for line in lines)
    assert any("Likelihood" in line for line in lines)


async def test_a_change_that_is_taken_back_is_not_told(stage):
    await stage.channel()
    await stage.hear(visit())
    await stage.change(title="The long visit", settle=False)
    await stage.change(title="The visit")
    assert len(stage.said()) == 2
    skipped = await _reasons(stage)
    assert "it is again as the channel read it last" in skipped


async def test_quiet_hours_hold_and_release_as_one_message(stage):
    await stage.channel(zone="Europe/London", quiet={"start": "22:00", "end": "06:30"})
    await stage.until(at("2024-06-01 22:00"))  # 23:00 in London
    await stage.hear(visit())
    await stage.hear(visit("other", place={"name": "Ulan Bator", "country": "MN"}))
    assert stage.said() == []
    await stage.until(at("2024-06-02 05:31"))
    (message,) = stage.platform.in_channel("#desk")
    assert message.heading == "While it was quiet: 4 messages"
    assert len(await _in_state(stage, "sent")) == 5


async def test_what_is_urgent_breaks_into_quiet_hours(stage):
    await stage.channel(quiet={"start": "20:00", "end": "08:00"})
    await stage.hear(visit())
    await stage.until(at("2024-06-01 21:00"))
    await stage.change(status="cancelled", certainty="eos6")
    assert stage.said()[-1] == "Cancelled: The visit (Pyongyang)"


async def test_a_paused_channel_gets_everything_when_it_is_resumed(stage):
    await stage.channel()
    async with stage.database.writing() as session:
        pause = Pause(at("2024-06-02 12:00"), "holiday", "somebody", trouble=False)
        await attention.put_pause(session, "desk", stage.now, pause)
    await stage.hear(visit())
    assert stage.said() == []
    await stage.until(at("2024-06-02 12:01"))
    assert stage.said()[0] == "Announced: The visit (Pyongyang)"


async def test_a_snoozed_event_is_silent_until_later(stage):
    await stage.channel()
    await stage.hear(visit())
    async with stage.database.writing() as session:
        await attention.put_snooze(session, "desk", "visit", at("2024-06-05 12:00"), "somebody")
    await stage.change(title="The long visit")
    assert len(stage.said()) == 2
    await stage.until(at("2024-06-05 12:01"))
    assert stage.said()[-1] == "Changed: The long visit (Pyongyang)"


async def test_a_muted_actor_is_heard_of_no_more(stage):
    await stage.channel()
    async with stage.database.writing() as session:
        await attention.put_mute(session, "desk", "envoy", "somebody")
    await stage.hear(visit())
    assert stage.said() == []


async def test_a_channel_that_is_gone_is_paused_and_its_people_told_once(stage):
    await stage.channel()
    stage.platform.closed["#desk"] = Undeliverable("the channel is gone")
    await stage.hear(visit())
    await stage.hear(visit("other"))
    assert [workspace for workspace, _ in stage.platform.warnings] == ["home"]
    async with stage.database.reading() as session:
        assert (await audit(session, stage.now)).paused == {"desk": "the channel is gone"}
    stage.platform.closed.clear()
    await stage.pass_time(timedelta(hours=2))
    assert stage.said() == [
        "Announced: The visit (Pyongyang)",
        "Exposure: Ada Envoy in North Korea: not bound",
        "Announced: The other (Pyongyang)",
        "Exposure: Ada Envoy in North Korea: not bound",
    ]
    async with stage.database.reading() as session:
        assert await attention.pause(session, "desk", trouble=True) is None


async def test_a_message_that_is_refused_holds_up_nothing(stage):
    await stage.channel()
    stage.platform.before.append(raising(Rejected("too long")))
    await stage.hear(visit())
    assert stage.said() == ["Exposure: Ada Envoy in North Korea: not bound"]
    assert await _in_state(stage, "failed") == ["desk/announced/visit/r1"]


@pytest.mark.parametrize("stage_of_fault", ["before", "after"])
async def test_an_unclear_send_is_looked_for_before_it_is_repeated(stage, stage_of_fault):
    await stage.channel()
    getattr(stage.platform, stage_of_fault).append(raising(Unclear("the line went dead")))
    await stage.hear(visit())
    await stage.pass_time(timedelta(minutes=30))
    assert stage.said().count("Announced: The visit (Pyongyang)") == 1


async def test_a_change_that_came_after_an_unclear_send_is_told_as_well(stage):
    await stage.channel()
    await stage.hear(visit())
    stage.platform.after.append(raising(Unclear("the line went dead")))
    await stage.change(title="The long visit")
    await stage.change(title="The longest visit")
    await stage.pass_time(timedelta(minutes=30))
    assert stage.said()[2:] == [
        "Changed: The long visit (Pyongyang)",
        "Changed: The longest visit (Pyongyang)",
    ]


async def test_a_rate_limit_is_obeyed(stage):
    await stage.channel()
    stage.platform.before.append(raising(TryLater("slow down", timedelta(minutes=3))))
    await stage.hear(visit())
    assert "Announced: The visit (Pyongyang)" not in stage.said()
    await stage.pass_time(timedelta(minutes=3))
    assert "Announced: The visit (Pyongyang)" in stage.said()


async def test_an_office_is_followed_to_whoever_holds_it(sqlite_database):
    stage = await Stage(sqlite_database).open(
        Occupancy(holder="guest", post="minister", start="2024-06-10"),
        Occupancy(holder="host", post="minister", start="2020-01-01", end="2024-06-09"),
    )
    await stage.channel(filter={"actors": ["minister"]})
    before = {"planned": {"start": "2024-06-08"}}
    people = {"participants": [{"actor": "guest", "role": "visitor"}]}
    await stage.hear(visit("early", **before, **people), visit("late", **people))
    assert stage.said() == ["Announced: The late (Pyongyang)"]


async def test_two_who_are_watched_in_one_city_on_one_day(stage):
    await stage.channel()
    await stage.hear(visit())
    guest = [{"actor": "guest", "role": "visitor"}]
    await stage.hear(visit("other", participants=guest, planned={"start": "2024-06-19"}))
    together = [one for one in stage.said() if one.startswith("In one place")]
    assert together == ["In one place: The other (Pyongyang); The visit (Pyongyang)"]


async def test_a_missed_ladder_of_reminders_is_one_message_and_says_that_it_is_late(stage):
    await stage.channel()
    await stage.hear(visit())
    await stage.sleep_until(at("2024-06-17 10:00"))
    assert stage.said()[2:] == ["Tomorrow: The visit (Pyongyang)"]
    reminder = stage.platform.in_channel("#desk")[-1].card
    assert any("late" in str(block) for block in reminder.blocks)


async def test_missed_digests_are_one_late_digest(stage):
    await stage.channel(digests=[{"at": "08:00"}])
    await stage.sleep_until(at("2024-06-04 11:00"))
    (digest,) = stage.platform.in_channel("#desk")
    assert digest.heading == "Digest for Tue 4 Jun 2024"
    assert "late" in digest.card.blocks[0].text[0]


async def test_digests_on_weekdays_stay_away_at_the_weekend(stage):
    await stage.channel(digests=[{"at": "08:00", "days": "weekdays"}])
    await stage.until(at("2024-06-05 12:00"))
    assert stage.said() == [f"Digest for {day} Jun 2024" for day in ("Mon 3", "Tue 4", "Wed 5")]


async def test_an_empty_digest_may_be_left_out(stage):
    await stage.channel(digests=[{"at": "08:00"}], empty_digests=False)
    await stage.until(at("2024-06-03 12:00"))
    assert stage.said() == []


async def test_dates_are_in_the_language_of_the_channel(stage):
    await stage.channel(locale="de", filter={"kinds": ["visit"]})
    await stage.hear(visit())
    card = stage.platform.in_channel("#desk")[0].card
    assert card.locale == "de"
    facts = [fact.value[0] for block in card.blocks for fact in getattr(block, "items", ())
             if getattr(fact, "label", "") == "Dates"]  # fmt: skip
    assert facts == ["18.–19. Juni 2024"]


async def test_mentions_are_made_for_the_kinds_they_are_for(stage):
    await stage.channel(mentions=[{"whom": "@law", "of": ["exposure"]}])
    await stage.hear(visit())
    announced, exposure = stage.platform.in_channel("#desk")
    assert announced.post.mentions == ()
    assert exposure.post.mentions == ("@law",)


async def test_the_auditor_finds_nothing_after_an_ordinary_week(stage):
    await stage.channel(digests=[{"at": "08:00"}])
    await stage.hear(visit(planned={"start": "2024-06-05"}))
    await stage.until(at("2024-06-08 12:00"))
    async with stage.database.reading() as session:
        found = await audit(session, stage.now)
    assert found.well, found


async def test_the_auditor_finds_what_has_no_row(stage):
    await stage.channel()
    await stage.pass_time(timedelta(minutes=1))
    await stage.hear(visit())
    async with stage.database.writing() as session:
        (first, *_) = await outbox.deliveries(session)
        await session.execute(delete(DeliveryRow).where(DeliveryRow.id == first.id))
    async with stage.database.reading() as session:
        found = await audit(session, stage.now + timedelta(minutes=2))
    assert found.missing == (first.key,)


async def _in_state(stage, state):
    async with stage.database.reading() as session:
        return [one.key for one in await outbox.deliveries(session) if one.state == state]


async def _reasons(stage):
    async with stage.database.reading() as session:
        return [one.reason for one in await outbox.deliveries(session) if one.state == "skipped"]
