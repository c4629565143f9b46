"""Under way and concluded: as scheduled while nobody reports it, and once it is reported."""

import pytest

from tests.stage import Stage, at, visit

UNDER_WAY, CONCLUDED = "Under way: The visit (Pyongyang)", "Concluded: The visit (Pyongyang)"
BY_SCHEDULE = "Scheduled to be under way: The visit (Pyongyang)"
PASSED = "Scheduled dates have passed: The visit (Pyongyang)"


@pytest.fixture
async def stage(sqlite_database):
    found = await Stage(sqlite_database).open()
    await found.channel(reminders=[])
    return found


def told(stage):
    messages = stage.platform.in_channel("#desk")[1:]  # after the announcement
    return [(f"{one.at:%d %H:%M}", one.post.card.heading) for one in messages]


async def test_what_nobody_reports_is_told_as_scheduled(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-21 12:00"))
    assert told(stage) == [
        ("18 03:00", BY_SCHEDULE),  # midday in Pyongyang
        ("19 15:00", PASSED),  # the midnight after
    ]


async def test_a_known_hour_is_the_hour(stage):
    await stage.hear(
        visit(
            planned={
                "start": "2024-06-18",
                "start_at": "2024-06-18T01:00:00Z",
                "end_at": "2024-06-18T04:00:00Z",
                "zone": "Asia/Pyongyang",
            }
        )
    )
    await stage.until(at("2024-06-18 12:00"))
    assert told(stage) == [("18 01:00", BY_SCHEDULE), ("18 04:00", PASSED)]


async def test_what_is_reported_in_time_is_not_told_by_the_schedule_too(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-18 01:00"))
    await stage.change(status="under-way")
    await stage.until(at("2024-06-19 12:00"))
    await stage.change(status="occurred")
    await stage.until(at("2024-06-21 12:00"))
    assert [heading for _, heading in told(stage)] == [UNDER_WAY, CONCLUDED]


async def test_a_late_report_is_told_after_the_schedule(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-18 06:00"))
    await stage.change(status="under-way", actual={"start": "2024-06-18"})
    await stage.until(at("2024-06-19 12:00"))
    await stage.change(status="occurred")
    assert [heading for _, heading in told(stage)] == [BY_SCHEDULE, UNDER_WAY, CONCLUDED]


async def test_a_month_has_no_hour_at_which_it_begins_or_ends(stage):
    await stage.hear(visit(planned={"start": "2024-06"}))
    await stage.until(at("2024-07-03 12:00"))
    assert told(stage) == []


async def test_an_open_end_does_not_pass(stage):
    await stage.hear(visit(planned={"start": "2024-06-18", "end": ".."}))
    await stage.until(at("2024-06-25 12:00"))
    assert told(stage) == [("18 03:00", BY_SCHEDULE)]


async def test_an_event_prolonged_while_it_runs_ends_later(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-19 06:00"))
    await stage.change(planned={"start": "2024-06-18", "end": "2024-06-20"})
    await stage.until(at("2024-06-21 12:00"))
    assert [when for when, heading in told(stage) if heading == PASSED] == ["20 15:00"]
