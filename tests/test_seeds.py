"""The seeds that are shipped load without a problem, and say what they should."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.membership import membership
from bot.domain.treaties import ROME_STATUTE, TreatyStatus
from bot.flow.load import Loading, load
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.tables import EventRow, RevisionRow, Table, TreatyStatusRow

SEEDS = Path(__file__).parents[1] / "seeds"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


async def _fill(url: str) -> list[Loading]:
    database = Database(url)
    await upgrade(database)
    loadings = [await load(database, [SEEDS], NOW)]
    first = await _dump(database)
    loadings.append(await load(database, [SEEDS], NOW))
    assert await _dump(database) == first
    await database.close()
    return loadings


async def _dump(database: Database) -> dict[str, list[str]]:
    async with database.reading() as session:
        return {
            table.name: sorted(map(str, await session.execute(select(table))))
            for table in Table.metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('seeds')}/dragoman.db"


@pytest.fixture(scope="module")
def loadings(url: str) -> list[Loading]:
    """What came of loading them, and of loading them again into the same database."""
    return asyncio.run(_fill(url))


@pytest.fixture
async def loaded(url: str, loadings: list[Loading]) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


def test_the_seeds_have_no_problem(loadings: list[Loading]):
    assert [str(one) for one in loadings[0].problems] == []
    assert loadings[0].files == len(list(SEEDS.rglob("*.yaml")))


def test_loading_them_again_changes_nothing(loadings: list[Loading]):
    again = loadings[1].intake

    assert loadings[1].problems == []
    assert (again.new, again.changed, again.queued) == (0, 0, 0)


def test_old_news_is_told_to_nobody(loadings: list[Loading]):
    assert loadings[0].intake.queued == 0


@pytest.mark.parametrize(("day", "parties"), [(date(2024, 6, 18), 124), (date(2025, 2, 1), 125)])
async def test_the_states_parties_are_as_many_as_the_court_counts(
    loaded: Database, day: date, parties: int
):
    async with loaded.reading() as session:
        rows = await session.scalars(
            select(TreatyStatusRow).where(TreatyStatusRow.treaty == ROME_STATUTE)
        )
        found = [TreatyStatus.model_validate(row.document) for row in rows]

    assert sum(membership(one, one.state, day).party is True for one in found) == parties


async def test_every_event_names_a_source(loaded: Database):
    async with loaded.reading() as session:
        rows = await session.scalars(select(EventRow))
        without = [row.id for row in rows if not row.document["sources"]]

    assert without == []


async def test_every_event_has_all_its_revisions(loaded: Database):
    async with loaded.reading() as session:
        counts = select(RevisionRow.event_id, func.count().label("number"))
        rows = await session.execute(counts.group_by(RevisionRow.event_id))
        counted = {row.event_id: row.number for row in rows}
        present = {row.id: row.revision for row in await session.scalars(select(EventRow))}

    assert counted == present


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_names_its_schema(path: Path):
    assert path.read_text().startswith("# yaml-language-server: $schema=")
