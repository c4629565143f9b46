"""The door to the database: transactions are whole or not at all, and failures have one name."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import progress
from bot.store.database import Database, StoreError, UnusableUrl, database_url

NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)


async def _watermark(database: Database) -> datetime | None:
    async with database.reading() as session:
        return await progress.watermark(session, "plan")


async def _driver_threads_end() -> None:
    """Wait for aiosqlite's threads: one that outlives the loop would fail another test."""
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///var/dragoman.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:///x.db", "sqlite+aiosqlite"),
        ("postgresql://me@host/name", "postgresql+psycopg"),
        ("postgresql+asyncpg://me@host/name", "postgresql+psycopg"),
        ("postgres://me@host/name", "postgresql+psycopg"),
    ],
)
def test_the_driver_is_chosen_for_whoever_gives_the_url(given: str, driver: str):
    assert database_url(given).drivername == driver


@pytest.mark.parametrize("given", ["", "mysql://host/name", "/var/dragoman.db", "nonsense"])
def test_another_url_is_refused(given: str):
    with pytest.raises(UnusableUrl, match="is neither sqlite:///path nor postgresql://"):
        Database(given)


async def test_a_transaction_is_kept_at_its_end(database: Database):
    async with database.writing() as session:
        await progress.set_watermark(session, "plan", NOON)

    assert await _watermark(database) == NOON


async def test_a_transaction_that_fails_leaves_nothing(database: Database):
    async def write_and_fail() -> None:
        async with database.writing() as session:
            await progress.set_watermark(session, "plan", NOON)
            await session.flush()
            raise RuntimeError("the worker fell over")

    with pytest.raises(RuntimeError, match="fell over"):
        await write_and_fail()

    assert await _watermark(database) is None


async def test_a_rehearsal_leaves_nothing(database: Database):
    async with database.rehearsing() as session:
        await progress.set_watermark(session, "plan", NOON)
        await session.flush()
        assert await progress.watermark(session, "plan") == NOON

    assert await _watermark(database) is None


async def test_an_instant_comes_back_in_utc(database: Database):
    korean = NOON.astimezone(timezone(timedelta(hours=9)))
    async with database.writing() as session:
        await progress.set_watermark(session, "plan", korean)

    found = await _watermark(database)

    assert found == NOON
    assert found.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(database: Database):
    with pytest.raises(StoreError, match="has no zone: only aware instants are stored"):
        async with database.writing() as session:
            await progress.set_watermark(session, "plan", datetime(2024, 6, 17))  # noqa: DTZ001


async def test_a_reader_sees_one_state_while_others_write(sqlite_database: Database):
    async with sqlite_database.reading() as session:
        before = await progress.watermark(session, "plan")
        async with sqlite_database.writing() as other:
            await progress.set_watermark(other, "plan", NOON)
        await session.rollback()
        after = await progress.watermark(session, "plan")

    assert (before, after) == (None, NOON)


async def test_writers_wait_for_each_other(database: Database):
    async with database.writing() as session:
        await progress.set_watermark(session, "count", NOON)

    async def add_a_minute() -> None:
        async with database.writing() as session:
            await progress.alone_in(session, "count")
            at = await progress.watermark(session, "count")
            assert at is not None
            await asyncio.sleep(0)
            await progress.set_watermark(session, "count", at + timedelta(minutes=1))

    await asyncio.gather(*(add_a_minute() for _ in range(12)))

    async with database.reading() as session:
        assert await progress.watermark(session, "count") == NOON + timedelta(minutes=12)


async def test_sqlite_keeps_references_and_a_log(sqlite_database: Database):
    async with sqlite_database.engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar() == 1
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar() == "wal"


async def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path):
    path = tmp_path / "dragoman.db"
    path.write_text("not a database, but a text that somebody put here" * 100)
    database = Database(f"sqlite:///{path}")

    with pytest.raises(StoreError):
        await _watermark(database)
    await database.close()
    await _driver_threads_end()


async def test_a_folder_in_the_place_of_the_file_is_a_store_error(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}")

    with pytest.raises(StoreError):
        await _watermark(database)
    await database.close()
    await _driver_threads_end()


async def test_a_server_that_is_not_there_is_a_store_error(tmp_path: Path):
    database = Database(f"postgresql://me@/dragoman?host={tmp_path}")

    with pytest.raises(StoreError):
        await _watermark(database)
    await database.close()


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/one/two/dragoman.db")
    async with database.engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    await database.close()

    assert (tmp_path / "one" / "two" / "dragoman.db").exists()


async def test_a_failed_connection_leaves_no_thread(tmp_path: Path):
    path = tmp_path / "dragoman.db"
    path.write_text("not a database" * 100)
    database = Database(f"sqlite:///{path}")

    with pytest.raises(StoreError):
        await _watermark(database)
    await database.close()

    await _driver_threads_end()
