"""What all tables share: how names, instants and documents are kept, how constraints are called."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    MetaData,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

ID_LENGTH = 100
NAME_LENGTH = 300
WORD_LENGTH = 40
KEY_LENGTH = 400

LONG = timedelta(days=31)
"""What goes on for longer is looked for apart: of all else, the first day says when it is over."""


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC: timestamptz on PostgreSQL, naive UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; hand UTC to the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone: only aware instants are stored")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the instant back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")

Id = String(ID_LENGTH)
Word = String(WORD_LENGTH)
Name = String(NAME_LENGTH)
Plain = String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql")
"""A word of a-z and 0-9, sorted by its bytes everywhere, so that beginnings are a range."""


class Table(DeclarativeBase):
    """The common ancestor; names every constraint, so that migrations can find it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcInstant(), dict[str, Any]: Document, list[Any]: Document}  # noqa: RUF012


def only(condition: str) -> dict[str, Any]:
    """Return what makes an index cover only some rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
