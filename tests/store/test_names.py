"""Names are kept in step with what they name, and found by words, beginnings and misspellings."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import func, select

from bot.domain.named import Sort
from bot.store import asked, events, facts, finding
from bot.store.database import Database, Session
from bot.store.finding import Hit, Sought
from bot.store.tables import NameRow, NameWordRow, WordFormRow
from tests import world
from tests.domain.samples import actor

PUTIN = actor("putin", name="Vladimir Putin", aliases=("Путин", "VLADIMIR PUTIN"))
MANY = 50


async def _put(database: Database, *several: object) -> None:
    async with database.writing() as session:
        for one in several:
            await facts.put_actor(session, one)  # type: ignore[arg-type]


async def _owners(session: Session, *words: str, sort: Sort = Sort.ACTOR) -> list[set[str]]:
    wanted = [Sought(word) for word in words]
    return [_of(hits) for hits in await finding.hits(session, sort, wanted, MANY)]


def _of(hits: Sequence[Hit]) -> set[str]:
    return {hit.owner for hit in hits}


async def test_a_name_is_kept_once_however_it_is_written(database: Database) -> None:
    await _put(database, PUTIN)

    async with database.reading() as session:
        said = await session.scalars(select(NameRow.said).where(NameRow.owner == "putin"))
        assert sorted(said) == ["putin", "vladimir putin"]


async def test_words_and_beginnings_are_found_for_each_word(database: Database) -> None:
    await _put(database, PUTIN, actor("vladimirescu", name="Ion Vladimirescu"))

    async with database.reading() as session:
        assert await _owners(session, "vladimir", "putin", "utin") == [
            {"putin", "vladimirescu"}, {"putin"}, set(),
        ]  # fmt: skip


async def test_the_word_itself_comes_before_what_begins_like_it(database: Database) -> None:
    await _put(database, *(actor(f"kimura-{one}", name=f"Kimura {one}") for one in "abc"))
    await _put(database, actor("kim", name="Zo Kim"))

    async with database.reading() as session:
        (hits,) = await finding.hits(session, Sort.ACTOR, [Sought("kim")], 1)
    assert _of(hits) == {"kim"}


async def test_who_is_renamed_is_not_found_by_the_old_name(database: Database) -> None:
    await _put(database, PUTIN)
    await _put(database, actor("putin", name="Wladimir Putin"))

    async with database.reading() as session:
        assert await _owners(session, "vladimir", "wladimir") == [set(), {"putin"}]


async def test_writing_the_same_again_changes_nothing(database: Database) -> None:
    await _put(database, PUTIN)
    async with database.reading() as session:
        before = list(await session.scalars(select(NameRow.id).order_by(NameRow.id)))
    await _put(database, PUTIN)

    async with database.reading() as session:
        assert list(await session.scalars(select(NameRow.id).order_by(NameRow.id))) == before
        assert await session.scalar(select(func.count()).select_from(NameWordRow)) == 3


async def test_the_forms_of_a_word_are_kept_once(database: Database) -> None:
    await _put(database, PUTIN, actor("other", name="Ada Putin"))

    async with database.reading() as session:
        forms = await session.scalars(select(WordFormRow.form).where(WordFormRow.word == "putin"))
        assert sorted(forms) == ["ptin", "puin", "puti", "putin", "putn", "utin"]


@pytest.mark.parametrize("typed", ["vladmir", "valdimir", "vladimmir", "bladimir", "wladymir"])
async def test_a_misspelt_word_leads_to_the_right_one(database: Database, typed: str) -> None:
    await _put(database, PUTIN, actor("other", name="Zebedee Quux"))

    async with database.reading() as session:
        assert await finding.alike(session, [typed], MANY) == {"vladimir"}


async def test_an_event_is_found_by_who_takes_part_under_any_name(database: Database) -> None:
    await world.settle(database)

    async with database.reading() as session:
        (hits,) = await finding.hits(session, Sort.EVENT, [Sought("poutine")], MANY)
        assert _of(hits) == {one.id for one in world.EVENTS}


async def test_an_event_that_is_moved_is_found_by_its_new_year(database: Database) -> None:
    await world.settle(database)
    async with database.writing() as session:
        await world.move(session, "putin-mongolia-2024", "2025-01-10")

    async with database.reading() as session:
        (hits,) = await finding.hits(session, Sort.EVENT, [Sought("2025")], MANY)
        assert _of(hits) == {"putin-mongolia-2024"}


async def test_a_city_is_kept_once(database: Database) -> None:
    await world.settle(database)

    async with database.reading() as session:
        places = await session.scalars(select(NameRow.owner).where(NameRow.kind == Sort.PLACE))
        assert sorted(places) == ["Hanoi, VN", "Pyongyang, KP", "Ulaanbaatar, MN"]


async def test_names_with_all_of_several_words(database: Database) -> None:
    await _put(
        database, PUTIN, actor("other", name="Vladimir Orlov"), actor("third", name="Ada Putin")
    )

    async with database.reading() as session:
        names = await finding.in_all(session, Sort.ACTOR, ["vladimir", "put"], MANY)
        assert await finding.said(session, names) == [("vladimir putin", "putin")]


async def test_events_near_in_time_on_both_sides(database: Database) -> None:
    await world.settle(database)

    async with database.reading() as session:
        near = await finding.near_in_time(session, date(2024, 6, 19), [], 1)
    assert near & {"putin-north-korea-2024", "putin-vietnam-2024"}
    assert "putin-asia-2024" in near
    assert len(near) == 2


async def test_what_is_asked_for_is_counted(database: Database) -> None:
    await _put(database, PUTIN, actor("other", name="Ada Putin"))
    async with database.writing() as session:
        await asked.add(session, {(Sort.ACTOR, "putin"): 2, (Sort.EVENT, "other"): 9})
        await asked.add(session, {(Sort.ACTOR, "putin"): 1})

    async with database.reading() as session:
        assert await asked.times(session, Sort.ACTOR, ["putin", "other"]) == {"putin": 3}
        most = await finding.asked_most(session, Sort.ACTOR, MANY)
        assert {owner for _, owner in await finding.said(session, most)} == {"putin"}


async def test_an_event_goes_by_its_present_title_only(database: Database) -> None:
    await world.settle(database)
    async with database.reading() as session:
        event = await events.event(session, "putin-mongolia-2024")
    assert event is not None
    renamed = world.revise(event, {"title": "Putin sees Ulan Bator"}, by="w", source="wire",
                           at=world.NOW)  # fmt: skip
    async with database.writing() as session:
        await events.add_revision(session, renamed)

    async with database.reading() as session:
        assert await finding.same(session, Sort.EVENT, "putinvisitsmongolia", MANY) == set()
        assert await finding.same(session, Sort.EVENT, "putinseesulanbator", MANY) == {event.id}
