"""Filling a database by the million: rows as the driver takes them, indexes made afterwards.

It goes by the drivers and not through the store; `benchmarks.affairs` sees to it that the rows are
those that the store would have written.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Protocol

import psycopg
from sqlalchemy.engine import make_url

from bot.store.tables import Table

Row = dict[str, Any]

_BATCH = 20_000


class Hose(Protocol):
    """What rows are poured through."""

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a question finds."""
        ...

    def pour(self, table: type[Table], rows: Iterable[Row]) -> None:
        """Write rows; all of a table have the same columns."""
        ...


@contextmanager
def hose(url: str) -> Iterator[Hose]:
    """Open a database for filling; at the end its indexes are made, and its statistics."""
    found = _Sqlite(url) if make_url(url).get_backend_name() == "sqlite" else _Postgres(url)
    indexes = found.take_indexes_away()
    yield found
    for one in indexes:
        found.do(one)
    found.close()


class _Sqlite:
    def __init__(self, url: str) -> None:
        self._file = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -500000"):
            self.do(f"PRAGMA {setting}")

    def do(self, sql: str) -> None:
        self._file.execute(sql)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._file.execute(sql).fetchall()

    def take_indexes_away(self) -> list[str]:
        made = self.ask("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
        for name, _ in made:
            self.do(f"DROP INDEX {name}")
        self.do("BEGIN")
        return [sql for _, sql in made]

    def pour(self, table: type[Table], rows: Iterable[Row]) -> None:
        for columns, batch in _batches(rows):
            marks = ", ".join("?" for _ in columns)
            into = f"INTO {table.__tablename__} ({_quoted(columns)})"
            self._file.executemany(
                f"INSERT {into} VALUES ({marks})",  # noqa: S608 - of our own tables
                ([_of_sqlite(value) for value in row.values()] for row in batch),
            )

    def close(self) -> None:
        self.do("COMMIT")
        self.do("ANALYZE")
        self.do("PRAGMA journal_mode = WAL")
        self._file.close()


class _Postgres:
    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._server = psycopg.connect(plain)
        self.do("SET session_replication_role = replica")  # foreign keys are not looked up
        self.do("SET maintenance_work_mem = '500MB'")

    def do(self, sql: str) -> None:
        self._server.execute(sql.encode())

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._server.execute(sql.encode()).fetchall()

    def take_indexes_away(self) -> list[str]:
        made = self.ask(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname"
            " NOT IN (SELECT conname FROM pg_constraint)"
        )
        for name, _ in made:
            self.do(f"DROP INDEX {name}")
        return [sql for _, sql in made]

    def pour(self, table: type[Table], rows: Iterable[Row]) -> None:
        for columns, batch in _batches(rows):
            into = f"COPY {table.__tablename__} ({_quoted(columns)}) FROM STDIN"
            with self._server.cursor() as cursor, cursor.copy(into.encode()) as copy:
                for row in batch:
                    copy.write_row([_of_postgres(value) for value in row.values()])

    def close(self) -> None:
        last = "SELECT setval(pg_get_serial_sequence('names', 'id'), max(id)) FROM names"
        self.do(last)
        self._server.commit()
        self._server.autocommit = True
        self.do("VACUUM ANALYZE")  # what autovacuum does a little later
        self._server.close()


def _batches(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield tuple(batch[0]), batch
            batch = []
    if batch:
        yield tuple(batch[0]), batch


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def _of_sqlite(value: Any) -> Any:
    """Return a value as SQLAlchemy would have stored it."""
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _of_postgres(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
