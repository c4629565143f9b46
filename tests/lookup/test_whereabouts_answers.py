"""Who is where and what was between two, asked of each kind of database."""

from datetime import date

import pytest

from bot.domain.presence import Surety
from bot.lookup.between import between
from bot.lookup.clashes import clash_answers
from bot.lookup.country import country_answer
from bot.lookup.ranges import read_range
from bot.lookup.whereabouts import country_spot, find_city, where, who_is_in
from bot.store.database import Session
from tests.world import NOW

TODAY = NOW.date()


async def test_a_country(session: Session) -> None:
    found = await country_answer(session, "VN", TODAY, NOW)
    assert (found.state.name if found.state else None, found.as_of) == ("Vietnam", NOW.replace(
        day=10, hour=9
    ))  # fmt: skip
    assert [(one.who.id, one.surety) for one in found.here] == [("vladimir-putin", Surety.DUE)]
    assert [one.outlet for one in found.sources] == ["Wire story"]


async def test_a_country_without_a_record(session: Session) -> None:
    found = await country_answer(session, "FR", TODAY, NOW)
    assert (found.state, found.leaders, found.here, found.coming) == (None, (), (), ())
    assert (found.sources, found.as_of) == ((), None)


async def test_where_somebody_is(session: Session) -> None:
    found = await where(session, "vladimir-putin", date(2024, 6, 20))
    assert [one.place.city for one in found.stays] == ["Hanoi"]
    assert found.before is not None
    assert found.after is not None
    assert found.before.event.id == "putin-north-korea-2024"
    assert found.after.event.id == "putin-mongolia-2024"
    held = await where(session, "president-of-vietnam", date(2024, 6, 20))
    assert [(one.who.id, one.office) for one in held.stays] == [("to-lam", "President of Vietnam")]
    before = await where(session, "president-of-vietnam", date(2017, 11, 10))
    assert before.stays == ()  # he did not hold it then


async def test_who_is_in_a_place(session: Session) -> None:
    week = read_range("this week", TODAY)
    found = await who_is_in(session, country_spot("KP"), week)
    assert [one.who.id for one in found.stays] == ["vladimir-putin", "kim-jong-un"]
    assert await find_city(session, "ha noi") == await find_city(session, "Hanoi")
    assert await find_city(session, "Atlantis") is None
    found_city = await find_city(session, "HANOI")
    assert found_city is not None
    assert (found_city.name, found_city.cities) == ("Hanoi", ("Hanoi",))


@pytest.mark.parametrize("other", ["vietnam", "to-lam", "president-of-vietnam"])
async def test_between_two(session: Session, other: str) -> None:
    found = await between(session, other, "russia", NOW)
    assert found is not None
    assert "putin-vietnam-2024" in [one.id for one in found.coming]
    assert "putin-asia-2024" not in [one.id for one in found.coming]
    assert await between(session, other, "nobody", NOW) is None


async def test_no_clash(session: Session) -> None:
    found = await clash_answers(session, read_range("june 2024", TODAY))
    assert (found.items, found.total, found.interpretation) == ((), 0, "1–30 Jun 2024")
