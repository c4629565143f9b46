"""The one statement that SQLite and PostgreSQL share and SQLAlchemy has twice: an upsert."""

from typing import TYPE_CHECKING, cast

from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import Table

if TYPE_CHECKING:
    from sqlalchemy import TableClause


def insert_into(session: AsyncSession, table: type[Table]) -> PostgresInsert | SqliteInsert:
    """Return an insert that knows ON CONFLICT, for the database of a session.

    Of the table, not of the mapped class: rows go in by the hundred, and none comes back.
    """
    postgres = session.get_bind().dialect.name == "postgresql"
    into = cast("TableClause", table.__table__)
    return postgres_insert(into) if postgres else sqlite_insert(into)
