"""A clock that is set back or on loses nothing and repeats nothing; so does a long absence."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ReplayClock
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.store.database import Database
from tests.fakes.clock import SteppedClock
from tests.stage import START, Stage, at, visit

HOUR = timedelta(hours=1)
YEARS = timedelta(days=3_650)


@pytest.fixture
def stepped() -> SteppedClock:
    return SteppedClock(START)


@pytest.fixture
async def stage(database: Database, stepped: SteppedClock) -> Stage:
    """A stage whose clock can be set back; its channel has a digest at 15:00."""
    stage = Stage(database)
    stage.clock = stepped
    stage.desk = Desk(database, {stage.platform.name: stage.platform}, stepped)
    await stage.open()
    await stage.channel(reminders=["1d", "1h"], digests=[{"at": "15:00"}])
    return stage


async def turn(stage: Stage, clock: SteppedClock, by: timedelta = timedelta()) -> None:
    clock.step(by)
    await tick(stage.desk)


def starting(start: datetime) -> dict[str, object]:
    return {"planned": {"start_at": start.isoformat(), "zone": "UTC"}}


async def test_what_was_said_is_not_said_again_when_the_clock_goes_back(stage, stepped):
    await stage.take_in(events=[visit(**starting(START + timedelta(hours=25)))])
    for _ in range(4):
        await turn(stage, stepped, HOUR)
    said = stage.said()
    assert len(said) == 3  # the announcement, a day ahead, the digest
    for _ in range(8):
        await turn(stage, stepped, -HOUR)
        await turn(stage, stepped, HOUR)
    assert stage.said() == said


async def test_what_falls_due_in_an_hour_that_was_skipped_is_said(stage, stepped):
    await stage.take_in(events=[visit(**starting(START + timedelta(minutes=90)))])
    await turn(stage, stepped, timedelta(minutes=2))
    before = len(stage.said())
    await turn(stage, stepped, HOUR)
    assert len(stage.said()) == before + 1


async def test_what_falls_due_in_an_hour_that_comes_twice_is_said(stage, stepped):
    """A clock that went ahead is set right, and an event becomes known that is due at once."""
    await turn(stage, stepped, 2 * HOUR)
    await turn(stage, stepped, -2 * HOUR)
    await stage.take_in(events=[visit(**starting(START + timedelta(minutes=90)))])
    await turn(stage, stepped, timedelta(minutes=2))
    before = len(stage.said())
    await turn(stage, stepped, timedelta(minutes=30))
    assert len(stage.said()) == before + 1


async def test_a_clock_that_was_wrong_by_years_is_forgiven(stage, stepped):
    await turn(stage, stepped, YEARS)
    await turn(stage, stepped, -YEARS)
    before = len(stage.said())
    await turn(stage, stepped, timedelta(days=1))
    assert len(stage.said()) == before + 1  # the digest of the day


@pytest.fixture
async def weekend(database: Database) -> Stage:
    """Down from Saturday to Monday, over the night in which Berlin sets its clocks forward."""
    stage = Stage(database, clock=ReplayClock(at("2024-03-25 07:00")))
    await stage.open()
    ladder = ["3d", "2d", "1d", "1h"]
    await stage.channel(zone="Europe/Berlin", reminders=ladder, digests=[{"at": "09:00"}])
    zone = {"zone": "Europe/Berlin"}
    sunday = {"start_at": "2024-03-31T13:00:00Z", "end_at": "2024-03-31T15:00:00Z", **zone}
    tuesday = {"start_at": "2024-04-02T07:00:00Z", "end_at": "2024-04-02T12:00:00Z", **zone}
    await stage.hear(visit("sunday", planned=sunday), visit("tuesday", planned=tuesday))
    await stage.until(at("2024-03-30 08:30"))
    return stage


async def told_after_downtime(stage: Stage):
    """Be down for 48 hours; return the messages that came of it."""
    before = len(stage.said())
    await stage.sleep_until(at("2024-04-01 08:30"))
    return stage.platform.in_channel("#desk")[before:]


async def test_digests_missed_over_a_change_of_clocks_are_one_and_say_that_it_is_late(weekend):
    told = await told_after_downtime(weekend)
    digests = [one for one in told if one.card.tone == "digest"]
    assert len(digests) == 1
    assert "late" in repr(digests[0].card).lower()


async def test_a_ladder_of_reminders_missed_is_one_message_and_says_that_it_is_late(weekend):
    told = await told_after_downtime(weekend)
    reminders = [one for one in told if one.card.tone == "ahead"]
    assert ["The tuesday" in one.heading for one in reminders] == [True]
    assert "late" in repr(reminders[0].card).lower()


async def test_nothing_that_is_over_is_said_to_lie_ahead(weekend):
    told = await told_after_downtime(weekend)
    tones = {one.card.tone for one in told if "The sunday" in one.heading}
    assert tones <= {"now", "done"}  # what its schedule says of the time that was missed


async def test_the_hour_after_the_change_of_clocks_is_right(weekend):
    await told_after_downtime(weekend)
    before = len(weekend.said())
    await weekend.until(at("2024-04-03 08:30"))
    told = weekend.platform.in_channel("#desk")[before:]
    digests = [one.post.now for one in told if one.card.tone == "digest"]
    nine_in_berlin = datetime(2024, 4, 2, 7, tzinfo=UTC)
    assert digests == [nine_in_berlin, nine_in_berlin + timedelta(days=1)]
