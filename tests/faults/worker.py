"""A worker to be killed: a process of its own that turns the wheel until the outbox is empty.

Processes are forked from a server that has imported everything already, so that a kill costs
milliseconds and not a second.
"""

import asyncio
import multiprocessing
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.process import BaseProcess

from bot.clock import SystemClock
from bot.flow.deliver import recover
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.root import set_up_logging
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.chat_platform import ChatPlatform

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])

_LONGEST_NAP = 0.05


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know."""

    database: str
    server: str
    lease: timedelta = timedelta(seconds=60)


def start(job: Job) -> BaseProcess:
    """Start a worker; whoever does must see to its end."""
    worker = PROCESSES.Process(target=_work, args=(job,), daemon=True)
    worker.start()
    return worker


def _work(job: Job) -> None:
    set_up_logging("ERROR")
    asyncio.run(_turn_until_empty(job))


async def _turn_until_empty(job: Job) -> None:
    database, clock = Database(job.database), SystemClock()
    async with ChatPlatform(job.server, retry=timedelta(milliseconds=20)) as platform:
        desk = Desk(database, {platform.name: platform}, clock, lease=job.lease)
        with database.alone():
            await recover(desk)
            while await _open(database):
                due = await tick(desk)
                wait = (due - clock.now()).total_seconds() if due else _LONGEST_NAP
                await asyncio.sleep(min(max(wait, 0), _LONGEST_NAP))
    await database.close()


async def _open(database: Database) -> bool:
    async with database.reading() as session:
        return await outbox.next_ready(session) is not None


def end(worker: BaseProcess) -> None:
    """Kill a worker, if it still runs, with the signal that nobody can catch."""
    with suppress(ValueError):
        worker.kill()
        worker.join()
