"""Who is meant: partial, misspelt, in other scripts, ambiguous, unknown."""

import pytest

from bot.domain.events import EventKind
from bot.lookup.search import find_actors, find_country, find_events
from bot.store.database import Session
from tests.world import NOW


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vladimir-putin", "vladimir-putin"),
        ("putin", "vladimir-putin"),
        ("PUTIN", "vladimir-putin"),
        ("Путин", "vladimir-putin"),
        ("Владимир Путин", "vladimir-putin"),
        ("putin vladimir", "vladimir-putin"),
        ("vladmir puttin", "vladimir-putin"),
        ("puttin", "vladimir-putin"),
        ("vlad", "vladimir-putin"),
        ("dprk", "north-korea"),
        ("north korea", "north-korea"),
        ("KP", "north-korea"),
        ("Kim Jong-un", "kim-jong-un"),
        ("kimjongun", "kim-jong-un"),
        ("김정은", "kim-jong-un"),
        ("To Lam", "to-lam"),
        ("Tô Lâm", "to-lam"),
        ("president of russia", "president-of-russia"),
        ("netanyahoo", "benjamin-netanyahu"),
    ],
)
async def test_one_actor_is_meant(session: Session, query: str, expected: str) -> None:
    found = await find_actors(session, query)
    assert found.best is not None
    assert found.best.id == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("korea", {"north-korea", "south-korea"}),
        ("Korea", {"north-korea", "south-korea"}),
        ("kim", {"kim-jong-un", "kim-jong-il"}),
        ("president", {"president-of-russia", "president-of-vietnam"}),
    ],
)
async def test_several_are_offered_and_none_is_chosen(
    session: Session, query: str, expected: set[str]
) -> None:
    found = await find_actors(session, query)
    assert found.best is None
    assert {one.id for one in found.others} == expected


@pytest.mark.parametrize("query", ["zzzz", "", "   ", "!!!", "%", "'; --"])
async def test_nothing_is_found(session: Session, query: str) -> None:
    found = await find_actors(session, query)
    assert (found.best, found.others) == (None, ())


async def test_what_comes_near_is_named(session: Session) -> None:
    found = await find_actors(session, "vladimirovich putinescu")
    assert found.best is None
    assert found.nearest[0].id == "vladimir-putin"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("putin-vietnam-2024", "putin-vietnam-2024"),
        ("putin vietnam 2024", "putin-vietnam-2024"),
        ("Putin visits Mongolia", "putin-mongolia-2024"),
        ("pyongyang", "putin-north-korea-2024"),
        ("the visit to mongolai", "putin-mongolia-2024"),
        ("dprk visit", "putin-north-korea-2024"),
    ],
)
async def test_one_event_is_meant(session: Session, query: str, expected: str) -> None:
    found = await find_events(session, query, NOW)
    assert found.best is not None
    assert found.best.id == expected


async def test_events_nearest_in_time_come_first(session: Session) -> None:
    found = await find_events(session, "visit vietnam", NOW, kinds=[EventKind.VISIT])
    assert found.best is None
    assert [one.id for one in found.others] == ["putin-vietnam-2024", "putin-vietnam-2017"]


async def test_a_kind_narrows_the_search(session: Session) -> None:
    found = await find_events(session, "putin", NOW, kinds=[EventKind.TRIP])
    assert found.best is not None
    assert found.best.id == "putin-asia-2024"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Mongolia", "MN"), ("DPRK", "KP"), ("Вьетнам", "VN"), ("korea", None), ("nowhere", None)],
)
async def test_countries(session: Session, text: str, code: str | None) -> None:
    assert await find_country(session, text) == code
