"""History is no news, and after downtime nothing is lost, stale or said twice."""

from datetime import timedelta

import pytest

from bot.domain.bundle import WireItem
from bot.flow.audit import audit
from bot.flow.ingest import ingest_item
from bot.store import outbox
from tests.stage import Stage, at, visit


@pytest.fixture
async def stage(database):
    found = await Stage(database).open()
    await found.channel(digests=[{"at": "08:00"}], zone="Europe/London")
    return found


async def skipped(stage):
    async with stage.database.reading() as session:
        found = await outbox.deliveries(session)
    return {(one.subject, one.offset): one.reason for one in found if one.state == "skipped"}


def without_digests(stage):
    return [one for one in stage.said() if not one.startswith("Digest")]


async def test_past_events_are_told_to_nobody(stage):
    await stage.hear(
        visit("old", planned={"start": "2017-11-10", "end": "2017-11-11"}, status="occurred"),
        visit("older", planned={"start": "2000-07"}, status="occurred"),
        visit("unheard", planned={"start": "2019-04-25"}),
    )
    await stage.until(at("2024-06-01 20:00"))
    assert stage.said() == []


async def test_what_is_loaded_before_the_channel_is_no_news_to_it(database):
    stage = await Stage(database).open()
    await stage.hear(visit())
    await stage.channel(reminders=[])
    await stage.until(at("2024-06-02 12:00"))
    assert stage.said() == []


async def test_three_days_down_lose_nothing_and_repeat_nothing(stage):
    await stage.hear(
        visit("near", planned={"start": "2024-06-03"}),
        visit("far", planned={"start": "2024-06-13"}),
        visit("later", planned={"start": "2024-07-13"}),
    )
    await stage.sleep_until(at("2024-06-04 12:30"))
    digests = [one for one in stage.said() if one.startswith("Digest")]
    assert digests == ["Digest for Tue 4 Jun 2024"]
    assert without_digests(stage)[3:] == ["Scheduled dates have passed: The near (Pyongyang)"]
    assert await skipped(stage) == {
        ("near", "morning"): "the event has begun by now",
        ("near", "schedule"): "the event is over by now",
    }
    async with stage.database.reading() as session:
        assert (await audit(session, stage.now)).missing == ()


async def test_a_reminder_missed_while_down_is_sent_late_if_it_still_has_a_point(stage):
    await stage.hear(visit(planned={"start": "2024-06-11"}))  # a week before: 3 June, 15:00
    await stage.sleep_until(at("2024-06-06 12:30"))
    assert without_digests(stage)[1:] == ["In 5 days: The visit (Pyongyang)"]
    assert "late" in str(stage.platform.in_channel("#desk")[1].card.blocks)


async def test_what_was_queued_and_not_sent_goes_out_late(stage):
    await stage.take_in(events=[visit()])
    await stage.sleep_until(at("2024-06-04 12:30"))
    assert without_digests(stage) == ["Announced: The visit (Pyongyang)"]
    announced = stage.platform.in_channel("#desk")[0]
    assert "comes late" in str(announced.card.blocks)


async def test_news_of_three_days_ago_is_history(stage):
    await stage.until(at("2024-06-06 12:00"))
    for number, age in enumerate((timedelta(days=3), timedelta(hours=3))):
        event = visit(f"v{number}")
        item = WireItem(id=f"i{number}", at=stage.now - age, headline="News", events=[event])
        async with stage.database.writing() as session:
            await ingest_item(session, item, by="wire", now=stage.now)
    await stage.pass_time(timedelta(minutes=2))
    assert without_digests(stage) == ["Announced: The v1 (Pyongyang)"]


async def test_a_clock_that_is_put_back_repeats_nothing(stage):
    await stage.hear(visit(planned={"start": "2024-06-04"}))
    await stage.until(at("2024-06-03 09:00"))
    before = stage.said()
    again = Stage(stage.database, platform=stage.platform)
    again.clock.advance(at("2024-06-03 08:00"))
    await again.until(at("2024-06-03 09:00"))
    assert again.said() == before
