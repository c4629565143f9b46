"""Facts come out of the store as they went in, on both databases."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.actors import ActorKind, Occupancy
from bot.domain.claims import Stance
from bot.domain.sources import SourceReport
from bot.domain.treaties import ROME_STATUTE
from bot.domain.warrants import InstrumentKind, InstrumentStatus
from bot.store import facts, ids
from bot.store.database import Database, Session
from bot.store.tables import ClaimActorRow
from tests.domain.samples import actor, claim, treaty_status, warrant

PUTIN = actor("putin", name="Vladimir Putin", aliases=("Путин", "VLADIMIR PUTIN"), country="RU")
KIM = actor("kim", name="Kim Jong Un")
NORTH_KOREA = actor("north-korea", ActorKind.STATE, name="North Korea", country="KP")
ICC = actor("icc", ActorKind.ORGANISATION, name="International Criminal Court")
PRESIDENT = actor("president-ru", ActorKind.OFFICE, name="President of Russia", country="RU")
PEOPLE = (PUTIN, KIM, NORTH_KOREA, ICC, PRESIDENT)


async def _put(database: Database, put: Callable[[Session, Any], Awaitable[None]], *those: Any):
    async with database.writing() as session:
        for one in those:
            await put(session, one)


@pytest.fixture
async def peopled(database: Database) -> Database:
    await _put(database, facts.put_actor, *PEOPLE)
    return database


async def test_a_source_comes_back(database: Database):
    report = SourceReport(
        id="tass-1", outlet="TASS", origin="Kremlin", url="https://tass.com/1",
        published="2024-06-17", published_at="2024-06-17T12:00+03:00", note="A note.",
    )  # fmt: skip
    await _put(database, facts.put_source, report)

    async with database.reading() as session:
        assert await facts.sources(session, ["tass-1", "unknown"]) == {"tass-1": report}


async def test_an_actor_comes_back(peopled: Database):
    async with peopled.reading() as session:
        assert await facts.actors(session, [one.id for one in PEOPLE]) == {
            one.id: one for one in PEOPLE
        }


async def test_a_very_long_name_is_cut_for_the_search_only(database: Database):
    long = actor("long", name="诸" * 300)
    await _put(database, facts.put_actor, long)

    async with database.reading() as session:
        assert (await facts.actors(session, ["long"]))["long"] == long


async def test_a_state_is_found_by_its_code(peopled: Database):
    async with peopled.reading() as session:
        assert await facts.state_actor(session, "KP") == NORTH_KOREA
        assert await facts.state_actor(session, "RU") is None  # persons and offices do not count


async def test_offices_come_back_the_earliest_first(peopled: Database):
    first = Occupancy(holder="putin", post="president-ru", start="2000-05-07", end="2008-05-07")
    second = Occupancy(holder="putin", post="president-ru", start="2012-05-07")
    unknown = Occupancy(holder="kim", post="president-ru", acting=True)
    await _put(peopled, facts.put_occupancy, second, first, unknown)

    async with peopled.reading() as session:
        assert await facts.occupancies_of(session, ["putin"]) == (first, second)
        assert await facts.occupancies_in(session, "president-ru") == (unknown, first, second)


async def test_an_office_that_ended_takes_the_place_of_the_one_that_went_on(peopled: Database):
    going_on = Occupancy(holder="putin", post="president-ru", start="2000")
    ended = going_on.model_copy(update={"end": "2008"})
    await _put(peopled, facts.put_occupancy, going_on, ended)

    async with peopled.reading() as session:
        assert await facts.occupancies_of(session, ["putin"]) == (ended,)


async def test_a_treaty_status_comes_back(database: Database):
    armenia = treaty_status("AM", deposited="2023-11-14", in_force="2024-02-01")
    mongolia = treaty_status("MN", in_force="2002-07-01")
    async with database.reading() as session:
        assert not await facts.treaty_known(session, ROME_STATUTE)
    await _put(database, facts.put_treaty_status, armenia, mongolia)

    async with database.reading() as session:
        assert await facts.treaty_known(session, ROME_STATUTE)
        assert await facts.treaty_status(session, ROME_STATUTE, "AM") == armenia
        assert await facts.treaty_status(session, ROME_STATUTE, "VN") is None
        assert await facts.treaty_status(session, "another", "AM") is None
        assert await facts.treaty_statuses(session, ROME_STATUTE, ["MN", "VN"]) == {"MN": mongolia}


async def test_a_warrant_comes_back(peopled: Database):
    await _put(peopled, facts.put_instrument, warrant())

    async with peopled.reading() as session:
        assert await facts.instrument(session, "icc-putin-2023") == warrant()
        assert await facts.instrument(session, "unknown") is None


async def test_warrants_are_found_by_subject_and_by_what_was_public(peopled: Database):
    secret = warrant(id="later", issued="2023-01-01", made_public="2024-06-25")
    undated = warrant(
        id="undated", subject="kim", issued=None, made_public=None,
        kind=InstrumentKind.APPLICATION, status=InstrumentStatus.PENDING,
    )  # fmt: skip
    await _put(peopled, facts.put_instrument, warrant(), secret, undated)

    async def found(**conditions: Any) -> set[str]:
        async with peopled.reading() as session:
            return {one.id for one in await facts.instruments(session, **conditions)}

    assert await found() == {"icc-putin-2023", "later", "undated"}
    assert await found(subjects=["kim"]) == {"undated"}
    assert await found(subjects=[]) == set()
    assert await found(subjects=["putin"], public_by=date(2024, 6, 24)) == {"icc-putin-2023"}
    assert await found(subjects=["putin"], public_by=date(2024, 6, 25)) == {
        "icc-putin-2023",
        "later",
    }


async def test_claims_come_back_the_latest_first(peopled: Database):
    old = claim("old", date="2024-05", about=("kim", "north-korea"))
    new = claim("new", claimant="kim", date="2024-06-17")
    undated = claim("undated", claimant="icc")
    await _put(peopled, facts.put_claim, old, undated, new)

    async with peopled.reading() as session:
        assert await facts.claims(session) == (new, old, undated)
        assert await facts.claims(session, about="kim") == (old,)
        assert await facts.claims(session, by="kim") == (new,)
        assert await facts.claims(session, about="kim", by="kim") == (new, old)


async def test_claims_are_found_by_the_day_on_which_they_were_made(peopled: Database):
    before, within = claim("before", date="2024-06-16"), claim("within", date="2024-06-17")
    await _put(peopled, facts.put_claim, before, within, claim("undated"))

    async with peopled.reading() as session:
        days = date(2024, 6, 17), date(2024, 6, 18)
        assert await facts.claims_said(session, *days) == (within,)


async def test_a_denial_is_found_by_its_claim_and_both_stay(peopled: Database):
    accused = claim("accused", about=("kim",))
    denial = claim("denial", claimant="kim", stance=Stance.DENIED, denies="accused")
    await _put(peopled, facts.put_claim, accused, denial)

    async with peopled.reading() as session:
        assert await facts.denials(session, ["accused", "denial"]) == {"accused": (denial,)}
        assert set(await facts.claims(session)) == {accused, denial}


async def test_whom_a_claim_concerns_is_replaced_with_it(peopled: Database):
    await _put(peopled, facts.put_claim, claim("one", about=("kim", "kim", "icc")))
    await _put(peopled, facts.put_claim, claim("one", about=("putin",)))

    async with peopled.reading() as session:
        assert await facts.claims(session, about="kim") == ()
        assert await session.scalar(select(func.count()).select_from(ClaimActorRow)) == 1


async def test_ids_that_exist_are_told_from_others(peopled: Database):
    async with peopled.reading() as session:
        asked = ["kim", *(f"nobody-{number}" for number in range(2_000))]
        assert await ids.existing(session, "actor", asked) == {"kim"}
        assert await ids.existing(session, "claim", asked) == set()
        assert await ids.existing(session, "wire item", asked) == set()
