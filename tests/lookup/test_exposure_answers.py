"""Whether a state is bound, on both sides of each boundary, and who travels under a warrant."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.events import EventStatus
from bot.domain.warrants import InstrumentStatus
from bot.lookup.exposure import event_exposures, exposure_answer, subject_exposures
from bot.store import events, facts
from bot.store.database import Database, Session
from tests import world

LATER = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("who", "state", "day", "bound"),
    [
        ("vladimir-putin", "MN", "2024-09-03", True),
        ("vladimir-putin", "MN", "2023-03-16", False),
        ("vladimir-putin", "VN", "2024-06-19", False),
        ("vladimir-putin", "AM", "2024-01-31", False),
        ("vladimir-putin", "AM", "2024-02-01", True),
        ("benjamin-netanyahu", "HU", "2025-04-03", True),
        ("benjamin-netanyahu", "HU", "2026-06-01", True),
        ("benjamin-netanyahu", "HU", "2026-06-02", False),
        ("kim-jong-un", "MN", "2024-06-19", False),
    ],
)
async def test_bound_or_not(session: Session, who: str, state: str, day: str, bound: bool) -> None:
    found = await exposure_answer(session, who, state, date.fromisoformat(day), LATER)
    assert found.bound is bound
    assert found.reason.endswith(".")


async def test_the_answer_names_what_it_rests_on(session: Session) -> None:
    found = await exposure_answer(session, "vladimir-putin", "MN", date(2024, 9, 3), LATER)
    assert (found.subject_name, found.state_name) == ("Vladimir Putin", "Mongolia")
    assert (found.warrant, found.articles) == ("icc-putin-2023", ("86", "89"))
    assert [one.id for one in found.sources] == ["icc-press"]


async def test_without_the_list_of_states_nothing_is_said_of_them(
    sqlite_database: Database,
) -> None:
    await world.settle(sqlite_database, treaties=False)
    async with sqlite_database.reading() as session:
        found = await exposure_answer(session, "vladimir-putin", "MN", date(2024, 9, 3), LATER)
        assert (found.bound, found.since, found.articles) == (None, None, ())
        assert "not loaded" in found.reason
        innocent = await exposure_answer(session, "to-lam", "MN", date(2024, 9, 3), LATER)
        assert innocent.bound is False


async def test_an_event_exposes_who_travels_there(session: Session) -> None:
    event = await events.event(session, "putin-vietnam-2024")
    assert event is not None
    (found,) = await event_exposures(session, event, world.NOW)
    assert (found.subject, found.state, found.bound) == ("vladimir-putin", "VN", False)
    assert found.on == date(2024, 6, 19)


async def test_a_month_is_precise_enough_and_a_dead_event_is_not(session: Session) -> None:
    event = await events.event(session, "putin-mongolia-2024")
    assert event is not None
    (found,) = await event_exposures(session, event, world.NOW)
    assert found.bound is True
    cancelled = event.model_copy(update={"status": EventStatus.CANCELLED})
    assert await event_exposures(session, cancelled, world.NOW) == ()


async def test_a_warrant_that_is_not_public_yet_is_not_told(session: Session) -> None:
    event = await events.event(session, "putin-vietnam-2024")
    assert event is not None
    before = datetime(2023, 3, 16, tzinfo=UTC)
    assert await event_exposures(session, event, before) == ()


async def test_at_home_nobody_is_exposed(session: Session) -> None:
    event = await events.event(session, "putin-vietnam-2024")
    assert event is not None
    assert event.place is not None
    at_home = event.model_copy(update={"place": event.place.model_copy(update={"country": "RU"})})
    assert await event_exposures(session, at_home, world.NOW) == ()


async def test_a_warrant_that_was_withdrawn_is_nothing_to_warn_of(database: Database) -> None:
    await world.settle(database)
    ended = {"status": InstrumentStatus.WITHDRAWN, "status_date": "2024-06-01"}
    async with database.writing() as session:
        await facts.put_instrument(session, world.WARRANTS[0].model_copy(update=ended))
        event = await events.event(session, "putin-vietnam-2024")
        assert event is not None
        assert await event_exposures(session, event, world.NOW) == ()


async def test_the_travel_ahead_of_a_subject(session: Session) -> None:
    found = await subject_exposures(session, "vladimir-putin", world.NOW)
    assert [(one.state, one.bound) for one in found] == [("KP", False), ("VN", False), ("MN", True)]
