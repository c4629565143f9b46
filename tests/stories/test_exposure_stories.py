"""Exposure and warrants: told once and neutrally; the sanctions desk hears of nothing else."""

import pytest

from bot.domain.warrants import LegalInstrument
from tests.stage import WARRANT, Stage, at, visit

MONGOLIA = {
    "name": "Ulaanbaatar", "city": "Ulaanbaatar", "country": "MN", "zone": "Asia/Ulaanbaatar",
}  # fmt: skip
NOT_BOUND = "Exposure: Ada Envoy in North Korea: not bound"
BOUND = "Exposure: Ada Envoy in Mongolia: bound to arrest"
GUEST = [{"actor": "guest", "role": "visitor"}]


@pytest.fixture
async def stage(sqlite_database):
    found = await Stage(sqlite_database).open(WARRANT)
    await found.channel(reminders=[])
    await found.channel("sanctions", filter={"exposure_only": True}, reminders=[])
    return found


def of_law(stage, name="sanctions"):
    return [one for one in stage.said(name) if one.startswith(("Exposure", "Warrant"))]


async def test_bound_or_not_is_said_with_the_announcement(stage):
    await stage.hear(visit(), visit("other", place=MONGOLIA))
    assert of_law(stage) == [NOT_BOUND, BOUND]
    message = stage.platform.in_channel("#sanctions")[-1].card
    assert "does not predict" in str(message.blocks)


async def test_it_is_said_once_though_the_dates_move(stage):
    await stage.hear(visit())
    for day in ("2024-06-20", "2024-06-21"):
        await stage.change(planned={"start": day}, status="rescheduled")
    assert of_law(stage) == [NOT_BOUND]


async def test_another_host_is_another_answer(stage):
    await stage.hear(visit())
    await stage.change(place=MONGOLIA)
    assert of_law(stage) == [NOT_BOUND, BOUND]


async def test_who_only_hosts_is_not_exposed(stage):
    people = [{"actor": "envoy", "role": "host"}, *GUEST]
    await stage.hear(visit(participants=people))
    assert of_law(stage, "desk") == []


async def test_the_sanctions_desk_hears_of_nobody_else(stage):
    await stage.hear(visit("other", participants=GUEST))
    assert stage.said("sanctions") == []
    assert stage.said("desk") == ["Announced: The other (Pyongyang)"]


async def test_a_bound_only_desk_hears_only_of_states_that_are_bound(stage):
    await stage.channel("risk", filter={"bound_only": True}, reminders=[])
    await stage.hear(visit(), visit("other", place=MONGOLIA))
    assert stage.said("risk") == ["Announced: The other (Ulaanbaatar)", BOUND]


async def test_a_warrant_made_public_is_told_with_the_travel_it_bears_on(sqlite_database):
    stage = await Stage(sqlite_database).open()
    await stage.channel("sanctions", filter={"exposure_only": True})
    await stage.hear(visit())
    assert stage.said("sanctions") == []
    await stage.until(at("2024-06-05 12:00"))
    news = {"issued": "2024-06-04", "made_public": "2024-06-05"}
    await stage.take_in(warrants=[LegalInstrument(**WARRANT.model_dump() | news)])
    await stage.until(at("2024-06-05 12:02"))
    assert stage.said("sanctions") == ["Warrant made public: Ada Envoy", NOT_BOUND]
    assert "Travel ahead" in str(stage.platform.in_channel("#sanctions")[0].card.blocks)


async def test_a_warrant_withdrawn_is_told(stage):
    ended = {"status": "withdrawn", "status_date": "2024-06-01"}
    await stage.take_in(warrants=[LegalInstrument(**WARRANT.model_dump() | ended)])
    await stage.until(at("2024-06-01 12:01"))
    assert of_law(stage) == ["Warrant withdrawn: Ada Envoy"]


async def test_an_old_warrant_is_no_news(stage):
    old = WARRANT.model_copy(update={"id": "court-guest", "subject": "guest"})
    await stage.take_in(warrants=[old])
    await stage.until(at("2024-06-01 12:01"))
    assert of_law(stage) == []


async def test_who_does_not_watch_the_subject_hears_no_warrant(stage):
    await stage.channel("lab", filter={"actors": ["guest"]})
    ended = {"status": "withdrawn", "status_date": "2024-06-01"}
    await stage.take_in(warrants=[LegalInstrument(**WARRANT.model_dump() | ended)])
    await stage.until(at("2024-06-01 12:01"))
    assert stage.said("lab") == []
