"""Waking the flow when something is due. APScheduler is the alarm clock, not the memory.

After each turn the next is set for the instant at which the database says that something is
due; what another process puts into the outbox is heard of at once, and any other change of it is
seen within LONGEST_SLEEP.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.flow.asked import write_down
from bot.flow.audit import audit, publish
from bot.flow.deliver import recover
from bot.flow.desk import Desk
from bot.flow.forget import forget
from bot.flow.retry import back_off
from bot.flow.tick import tick
from bot.store.database import StoreError, in_one_line
from bot.store.wakeups import wakeups

LONGEST_SLEEP = timedelta(seconds=30)
AUDIT_EVERY = timedelta(minutes=10)
COUNT_EVERY = timedelta(minutes=1)
"""How often it is written down what people looked up."""
FORGET_EVERY = timedelta(days=1)

SHUTDOWN = timedelta(seconds=10)
"""How long a running turn may take to finish when the service stops."""

_TURN = "turn"

log = structlog.get_logger(__name__)


class Schedule:
    """Turns the wheel of one desk until it is stopped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._failures = 0
        self._turning = asyncio.Lock()
        self._woken = False
        self._listening: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def start(self) -> None:
        """Recover what a former process left, and begin to turn."""
        await recover(self._desk)
        self._scheduler.start()
        self._listening = asyncio.create_task(self._listen())
        if self._desk.plans:
            self._scheduler.add_job(self._audit, IntervalTrigger(seconds=AUDIT_EVERY.seconds))
            self._scheduler.add_job(
                self._forget,
                IntervalTrigger(days=FORGET_EVERY.days),
                next_run_time=self._desk.clock.now(),  # a process may not live for a day
                misfire_grace_time=None,
            )
        self._scheduler.add_job(self._count, IntervalTrigger(seconds=COUNT_EVERY.seconds))
        self.wake()

    def wake(self, at: datetime | None = None) -> None:
        """Turn at `at`, or at once; there is only ever one next turn.

        Woken in the middle of a turn, it turns again as soon as that one is done.
        """
        if at is None and self._turning.locked():
            self._woken = True
            return
        self._scheduler.add_job(
            self._turn,
            DateTrigger(at or self._desk.clock.now()),
            id=_TURN,
            replace_existing=True,
            misfire_grace_time=None,  # however late, it is never dropped
            max_instances=3,  # a turn that is just ending must not make the next one be skipped
        )

    async def stop(self) -> None:
        """Set no further turn; let a running one finish, or leave its leases to run out."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening}, timeout=SHUTDOWN.total_seconds())
        self._desk.stopping.set()
        self._scheduler.remove_all_jobs()
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN.total_seconds()):
                await self._turning.acquire()
        self._scheduler.shutdown(wait=False)

    async def _turn(self) -> None:
        async with self._turning:
            self._woken = False
            again = await self._tick()
        self.wake(None if self._woken else again)

    async def _audit(self) -> None:
        """Look for what went wrong unnoticed, and say it in the log and the metrics."""
        try:
            async with self._desk.database.reading() as session:
                found = await audit(session, self._desk.clock.now())
        except StoreError as trouble:
            log.error("the audit failed", trouble=in_one_line(trouble))  # noqa: TRY400
            return
        except Exception as trouble:
            log.exception("the audit failed", trouble=str(trouble))
            return
        publish(found)
        if not found.well:
            log.warning("the audit found something", **found.counts)

    async def _count(self) -> None:
        """Write down what was looked up; the next time will do as well."""
        try:
            await write_down(self._desk)
        except StoreError as trouble:
            log.warning("look-ups were not counted", trouble=in_one_line(trouble))

    async def _forget(self) -> None:
        """End what workspaces wanted that were left long ago. What fails is done tomorrow."""
        try:
            async with self._desk.database.writing() as session:
                ended = await forget(session, self._desk.clock.now())
        except StoreError as trouble:
            log.error("nothing forgotten", trouble=in_one_line(trouble))  # noqa: TRY400
            return
        if ended:
            log.info("subscriptions of workspaces that were left are forgotten", number=ended)

    async def _listen(self) -> None:
        """Turn when another process says that something is due."""
        failures = 0
        while True:
            try:
                async for _ in wakeups(self._desk.database):
                    failures = 0
                    self.wake()
            except Exception as trouble:  # noqa: BLE001 - the turns by the clock go on meanwhile
                failures += 1
                log.warning("not listening for now", trouble=in_one_line(trouble))
                await asyncio.sleep(back_off(failures).total_seconds())

    async def _tick(self) -> datetime:
        """Do what is due and return when to look again. Whatever happens, the wheel turns on."""
        now = self._desk.clock.now()
        try:
            due = await tick(self._desk)
        except StoreError as trouble:  # a full disk, a server that is away: one line says it all
            again = self._after_failure(now)
            log.error("a turn failed", trouble=in_one_line(trouble), again=again.isoformat())  # noqa: TRY400
            return again
        except Exception as trouble:
            again = self._after_failure(now)
            log.exception("a turn failed", trouble=str(trouble), again=again.isoformat())
            return again
        self._failures = 0
        return max(now, min(due or now + LONGEST_SLEEP, now + LONGEST_SLEEP))

    def _after_failure(self, now: datetime) -> datetime:
        self._failures += 1
        return now + back_off(self._failures)
