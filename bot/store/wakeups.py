"""Telling other processes that something is due: LISTEN and NOTIFY, where there are others.

On SQLite there is one process, and it knows.
"""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.database import Database

_TOPIC = "dragoman_due"


async def notify(session: AsyncSession) -> None:
    """Wake the others once this transaction is committed; nothing if it is rolled back."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_notify(:topic, '')"), {"topic": _TOPIC})


async def wakeups(database: Database) -> AsyncIterator[None]:
    """Yield each time that a process put something into the outbox; ends at once on SQLite.

    Raises psycopg's OperationalError when the connection is lost.
    """
    if database.embedded:
        return
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
