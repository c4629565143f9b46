"""How far the flow has come: watermarks, and the ledger of what was taken in already."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.dialects import insert_into
from bot.store.tables import IntakeRow, WatermarkRow

_CHUNK = 5_000
"""Fewer than the parameters that SQLite takes in one statement."""


async def watermark(session: AsyncSession, name: str) -> datetime | None:
    """Return the instant up to which a stage has looked; none before its first run."""
    return await session.scalar(select(WatermarkRow.at).where(WatermarkRow.name == name))


async def alone_in(session: AsyncSession, name: str) -> None:
    """Wait until no other process is in the stage `name`; until the transaction ends.

    On SQLite the write lock of the transaction does the same.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
        await session.execute(lock, {"name": f"dragoman.{name}"})


async def set_watermark(session: AsyncSession, name: str, at: datetime) -> None:
    """Record how far a stage has looked."""
    insert = insert_into(session, WatermarkRow).values(name=name, at=at)
    await session.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


async def taken_in(session: AsyncSession, key: str) -> dict[str, Any] | None:
    """Return the form in which `key` was taken in last; none if it never was."""
    row = await session.get(IntakeRow, key)
    return row.document if row else None


async def taken_in_of(session: AsyncSession, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the forms in which these keys were taken in last."""
    wanted = sorted(set(keys))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = await session.execute(
            select(IntakeRow.key, IntakeRow.document).where(IntakeRow.key.in_(chunk))
        )
        found |= {row.key: row.document for row in rows}
    return found


async def taken_in_under(session: AsyncSession, beginning: str) -> dict[str, dict[str, Any]]:
    """Return all that was taken in under keys with this beginning, and its last form."""
    rows = await session.execute(
        select(IntakeRow.key, IntakeRow.document).where(
            IntakeRow.key.startswith(beginning, autoescape=True)
        )
    )
    return {row.key: row.document for row in rows}


async def take_in_all(
    session: AsyncSession, documents: Mapping[str, dict[str, Any]], at: datetime
) -> None:
    """Record that these keys were taken in, each in its form."""
    rows = [{"key": key, "document": one, "at": at} for key, one in documents.items()]
    if rows:
        add = insert_into(session, IntakeRow)
        same = {name: add.excluded[name] for name in ("document", "at")}
        await session.execute(add.on_conflict_do_update(index_elements=["key"], set_=same), rows)


async def take_in(session: AsyncSession, key: str, document: dict[str, Any], at: datetime) -> None:
    """Record that `key` was taken in, in this form."""
    await session.merge(IntakeRow(key=key, document=document, at=at))
