"""The auditor finds what is missing, stuck, failed, repeated or paused, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.flow.audit import audit, status_lines
from bot.ports import Rejected, Unclear, Undeliverable
from bot.store.tables import DeliveryRow
from tests.fakes.platform import failing
from tests.stage import WARRANT, Stage, at, visit


@pytest.fixture
async def stage(database):
    found = await Stage(database).open(WARRANT)
    await found.channel(digests=[{"at": "08:00"}])
    return found


async def found(stage, later=timedelta()):
    async with stage.database.reading() as session:
        return await audit(session, stage.now + later)


async def execute(stage, statement):
    async with stage.database.writing() as session:
        await session.execute(statement)


async def test_an_empty_house_is_well(database):
    stage = Stage(database)
    assert (await found(stage)).well


@pytest.mark.parametrize(
    "until", ["2024-06-01 12:30", "2024-06-10 16:00", "2024-06-18 09:00", "2024-06-20 12:00"]
)
async def test_all_is_well_at_every_stage_of_a_visit(stage, until):
    await stage.hear(visit(), visit("vague", planned={"start": "2024-06"}))
    await stage.until(at(until))
    assert (await found(stage)).well


async def test_all_is_well_while_a_visit_moves_about(stage):
    await stage.hear(visit(planned={"start": "2024-06-04"}))
    for day in ("2024-06-05", "2024-06-03", "2024-06-05"):
        await stage.change(planned={"start": day}, status="rescheduled")
        await stage.pass_time(timedelta(hours=5))
    await stage.change(status="postponed", planned={})
    await stage.until(at("2024-06-03 06:00"))
    assert (await found(stage)).well


@pytest.mark.parametrize("kind", ["announced", "reminder"])
async def test_a_row_that_is_gone_is_missing(stage, kind):
    await stage.pass_time(timedelta(minutes=1))  # not loaded together with the channel
    await stage.hear(visit(planned={"start": "2024-06-09"}))
    await stage.until(at("2024-06-01 16:00"))
    await execute(stage, delete(DeliveryRow).where(DeliveryRow.kind == kind))
    (missing,) = (await found(stage)).missing
    assert missing.startswith(f"desk/{kind}/visit")


async def test_who_subscribed_later_misses_nothing(stage):
    await stage.hear(visit(planned={"start": "2024-06-09"}))
    await stage.until(at("2024-06-01 16:00"))
    await stage.channel("late")
    assert (await found(stage)).missing == ()


async def test_what_waits_too_long_is_stuck(stage):
    await stage.take_in(events=[visit()])
    assert (await found(stage, timedelta(minutes=10))).stuck == ()
    assert (await found(stage, timedelta(minutes=12))).stuck[0] == "desk/announced/visit/r1"


async def test_a_lease_that_nobody_takes_back_is_stuck(stage):
    await stage.hear(visit())
    lost = {"state": "leased", "leased_until": stage.now}
    await execute(stage, update(DeliveryRow).where(DeliveryRow.kind == "announced").values(lost))
    assert (await found(stage, timedelta(minutes=11))).stuck == ("desk/announced/visit/r1",)


async def test_what_was_refused_is_told_for_a_day(stage):
    stage.platform.before = [failing(Rejected("too long"))]
    await stage.hear(visit())
    assert (await found(stage)).failed == ("desk/announced/visit/r1",)
    assert (await found(stage, timedelta(hours=25))).failed == ()


async def test_what_may_be_there_twice_is_told(stage):
    stage.platform.idempotent = stage.platform.searchable = False
    stage.platform.after = [failing(Unclear("no answer"))]
    await stage.hear(visit())
    await stage.pass_time(timedelta(minutes=1))
    assert stage.said().count("Announced: The visit (Pyongyang)") == 2
    assert (await found(stage)).repeated == ("desk/announced/visit/r1",)


async def test_a_channel_in_trouble_is_told_with_the_reason(stage):
    stage.platform.closed["#desk"] = Undeliverable("the channel is gone")
    await stage.hear(visit())
    result = await found(stage)
    assert result.paused == {"desk": "the channel is gone"}
    assert "paused: desk: the channel is gone" in status_lines(result)
    assert not result.well


async def test_how_far_the_planner_is_behind_is_told(stage):
    assert (await found(stage)).behind == timedelta()
    result = await found(stage, timedelta(minutes=5))
    assert result.behind == timedelta(minutes=5)
    assert "planner: looked 300 s ago" in status_lines(result)
