"""How far the flow has come: watermarks, and the ledger of what was taken in already."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.dialects import insert_into
from bot.store.tables import IntakeRow, WatermarkRow


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


async def take_in(session: AsyncSession, key: str, document: dict[str, Any], at: datetime) -> None:
    """Record that `key` was taken in, in this form."""
    await session.merge(IntakeRow(key=key, document=document, at=at))
