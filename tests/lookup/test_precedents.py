"""Earlier journeys under a warrant: what happened, who ruled what, as it was known on the day."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cards.precedent import precedent_blocks
from bot.commands.spec import Request
from bot.flow.load import load
from bot.lookup.precedents import precedents
from bot.store.database import Database
from bot.store.migrations import upgrade
from tests.commands.desk import counter

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = [SEEDS / "world", SEEDS / "precedents"]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


async def _fill(url: str) -> list[str]:
    database = Database(url)
    await upgrade(database)
    loading = await load(database, FILES, NOW)
    await database.close()
    return [str(one) for one in loading.problems]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('law')}/dragoman.db"
    assert asyncio.run(_fill(found)) == []
    return found


@pytest.fixture
async def loaded(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


async def test_rulings_and_arguments_are_those_of_whoever_made_them(loaded: Database):
    async with loaded.reading() as session:
        (jordan,) = await precedents(session, NOW, states=["JO"])
    assert [(one.on, one.by, one.failed) for one in jordan.findings] == [
        ("2017-12-11", "icc", True), ("2019-05-06", "icc", True),
    ]  # fmt: skip
    assert [one.claimant_name for one in jordan.arguments] == ["Jordan"]
    told, argued = map(str, precedent_blocks([jordan]))
    assert "International Criminal Court, 11 Dec 2017: Jordan failed" in told
    assert "Jordan, 2018: As a sitting head of state" in argued


async def test_a_ruling_or_an_argument_is_not_known_before_it_was_made(loaded: Database):
    async with loaded.reading() as session:
        (jordan,) = await precedents(session, datetime(2018, 5, 1, tzinfo=UTC), states=["JO"])
        in_2016 = datetime(2016, 5, 10, tzinfo=UTC)
        found = await precedents(session, in_2016, subjects=["omar-al-bashir"])
    assert [one.on for one in jordan.findings] == ["2017-12-11"]
    assert [one.state for one in found] == ["TD", "KE", "TD", "MW", "TD", "CD", "ZA", "DJ"]
    assert found[-1].findings == ()
    said = {one.claimant for each in found for one in each.arguments}
    assert said == {"african-union"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("exposure putin mongolia on 2026-04-01", "Mongolia failed to comply"),
        ("warrant icc-bashir-2010", "South Africa, 13–15 Jun 2015"),
        ("actor netanyahu", "Netanyahu in Hungary, 3–6 Apr 2025"),
        ("country mongolia", "Mongolia, 2024: A sitting head of state has immunity"),
    ],
)
async def test_every_answer_of_law_tells_of_them(loaded: Database, line: str, said: str):
    reply = await counter(loaded).answer_line(line, Request("", {}, NOW))
    assert said in str(reply.card.blocks)
    assert reply.data.precedents


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("warrant icc-ag-ghaly-2017 on 2020-01-01", "under seal"),
        ("warrant icc-ag-ghaly-2017 on 2017-07-17", "not applied for yet"),
        ("warrant netanyahu on 2024-06-18", "applied for, no decision known"),
        ("warrant france-assad-2023 on 2024-06-18", "in force"),
        ("warrant icc-simone-gbagbo-2012 on 2022-01-01", "vacated"),
    ],
)
async def test_where_a_warrant_stood_on_a_day(loaded: Database, line: str, said: str):
    reply = await counter(loaded).answer_line(line, Request("", {}, NOW))
    (then,) = [one for one in reply.card.blocks[0].items if one.label.startswith("On ")]
    assert then.value == (said,)


async def test_what_is_sealed_is_not_told(loaded: Database):
    before = Request("", {}, datetime(2024, 6, 20, tzinfo=UTC))
    for name in ("icc-ag-ghaly-2017", "icc-duterte-2025"):
        reply = await counter(loaded).answer_line(f"warrant {name}", before)
        assert reply.data is None or not hasattr(reply.data, "status")
