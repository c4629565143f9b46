"""What SQLite and PostgreSQL share and SQLAlchemy has twice, or slowly: an upsert, many rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

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


async def insert_plain(
    session: AsyncSession, table: type[Table], columns: Sequence[str], rows: Sequence[Any]
) -> None:
    """Insert tuples as they are, past those that are there.

    For a hundred thousand rows of plain text, with nothing of what SQLAlchemy does for each.
    """
    connection = await session.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(columns))
    names = ", ".join(columns)
    await connection.exec_driver_sql(
        f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 - our own names
        list(rows),
    )
