"""Runs the migrations on the connection that Dragoman hands over, or on DRAGOMAN_DATABASE_URL."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import Table


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=connection.dialect.name == "sqlite",  # SQLite cannot alter in place
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _connect_and_migrate() -> None:
    database = Database(Settings().database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_migrate)
    await database.close()


_given: Connection | None = context.config.attributes.get("connection")
if _given is not None:
    _migrate(_given)
else:
    asyncio.run(_connect_and_migrate())
