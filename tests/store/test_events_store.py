"""Events are kept as their revisions, and found by day, place, kind and participant."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.dates import Dates
from bot.domain.edtf import OPEN
from bot.domain.events import Event, EventKind, EventStatus, Place, Role
from bot.domain.revision import first_notice, revise
from bot.store import events, facts, turns
from bot.store.database import Database, StoreError
from bot.store.events import EventQuery
from tests.domain.samples import NOON, ONE_DAY, actor, participant, visit

HOUR = timedelta(hours=1)


@pytest.fixture
async def peopled(database: Database) -> Database:
    async with database.writing() as session:
        for one in ("putin", "kim", "lavrov"):
            await facts.put_actor(session, actor(one))
    return database


async def _keep(database: Database, *those: Event, at: datetime = NOON) -> None:
    async with database.writing() as session:
        for one in those:
            await events.add_revision(session, first_notice(one, by="x", source=None, at=at))


async def _revise(database: Database, event_id: str, at: datetime = NOON, **changes: Any) -> None:
    async with database.writing() as session:
        known = await events.event(session, event_id)
        assert known is not None
        found = revise(known, changes, by="x", source=None, at=at)
        await events.add_revision(session, found)


async def _found(database: Database, **conditions: Any) -> list[str]:
    async with database.reading() as session:
        query = EventQuery(**conditions)
        found = await events.find(session, query)
        assert await events.count(session, query) == len(found)
        return [one.id for one in found]


async def test_an_event_comes_back_as_revision_one(peopled: Database):
    await _keep(peopled, visit())

    async with peopled.reading() as session:
        assert await events.event(session, visit().id) == visit(revision=1)
        assert await events.event(session, "unknown") is None
        assert await events.events_by_id(session, [visit().id, "unknown"]) == {
            visit().id: visit(revision=1)
        }


async def test_every_revision_stays(peopled: Database):
    await _keep(peopled, visit())
    await _revise(peopled, visit().id, planned=ONE_DAY)
    await _revise(peopled, visit().id, title="Another")

    async with peopled.reading() as session:
        first, second, third = await events.revisions(session, visit().id)
        assert await events.revision(session, visit().id, 2) == second
        assert await events.revision(session, visit().id, 4) is None
        assert await events.event(session, visit().id) == third.event

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.event == visit(revision=1)
    assert second.event.title == first.event.title
    assert [str(one.field) for one in (*second.changes, *third.changes)] == ["dates", "title"]


async def test_a_revision_cannot_be_written_over(peopled: Database):
    await _keep(peopled, visit())

    with pytest.raises(StoreError):
        await _keep(peopled, visit(title="Another"))

    async with peopled.reading() as session:
        assert await events.event(session, visit().id) == visit(revision=1)


async def test_a_participant_that_nobody_knows_is_refused(peopled: Database):
    with pytest.raises(StoreError):
        await _keep(peopled, visit(participants=(participant("nobody"),)))

    assert await _found(peopled) == []


async def test_revisions_are_found_by_when_they_became_known(peopled: Database):
    await _keep(peopled, visit(), at=NOON)
    await _revise(peopled, visit().id, at=NOON + HOUR, planned=ONE_DAY)

    async def numbers(after: datetime, until: datetime) -> list[int]:
        async with peopled.reading() as session:
            return [one.number for one in await events.revisions_between(session, after, until)]

    assert await numbers(NOON - HOUR, NOON + HOUR) == [1, 2]
    assert await numbers(NOON, NOON + HOUR) == [2]
    assert await numbers(NOON - HOUR, NOON) == [1]


@pytest.fixture
async def calendar(peopled: Database) -> Database:
    await _keep(
        peopled,
        visit(id="days", planned=Dates(start="2024-06-18", end="2024-06-19")),
        visit(id="month", planned=Dates(start="2024-06"), place=Place(name="Hanoi", country="VN")),
        visit(id="open", planned=Dates(start="2024-06-10", end=OPEN), kind=EventKind.MEETING),
        visit(id="undated", planned=Dates(), participants=(participant("lavrov"),)),
        visit(id="cancelled", planned=Dates(start="2024-07-01"), status=EventStatus.CANCELLED),
        visit(
            id="moved",
            planned=Dates(start="2024-05-01"),
            actual=Dates(start="2024-08-01"),
            participants=(participant("lavrov", Role.ABSENTEE),),
        ),
    )
    return peopled


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 6, 18), date(2024, 6, 18), ["month", "open", "days"]),
        (date(2024, 6, 19), date(2024, 6, 20), ["month", "open", "days"]),
        (date(2024, 6, 20), date(2024, 6, 30), ["month", "open"]),
        (date(2024, 6, 1), date(2024, 6, 9), ["month"]),
        (date(2024, 5, 1), date(2024, 5, 31), []),
        (date(2024, 7, 1), date(2024, 7, 31), ["open", "cancelled"]),
        (date(2024, 8, 1), None, ["open", "moved"]),
        (None, date(2024, 6, 1), ["month"]),
        (None, None, ["month", "open", "days", "cancelled", "moved", "undated"]),
    ],
)
async def test_events_are_found_by_the_days_on_which_they_may_be(
    calendar: Database, first: date | None, last: date | None, expected: list[str]
):
    assert await _found(calendar, first=first, last=last) == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"actors": ["lavrov"]}, ["moved", "undated"]),
        ({"actors": ["lavrov"], "roles": [Role.VISITOR]}, ["undated"]),
        ({"actors": ["lavrov", "kim"], "country": "VN"}, ["month"]),
        ({"actors": ["nobody"]}, []),
        ({"country": "VN"}, ["month"]),
        ({"kinds": [EventKind.MEETING, EventKind.CALL]}, ["open"]),
        ({"statuses": [EventStatus.CANCELLED]}, ["cancelled"]),
        ({"actors": ["lavrov"], "dated_only": True}, ["moved"]),
    ],
)
async def test_events_are_found_by_what_they_are(
    calendar: Database, conditions: dict[str, Any], expected: list[str]
):
    assert await _found(calendar, **conditions) == expected


async def test_the_latest_come_first_where_that_is_asked(calendar: Database):
    async with calendar.reading() as session:
        found = await events.find(session, EventQuery(), limit=2, latest=True)

    assert [one.id for one in found] == ["moved", "cancelled"]


async def test_an_event_is_found_by_whom_it_concerns_now(peopled: Database):
    await _keep(peopled, visit())
    await _revise(peopled, visit().id, participants=(participant("lavrov"),))

    assert await _found(peopled, actors=["putin"]) == []
    assert await _found(peopled, actors=["lavrov"]) == [visit().id]


async def test_an_actor_in_two_roles_is_in_an_event_once(peopled: Database):
    both = (participant("kim", Role.HOST), participant("kim", Role.INVITER))
    await _keep(peopled, visit(participants=both))

    assert await _found(peopled, actors=["kim"]) == [visit().id]
    for role in (Role.HOST, Role.INVITER):
        assert await _found(peopled, actors=["kim"], roles=[role]) == [visit().id]
    assert await _found(peopled, actors=["kim"], roles=[Role.VISITOR]) == []


async def test_the_legs_of_a_trip_come_in_order(peopled: Database):
    await _keep(
        peopled,
        visit(id="trip", kind=EventKind.TRIP),
        visit(id="second", broader="trip", leg=2, planned=Dates(start="2024-06-01")),
        visit(id="first", broader="trip", leg=1),
        visit(id="aside", broader="trip", planned=Dates(start="2024-05-01")),
    )

    async with peopled.reading() as session:
        found = await events.parts(session, ["trip"])

    assert [one.id for one in found] == ["first", "second", "aside"]


async def test_a_heading_says_when_an_event_begins(peopled: Database):
    await _keep(peopled, visit(), visit(id="undated", planned={}))

    async with peopled.reading() as session:
        found = await events.headings(session, [visit().id, "undated", "unknown"])
        assert await events.headings(session, found, [EventKind.SUMMIT]) == {}

    assert {one.id: one.first_day for one in found.values()} == {
        visit().id: date(2024, 6, 18), "undated": None,
    }  # fmt: skip


# What the planner asks.

HOST_MIDNIGHT = datetime(2024, 6, 17, 15, tzinfo=UTC)
"""18 June begins in Pyongyang."""
HOST_MIDDAY = HOST_MIDNIGHT + 12 * HOUR
HOST_END = HOST_MIDNIGHT + 48 * HOUR
"""19 June is over there."""


async def _anchored(database: Database, *windows: tuple[datetime, datetime]) -> list[str]:
    async with database.reading() as session:
        return [one.id for one in await turns.anchored_between(session, windows)]


async def test_an_event_is_anchored_in_the_window_that_ends_with_its_anchor(peopled: Database):
    await _keep(peopled, visit())

    assert await _anchored(peopled, (HOST_MIDNIGHT - HOUR, HOST_MIDNIGHT)) == [visit().id]
    assert await _anchored(peopled, (HOST_MIDNIGHT, HOST_MIDNIGHT + HOUR)) == []


async def test_an_event_in_several_windows_is_found_once(peopled: Database):
    await _keep(peopled, visit())
    window = (HOST_MIDNIGHT - HOUR, HOST_MIDNIGHT + HOUR)

    assert await _anchored(peopled, window, window) == [visit().id]


@pytest.mark.parametrize(
    "fields",
    [
        {"planned": Dates(start="2024-06")},
        {"planned": Dates()},
        {"planned": Dates(start="2024-06-18~")},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED, "planned": Dates()},
        {"status": EventStatus.UNDER_WAY},
        {"status": EventStatus.OCCURRED},
    ],
)
async def test_what_is_not_ahead_on_a_certain_day_is_never_anchored(
    peopled: Database, fields: dict[str, Any]
):
    await _keep(peopled, visit(**fields))

    assert await _anchored(peopled, (NOON - 900 * HOUR, NOON + 900 * HOUR)) == []


async def test_a_moved_event_is_anchored_where_it_is_now(peopled: Database):
    await _keep(peopled, visit())
    await _revise(peopled, visit().id, planned=ONE_DAY)

    assert await _anchored(peopled, (HOST_MIDNIGHT - HOUR, HOST_MIDNIGHT)) == []
    assert await _anchored(peopled, (HOST_MIDNIGHT, HOST_MIDNIGHT + 24 * HOUR)) == [visit().id]


async def test_an_event_starts_by_midday_and_ends_with_its_last_day_at_the_host(
    peopled: Database,
):
    await _keep(peopled, visit())

    async with peopled.reading() as session:
        starting = await turns.starting_between(session, HOST_MIDNIGHT, HOST_MIDDAY)
        started = await turns.starting_between(session, HOST_MIDDAY, HOST_END)
        ending = await turns.ending_between(session, HOST_MIDDAY, HOST_END)
        ended = await turns.ending_between(session, HOST_END, HOST_END + 24 * HOUR)

    assert [len(found) for found in (starting, started, ending, ended)] == [1, 0, 1, 0]


async def test_what_has_begun_does_not_start_again_but_ends(peopled: Database):
    await _keep(peopled, visit(status=EventStatus.UNDER_WAY))

    async with peopled.reading() as session:
        assert await turns.starting_between(session, NOON - 99 * HOUR, NOON + 99 * HOUR) == ()
        assert len(await turns.ending_between(session, NOON - 99 * HOUR, NOON + 99 * HOUR)) == 1


async def test_the_next_turn_is_the_first_of_offset_start_and_end(peopled: Database):
    await _keep(peopled, visit())

    async def turn(after: datetime) -> datetime | None:
        async with peopled.reading() as session:
            return await turns.next_turn(session, after, [24 * HOUR, timedelta()])

    assert await turn(HOST_MIDNIGHT - 48 * HOUR) == HOST_MIDNIGHT - 24 * HOUR
    assert await turn(HOST_MIDNIGHT - 24 * HOUR) == HOST_MIDNIGHT
    assert await turn(HOST_MIDNIGHT) == HOST_MIDDAY
    assert await turn(HOST_MIDDAY) == HOST_END
    assert await turn(HOST_END) is None


async def test_without_events_no_turn_comes(peopled: Database):
    async with peopled.reading() as session:
        assert await turns.next_turn(session, NOON, [HOUR]) is None
