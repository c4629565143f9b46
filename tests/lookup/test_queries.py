"""The list of what people type, with what they should be shown first, over the shipped seeds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.domain.named import Sort
from bot.lookup.everything import Finding, search
from bot.store.database import Database, Session

ASKED_AT = datetime(2024, 6, 17, 12, tzinfo=UTC)
LIST = Path(__file__).parents[1] / "data" / "queries.yaml"
QUERIES = [
    (str(query), expected)
    for group in yaml.safe_load(LIST.read_text(encoding="utf-8")).values()
    for query, expected in group.items()
]


@pytest.fixture
async def shipped(shipped_sqlite: Path) -> AsyncIterator[Session]:
    database = Database(f"sqlite:///{shipped_sqlite}")
    async with database.reading() as session:
        yield session
    await database.close()


def _named(one: Finding) -> str:
    return one.match.id if one.sort is Sort.ACTOR else f"{one.sort}/{one.match.id}"


def test_the_list_is_long_enough() -> None:
    assert len(QUERIES) >= 150


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
async def test_what_is_shown_first(shipped: Session, query: str, expected: str | list[str]) -> None:
    found = await search(shipped, query, ASKED_AT)

    if isinstance(expected, str):
        assert found.best is not None
        assert _named(found.best) == expected
    else:
        assert found.best is None
        assert {_named(one) for one in found.others} == set(expected)
