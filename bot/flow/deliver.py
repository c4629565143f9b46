"""Delivering: lease what is due, prepare it, send it, record what came of it; batch by batch.

The order of the steps is what makes an alert neither lost nor repeated: the lease is committed
before the send, the receipt after it. Whoever dies in between leaves a lease that runs out; the
delivery is then unclear, and the channel is searched for the message before it is sent again.
Who is too slow for its lease lets go of what it has not sent.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from bot.domain.delivery import Delivery
from bot.flow.briefing import Briefing, brief
from bot.flow.desk import Desk
from bot.flow.mirror import mirror
from bot.flow.prepare import Look, Preparation, Prepared, Ready
from bot.flow.record import Outcome, record
from bot.flow.send import send
from bot.ports import Platform, Rejected, SendError
from bot.store import outbox

MARGIN = 1 / 3
"""What must be left of a lease for a send to begin: time for the platform to answer."""

BATCH = 500
"""Leased at a time at most."""

FIRST_BATCH = 50
"""Leased at first, so that the first message waits for few others; then twice as many, up to BATCH.
"""

RECLAIM = timedelta(seconds=5)
"""How often it is looked, amid long works, for what another worker left when it died."""

ABREAST = 3
"""Batches under way at a time: while one waits for a slow channel, the others go on."""


async def recover(desk: Desk) -> int:
    """At the start: treat what a process that died had leased as unclear; return how many.

    On SQLite there is one process, so every lease is a dead one's; on PostgreSQL the leases
    of the others are left to run out.
    """
    async with desk.database.writing() as session:
        alone = desk.database.embedded
        return await outbox.reclaim(session, desk.clock.now(), all_of_them=alone)


async def deliver(desk: Desk, planning: AsyncIterator[object] | None = None) -> int:
    """Send all that is due; return how many deliveries were settled or put back.

    With `planning`, its first step is taken before, and the others meanwhile: what each of them
    queued is sent, too.
    """
    if planning is not None and not await _step(planning):
        planning = None
    works = _Works(desk, planning)
    try:
        while await works.go_on():
            pass
    except Exception:
        await works.finish()  # what is on its way is recorded
        raise
    finally:
        await works.cancel()
    return works.done


class _Works:
    """The batches that are under way, and the planning."""

    def __init__(self, desk: Desk, planning: AsyncIterator[object] | None) -> None:
        self.done = 0
        self._desk = desk
        self._planning = planning
        self._plan: asyncio.Task[bool] | None = None
        self._batches: set[asyncio.Task[int]] = set()
        self._size = FIRST_BATCH
        self._reclaimed: datetime | None = None
        self._more = True
        """Whether there may be something to lease that was not there before."""

    async def go_on(self) -> bool:
        """Begin what can begin, or wait until something ends; return whether there was any."""
        if self._planning is not None and self._plan is None:
            self._plan = asyncio.create_task(_step(self._planning))
        if self._more and len(self._batches) < ABREAST and not self._desk.stopping.is_set():
            await self._begin()
            return True
        under_way = self._under_way()
        if not under_way:
            return False
        for one in (await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED))[0]:
            self._end(one)
        return True

    async def finish(self) -> None:
        """Let all that is under way come to its end, whatever that is."""
        await asyncio.gather(*self._under_way(), return_exceptions=True)

    async def cancel(self) -> None:
        """Stop all that is still under way."""
        for one in self._under_way():
            one.cancel()
        await self.finish()

    def _under_way(self) -> set[asyncio.Task[Any]]:
        return {*self._batches, self._plan} if self._plan else {*self._batches}

    async def _begin(self) -> None:
        batch = await self._lease()
        self._more = len(batch) == self._size
        self._size = min(2 * self._size, BATCH)
        if batch:
            self._batches.add(asyncio.create_task(_carry_out(self._desk, batch)))

    async def _lease(self) -> tuple[Delivery, ...]:
        desk, now = self._desk, self._desk.clock.now()
        async with desk.database.writing() as session:
            if self._reclaimed is None or now - self._reclaimed >= RECLAIM:
                await outbox.reclaim(session, now)
                self._reclaimed = now
            return await outbox.lease(session, now, self._size, desk.platforms, desk.lease)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._more = True
        if task is not self._plan:
            self._batches.discard(task)
            self.done += task.result()
            return
        self._plan = None
        if not task.result():
            self._planning = None


async def _step(planning: AsyncIterator[object]) -> bool:
    """Take one step; return whether there was one."""
    try:
        await anext(planning)
    except StopAsyncIteration:
        return False
    return True


async def _carry_out(desk: Desk, batch: tuple[Delivery, ...]) -> int:
    """Prepare, send and record a batch; return how many deliveries it had."""
    now = desk.clock.now()
    async with desk.database.reading() as session:
        briefing = await brief(session, batch)
        prepared = await Preparation(session, briefing, now).all(batch)
    outcomes = await _send_all(desk, briefing, prepared)
    await record(desk, briefing, outcomes, now)
    await mirror(desk, briefing, outcomes, now)
    return len(batch)


async def _send_all(desk: Desk, briefing: Briefing, prepared: list[Prepared]) -> list[Outcome]:
    """Send what is ready: channels side by side, so that none holds up another."""
    by_channel: dict[str, list[Ready | Look]] = {}
    outcomes = []
    for one in prepared:
        if isinstance(one, Ready | Look):
            by_channel.setdefault(one.delivery.channel, []).append(one)
        else:
            outcomes.append(Outcome(one))
    async with asyncio.TaskGroup() as group:
        for channel, queue in by_channel.items():
            platform = desk.platforms[briefing.channels[channel].platform]
            group.create_task(_send_in_order(desk, platform, queue, outcomes))
    return outcomes


async def _send_in_order(
    desk: Desk, platform: Platform, queue: list[Ready | Look], outcomes: list[Outcome]
) -> None:
    """Send to one channel in order; after a failure the rest waits, so that the order stands.

    What does not begin while enough is left of the lease is given back.
    """
    failed: SendError | None = None
    for one in queue:
        left = _left(desk, one.delivery)
        if failed is not None or desk.stopping.is_set() or left < desk.lease * MARGIN:
            outcomes.append(Outcome(one, tried=False, after=failed))
            continue
        try:
            outcomes.append(Outcome(one, sent=await send(platform, one, left)))
        except SendError as failure:
            outcomes.append(Outcome(one, failure=failure))
            failed = None if isinstance(failure, Rejected) else failure


def _left(desk: Desk, delivery: Delivery) -> timedelta:
    """Return for how long a delivery is still this worker's."""
    until, now = delivery.leased_until, desk.clock.now()
    return min(until - now, desk.lease) if until else timedelta()
