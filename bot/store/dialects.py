"""The one statement that SQLite and PostgreSQL share and SQLAlchemy has twice: an upsert."""

from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import Table


def insert_into(session: AsyncSession, table: type[Table]) -> PostgresInsert | SqliteInsert:
    """Return an insert that knows ON CONFLICT, for the database of a session."""
    postgres = session.get_bind().dialect.name == "postgresql"
    return postgres_insert(table) if postgres else sqlite_insert(table)
