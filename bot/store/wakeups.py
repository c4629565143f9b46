"""Telling the service that something is due: by LISTEN and NOTIFY on PostgreSQL.

SQLite has no such thing, but in its header a number that is free for such use: it is counted up in
the transaction that fills the outbox, and looked at each second.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.database import Database

_TOPIC = "dragoman_due"
_EVERY = 1.0
"""Seconds between two looks."""
_COUNTER = "PRAGMA user_version"
"""https://www.sqlite.org/pragma.html#pragma_user_version"""
_HIGHEST = 2**31 - 1


async def notify(session: AsyncSession) -> None:
    """Wake the others once this transaction is committed; nothing if it is rolled back."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_notify(:topic, '')"), {"topic": _TOPIC})
        return
    count = int(await session.scalar(text(_COUNTER)) or 0)
    await session.execute(text(f"{_COUNTER} = {(count + 1) % _HIGHEST}"))


async def wakeups(database: Database) -> AsyncIterator[None]:
    """Yield each time that a process put something into the outbox.

    Raises StoreError, or psycopg's OperationalError, when the database cannot be asked.
    """
    async for _ in _looked_up(database) if database.embedded else _told(database):
        yield


async def _looked_up(database: Database) -> AsyncIterator[None]:
    seen = await _count(database)
    while True:
        await asyncio.sleep(_EVERY)
        now = await _count(database)
        if now != seen:
            seen = now
            yield


async def _count(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(text(_COUNTER)) or 0)


async def _told(database: Database) -> AsyncIterator[None]:
    async with database.engine.connect() as connection:
        pooled = await connection.get_raw_connection()
        raw: Any = pooled.driver_connection
        await raw.set_autocommit(True)
        try:
            await raw.execute(f"LISTEN {_TOPIC}")
            async for _ in raw.notifies():
                yield
        finally:
            await connection.invalidate()  # it must not go back to the pool, still listening
