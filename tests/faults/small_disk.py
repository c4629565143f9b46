"""A service on a disk that is full: a process of its own, which may make its files only so large.

The limit is the operating system's, so that what fails is the write itself.
"""

import asyncio
import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from adapters.console.journal import Journal
from adapters.console.platform import ConsolePlatform
from bot.clock import ReplayClock
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.root import set_up_logging
from bot.schedule import Schedule
from bot.store.database import Database
from tests.faults import world
from tests.faults.conftest import drain
from tests.faults.worker import PROCESSES

CHANNELS, EVENTS = 3, 20
SMALL = 1_000
"""Bytes that are still to be had: room for a message or two."""
LARGE = 2_000_000
"""A journal larger than the database, so that a limit can stop the one and not the other."""


@dataclass(frozen=True, slots=True)
class Log:
    """What was logged, and how many messages there were, at the end of the full disk."""

    lines: list[dict[str, Any]]
    messages: int


@contextmanager
def full(size: int) -> Iterator[None]:
    """Let no file grow beyond `size`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def in_a_process(url: str, journal: Path, *, of_the_journal: bool) -> Log:
    """Send a fan-out while the disk is full, and the rest when it is not."""
    ours, theirs = PROCESSES.Pipe()
    what = (url, journal, of_the_journal, theirs)
    process = PROCESSES.Process(target=_run, args=what, daemon=True)
    process.start()
    theirs.close()
    try:
        found: Log = ours.recv()
    finally:
        process.join()
    return found


def _run(url: str, journal: Path, of_the_journal: bool, result: Any) -> None:
    set_up_logging("WARNING")
    result.send(asyncio.run(_send_on_a_small_disk(url, journal, of_the_journal=of_the_journal)))


async def _send_on_a_small_disk(url: str, journal: Path, *, of_the_journal: bool) -> Log:
    clock, database = ReplayClock(world.FIRST_DAY - timedelta(days=30)), Database(url)
    console = ConsolePlatform(journal, io.StringIO())
    desk = Desk(database, {world.PLATFORM: console}, clock)
    await world.settle(database, CHANNELS, [world.event(n) for n in range(EVENTS)], clock.now())
    await world.queue(database, world.announcements(CHANNELS, EVENTS, clock.now()))
    size = _enlarge(journal, clock) if of_the_journal else _log_of(url)
    with full(size + SMALL), capture_logs() as lines:
        if of_the_journal:
            await deliver(desk)
        else:
            await Schedule(desk)._tick()
    said = len(console.posted())
    clock.advance(clock.now() + timedelta(minutes=2))
    await drain(desk, clock)
    await database.close()
    return Log(lines, said)


def _enlarge(journal: Path, clock: ReplayClock) -> int:
    with Journal(journal).locked() as pen:
        pen.shown(pen.post("#archive", "old", clock.now(), "x" * LARGE).message)
    return journal.stat().st_size


def _log_of(url: str) -> int:
    """Return the size of the write-ahead log, to which SQLite writes first."""
    return Path(url.removeprefix("sqlite:///") + "-wal").stat().st_size
