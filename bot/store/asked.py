"""How often things are asked for: what many ask for comes first where a query does not decide."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.named import Sort
from bot.store.dialects import insert_into
from bot.store.tables import AskedRow


async def add(session: AsyncSession, counted: Mapping[tuple[Sort, str], int]) -> None:
    """Count that things were asked for, so many times each."""
    insert = insert_into(session, AskedRow)
    keys = [AskedRow.kind, AskedRow.owner]
    more = {"times": AskedRow.times + insert.excluded.times}
    rows = [
        {"kind": sort, "owner": owner, "times": number}
        for (sort, owner), number in sorted(counted.items())
    ]
    await session.execute(insert.on_conflict_do_update(index_elements=keys, set_=more), rows)


async def times(session: AsyncSession, sort: Sort, owners: Iterable[str]) -> dict[str, int]:
    """Return how often each of these was asked for; what never was is left out."""
    rows = await session.execute(
        select(AskedRow.owner, AskedRow.times).where(
            AskedRow.kind == sort, AskedRow.owner.in_(set(owners))
        )
    )
    return {owner: number for owner, number in rows}  # noqa: C416 - rows are no pairs to mypy
