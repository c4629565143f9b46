"""The door to the database: sessions for reading and for writing, on SQLite or PostgreSQL."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

BUSY_TIMEOUT_MS = 10_000
"""How long a SQLite writer waits for another to finish."""

MAPPED_BYTES = 1 << 30
"""As much of a SQLite file is read without a call to the system for each page."""

_POSTGRES_OPTIONS = "-c idle_in_transaction_session_timeout=15s"
"""A frozen process holds a lock no longer than this; then another takes over."""

_BEGIN = "sqlite_begin"

Session = AsyncSession
"""What every question to the database is given."""

StoreError = SQLAlchemyError
"""Any failure of the database, for those who must not know SQLAlchemy."""


def in_one_line(trouble: Exception) -> str:
    """Say what the database said, without the statement that it could not carry out."""
    return " ".join(str(getattr(trouble, "orig", None) or trouble).split())


class UnusableUrl(ValueError):  # noqa: N818 - the docstring is the message
    """The database URL is neither sqlite:///path nor postgresql://user@host/name."""


class Occupied(RuntimeError):  # noqa: N818 - the docstring is the message
    """Another Dragoman runs on this SQLite file; stop it first, or use PostgreSQL for several."""


def database_url(text: str) -> URL:
    """Read a database URL and choose the driver. Raises UnusableUrl."""
    try:
        url = make_url(text)
    except ArgumentError as refused:
        raise UnusableUrl(f"{text!r}: {UnusableUrl.__doc__}") from refused
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
    raise UnusableUrl(f"{text!r}: {UnusableUrl.__doc__}")


class Database:
    """One database and its pool of connections."""

    embedded: bool
    """Whether it is a file that one process has for itself (SQLite)."""

    def __init__(self, text: str) -> None:
        """Prepare the connections; none is opened yet. Raises UnusableUrl."""
        url = database_url(text)
        self.embedded = url.get_backend_name() == "sqlite"
        options = {} if self.embedded else {"options": _POSTGRES_OPTIONS}
        self.engine: AsyncEngine = create_async_engine(
            url, pool_pre_ping=True, connect_args=options
        )
        self._turn = asyncio.Lock() if self.embedded else nullcontext()
        self._path = url.database if self.embedded else None
        if self.embedded:
            _make_folder(url)
            event.listen(self.engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        writer = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        self._read = async_sessionmaker(self.engine, expire_on_commit=False)
        self._write = async_sessionmaker(writer, expire_on_commit=False)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session that sees one state of the database."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction: committed at the end, rolled back if anything is raised.

        On SQLite it takes the write lock at once, so that it never fails half-way because
        somebody else wrote in between. Tasks of this process take turns at it: SQLite's own
        waiting sleeps, and is not fair.
        """
        async with self._turn, self._write() as session, session.begin():
            yield session

    @asynccontextmanager
    async def rehearsing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that is always rolled back."""
        async with self._write() as session, session.begin() as transaction:
            yield session
            await transaction.rollback()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second service off an embedded database. Raises Occupied.

        The lock is the operating system's: it goes when the process does, however that ends.
        """
        if self._path is None:
            yield
            return
        with Path(f"{self._path}.lock").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as refused:
                raise Occupied(f"{Occupied.__doc__} ({self._path})") from refused
            yield

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and knows no IMMEDIATE; ours is in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    except connection.dbapi.Error:
        connection.close()  # the pool does not know it yet, and its thread would stay
        raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(str(options.get(_BEGIN, "BEGIN")))
