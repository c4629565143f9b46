"""One search over actors, events and places: ties, offices and their days, common words."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.actors import Occupancy
from bot.domain.named import Sort
from bot.lookup import candidates
from bot.lookup.everything import Findings, search
from bot.lookup.search import find_actors, find_events
from bot.store import asked, facts
from bot.store.database import Database, Session
from tests import world
from tests.domain.samples import actor
from tests.stage import ACTORS

TODAY = date(2024, 6, 17)
OFFICE = "minister"
"""The Foreign Minister of France, of the stage."""


def _said(found: Findings) -> list[str]:
    best = [found.best] if found.best else []
    return [f"{one.sort}/{one.match.id}" for one in (*best, *found.others)]


@pytest.fixture
async def france(database: Database) -> Database:
    """An office with two holders, one after the other."""
    async with database.writing() as session:
        for one in ACTORS:
            await facts.put_actor(session, one)
        for one in (
            Occupancy(holder="guest", post=OFFICE, start="2022-05-20", end="2024-01-11"),
            Occupancy(holder="envoy", post=OFFICE, start="2024-01-12"),
        ):
            await facts.put_occupancy(session, one)
    return database


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("French foreign minister", "envoy"),
        ("the French foreign minister", "envoy"),
        ("France's foreign minister", "envoy"),
        ("French minister of foreign affairs", "envoy"),
        ("French foreign secretary", "envoy"),
        ("French foreign minister on 2023-06-01", "guest"),
        ("French foreign minister in 2023", "guest"),
        ("French foreign minister in 2020", OFFICE),
        ("foreign minister of France", OFFICE),
        ("foreign minister of France on 1 june 2023", "guest"),
    ],
)
async def test_who_holds_an_office(france: Database, query: str, expected: str) -> None:
    async with france.reading() as session:
        found = await find_actors(session, query, on=TODAY)
    assert found.best is not None
    assert found.best.id == expected


async def test_in_a_year_with_two_holders_both_are_offered(france: Database) -> None:
    async with france.reading() as session:
        found = await find_actors(session, "French foreign minister 2024", on=TODAY)
    assert found.best is None
    assert {one.id for one in found.others} == {"envoy", "guest"}


async def test_an_office_that_is_not_known_leads_to_those_that_are(france: Database) -> None:
    async with france.reading() as session:
        found = await find_actors(session, "French defence minister", on=TODAY)
    assert (found.best, found.others) == (None, ())
    assert [one.id for one in found.nearest] == [OFFICE]


async def test_without_a_day_the_office_itself_is_meant(france: Database) -> None:
    async with france.reading() as session:
        found = await find_actors(session, "foreign minister of France")
    assert found.best is not None
    assert found.best.id == OFFICE


async def test_of_what_fits_equally_well_what_is_asked_for_most_comes_first(
    database: Database,
) -> None:
    await world.settle(database)
    async with database.writing() as session:
        await asked.add(session, {(Sort.ACTOR, "kim-jong-un"): 3, (Sort.ACTOR, "kim-jong-il"): 1})

    async with database.reading() as session:
        found = await find_actors(session, "kim")
    assert [one.id for one in found.others] == ["kim-jong-un", "kim-jong-il"]


async def test_a_city_goes_before_what_happens_there(session: Session) -> None:
    assert _said(await search(session, "hanoi", world.NOW))[0] == "place/Hanoi, VN"


async def test_a_state_is_no_place_a_second_time(session: Session) -> None:
    assert _said(await search(session, "Vietnam", world.NOW))[0] == "actor/vietnam"
    assert "place/VN" not in _said(await search(session, "Vietnam", world.NOW))


async def test_of_two_congos_one_is_no_actor(database: Database) -> None:
    async with database.writing() as session:
        await facts.put_actor(session, actor("dr-congo", "state", name="DR Congo", country="CD"))
    async with database.reading() as session:
        found = await search(session, "Congo", world.NOW)
    assert found.best is None
    assert set(_said(found)) == {"actor/dr-congo", "place/CG"}


async def test_nothing_but_what_comes_near(session: Session) -> None:
    found = await search(session, "vladimirovich putinescu", world.NOW)
    assert (found.best, found.others) == (None, ())
    assert found.nearest[0].match.id == "vladimir-putin"


@pytest.fixture
def common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a word in two names be a common one already."""
    monkeypatch.setattr(candidates, "MANY", 1)
    monkeypatch.setattr(candidates, "POOL", 1)


@pytest.mark.usefixtures("common")
async def test_a_rare_word_chooses_among_those_with_a_common_one(session: Session) -> None:
    found = await find_actors(session, "kim jong un")
    assert found.best is not None
    assert found.best.id == "kim-jong-un"


@pytest.mark.usefixtures("common")
async def test_of_many_the_most_asked_for_is_shown(database: Database) -> None:
    async with database.writing() as session:
        for number in range(5):
            await facts.put_actor(session, actor(f"kim-{number}", name=f"Kim Number{number}"))
        await asked.add(session, {(Sort.ACTOR, "kim-4"): 1})

    async with database.reading() as session:
        found = await find_actors(session, "kim")
    assert found.others[0].id == "kim-4"


@pytest.mark.usefixtures("common")
async def test_of_many_events_those_near_in_time_are_shown(session: Session) -> None:
    found = await find_events(session, "visit", datetime(2017, 11, 1, tzinfo=UTC))
    assert found.best is None
    assert found.others[0].id == "putin-vietnam-2017"
    assert len(found.others) < len(world.EVENTS) - 1
