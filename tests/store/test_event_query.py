"""Lists of events come out complete and in order, whatever lasts for long, and from an index."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.domain.dates import Dates
from bot.domain.edtf import OPEN
from bot.domain.events import Event, EventKind, EventStatus, Place, Role
from bot.domain.revision import first_notice, revise
from bot.store import events, facts, finding
from bot.store.database import Database, Session
from bot.store.events import EventQuery
from bot.store.shared import Side, shared
from tests.domain.samples import NOON, actor, participant, visit

HANOI = Place(name="Hanoi", city="Hanoi", country="VN", zone="Asia/Ho_Chi_Minh")
DAY = date(2024, 6, 17)


def _known(slug: str, start: str | None, end: str | None = None, **fields: Any) -> Event:
    return visit(id=slug, planned=Dates(start=start, end=end), **fields)


EVENTS = (
    _known("that-year", "2024"),
    _known("that-month", "2024-06"),
    _known("long-ago", "2017-11-10", "2017-11-11", status=EventStatus.OCCURRED),
    _known("for-weeks", "2024-05-20", "2024-07-30"),
    _known("that-day", "2024-06-17", place=HANOI),
    _known("the-day-after", "2024-06-18", "2024-06-20", kind=EventKind.SUMMIT),
    _known("no-end", "2023-02-01", OPEN),
    _known("no-end-under-way", "2023-03-01", OPEN, status=EventStatus.UNDER_WAY),
    _known("no-date", None),
    _known(
        "in-his-stead",
        "2024-06-17",
        participants=(
            participant("kim", Role.ATTENDEE, mode="represented", represented_by="choe"),
        ),
    ),
)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.writing() as session:
        for one in ("putin", "kim", "choe"):
            await facts.put_actor(session, actor(one))
        for one in EVENTS:
            first = first_notice(one, by="x", source=None, at=NOON)
            await events.add_revision(session, first)
    async with database.reading() as session:
        yield session


async def _ids(session: Session, query: EventQuery, **how: Any) -> list[str]:
    return [one.id for one in await events.find(session, query, **how)]


@pytest.mark.parametrize("who", [{}, {"actors": ["kim"]}, {"country": "KP"}])
async def test_what_lasts_is_found_with_what_is_brief(session: Session, who: dict[str, Any]):
    found = await _ids(session, EventQuery(first=DAY, last=DAY, **who))
    there = ["no-end", "no-end-under-way", "that-year", "for-weeks", "that-month"]
    there += ["in-his-stead"] if who else ["in-his-stead", "that-day"]
    if "actors" in who:
        there.append("that-day")
    assert found == there


async def test_an_open_end_need_not_go_on(session: Session):
    found = await _ids(session, EventQuery(first=DAY, last=DAY, open_ends=False))
    assert "no-end" not in found
    assert "no-end-under-way" in found
    begun = EventQuery(first=date(2023, 2, 1), last=date(2023, 2, 1), open_ends=False)
    assert "no-end" in await _ids(session, begun)


async def test_what_begins_from_a_day_on(session: Session):
    found = await _ids(session, EventQuery(begins=DAY))
    assert found == ["in-his-stead", "that-day", "the-day-after"]


@pytest.mark.parametrize("who", [{}, {"actors": ["kim"]}])
@pytest.mark.parametrize("latest", [False, True])
async def test_pages_are_the_whole_in_order(session: Session, who: dict[str, Any], *, latest: bool):
    query = EventQuery(**who)
    whole = await _ids(session, query, latest=latest)
    pages = [
        one
        for past in range(0, len(EVENTS), 3)
        for one in await _ids(session, query, limit=3, past=past, latest=latest)
    ]
    assert pages == whole
    assert sorted(whole) == sorted(one.id for one in EVENTS)
    assert whole[-1] == "no-date"


async def test_counting_stops(session: Session):
    assert await events.count(session, EventQuery()) == len(EVENTS)
    assert await events.count(session, EventQuery(actors=["kim", "putin"])) == len(EVENTS)
    assert await events.count(session, EventQuery(), 4) == 4
    assert await events.count(session, EventQuery(actors=["kim"]), 4) == 4


async def test_by_city_and_by_who_stands_in(session: Session):
    assert await _ids(session, EventQuery(cities=["Hanoi"])) == ["that-day"]
    assert await _ids(session, EventQuery(stand_ins=["choe"])) == ["in-his-stead"]
    assert await _ids(session, EventQuery(stand_ins=["kim"], kinds=[EventKind.SUMMIT])) == []


async def test_an_actors_list_follows_a_revision(database: Database, session: Session):
    async with database.writing() as writing:
        moved = {"planned": {"start": "2024-09-01"}, "place": HANOI, "status": "rescheduled"}
        known = await events.event(writing, "that-day")
        assert known is not None
        revised = revise(known, moved, by="x", source=None, at=NOON)
        await events.add_revision(writing, revised)
    kims = {"actors": ["kim"], "country": "VN"}
    assert await _ids(session, EventQuery(last=DAY, **kims)) == []
    rescheduled = EventQuery(begins=DAY, statuses=[EventStatus.RESCHEDULED], **kims)
    assert await _ids(session, rescheduled) == ["that-day"]


async def test_two_sides_are_found_from_either(session: Session):
    putin, kim = Side(("putin",)), Side(("kim",))
    found = [await shared(session, *sides, DAY) for sides in ((putin, kim), (kim, putin))]
    assert found[0] == found[1]
    assert {one.id for one in found[0].events} == {one.id for one in EVENTS} - {"in-his-stead"}
    hosts = await shared(session, putin, Side(("vietnam",), "VN"), DAY)
    assert [one.id for one in hosts.events] == ["that-day"]
    assert (await shared(session, putin, Side(("choe",)), DAY)).events == ()


_HOT = {
    "an actor's list": EventQuery(actors=["kim"]),
    "a country's days": EventQuery(first=DAY, last=DAY, country="KP"),
    "the days": EventQuery(first=DAY, last=DAY),
    "a kind": EventQuery(kinds=[EventKind.SUMMIT]),
    "a status": EventQuery(statuses=[EventStatus.POSTPONED]),
    "a city": EventQuery(first=DAY, last=DAY, cities=["Hanoi"]),
}


@pytest.mark.parametrize("hot", _HOT)
async def test_no_list_reads_the_whole_table(database: Database, session: Session, hot: str):
    plans = await _plans(database, session, lambda: events.find(session, _HOT[hot], limit=5))
    plans += await _plans(database, session, lambda: events.count(session, _HOT[hot], 5))
    _assert_indexed(plans)


async def test_no_other_question_does(database: Database, session: Session):
    async def ask() -> None:
        await finding.near_in_time(session, DAY, [EventKind.VISIT], 5)
        await finding.near_of(session, ["kim"], (DAY, DAY), [], 5)
        await shared(session, Side(("putin",)), Side(("kim",)), DAY)

    _assert_indexed(await _plans(database, session, ask))


def _assert_indexed(plans: list[str]) -> None:
    assert plans
    for line in plans:
        assert "Seq Scan" not in line
        # "SCAN anon_1" is of what a part of the question found.
        assert not line.startswith(("SCAN events", "SCAN event_actors", "SCAN names")), line


async def _plans(database: Database, session: Session, ask: Any) -> list[str]:
    """Return how the database answers what is asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        asked.append((statement, given))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await ask()
    event.remove(engine, "before_cursor_execute", note)
    connection = await session.connection()
    if not database.embedded:  # of a table that is nearly empty, it would rather read the whole
        await session.execute(text("SET enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if database.embedded else "EXPLAIN "
    found = [
        row
        for statement, given in asked
        for row in (await connection.exec_driver_sql(explain + statement, given)).all()
    ]
    return [str(row[-1]) for row in found]
