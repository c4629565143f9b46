"""An actor with very many events: all are counted, few are read, and the answer says so."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.events import EventStatus
from bot.domain.revision import first_notice
from bot.lookup import between as two
from bot.lookup import clashes, record
from bot.lookup.actor import actor_answer
from bot.lookup.between import between
from bot.lookup.clashes import TooMuch, clash_answers
from bot.lookup.ranges import read_range
from bot.store import events
from bot.store.database import Database, Session
from tests import world

YEARS = range(2000, 2012)
TODAY = world.NOW.date()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    await world.settle(database)
    async with database.writing() as session:
        for year in YEARS:
            day = f"{year}-03-04"
            visit = world.visit(f"hanoi-{year}", "A visit", "to-lam", world.HANOI,
                                status=EventStatus.OCCURRED, planned={"start": day})  # fmt: skip
            first = first_notice(visit, by="x", source=None, at=world.EARLIER)
            await events.add_revision(session, first)
    async with database.reading() as session:
        yield session


@pytest.fixture(params=[3, 100])
def most(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(record, "MOST_BEHIND", request.param)
    monkeypatch.setattr(two, "MOST_EVENTS", request.param)
    return int(request.param)


async def test_all_are_counted_however_few_are_read(session: Session, most: int):
    found = await actor_answer(session, "vladimir-putin", world.NOW)
    assert found is not None
    assert found.counts.events == len(world.EVENTS) + len(YEARS)
    assert found.counts.visits_by_country == {"VN": len(YEARS) + 1}
    assert found.counts.last_visits == {"VN": "2017-11-10"}
    assert found.last is not None
    assert found.last.id == "putin-vietnam-2017"
    assert found.next is not None
    assert found.next.id == "putin-north-korea-2024"  # of a trip, its legs
    assert found.met_among == (most if most < len(YEARS) else None)
    assert found.met[0].who.id == "to-lam"


async def test_a_state_counts_what_is_on_its_soil_once(session: Session, most: int):
    found = await actor_answer(session, "vietnam", world.NOW)
    assert found is not None
    assert found.counts.events == len(YEARS) + 2


async def test_between_counts_what_it_does_not_list(session: Session, most: int):
    found = await between(session, "vietnam", "russia", world.NOW)
    assert found is not None
    assert found.counts == {"visit": len(YEARS) + 1}
    assert found.past[0].id == "putin-vietnam-2017"
    assert len(found.past) <= max(most, len(YEARS) + 1)
    assert found.since is None


async def test_too_much_to_compare(session: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clashes, "MOST_EVENTS", 2)
    long = read_range("2000-01-01..2024-12-31", TODAY)
    with pytest.raises(TooMuch):
        await clash_answers(session, long)
    assert (await clash_answers(session, long, "vladimir-putin")).total == 0
