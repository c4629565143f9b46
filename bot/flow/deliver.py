"""Delivering: lease what is due, prepare it, send it, record what came of it; batch by batch.

The order of the steps is what makes an alert neither lost nor repeated: the lease is committed
before the send, the receipt after it. Whoever dies in between leaves a lease that runs out; the
delivery is then unclear, and the channel is searched for the message before it is sent again.
"""

import asyncio

from bot.domain.delivery import Delivery
from bot.flow.briefing import Briefing, brief
from bot.flow.desk import Desk
from bot.flow.prepare import Preparation, Prepared, Ready
from bot.flow.record import Outcome, record
from bot.flow.send import send
from bot.ports import Platform, Rejected, SendError
from bot.store import outbox

BATCH = 200
"""Leased at a time: no more than is sent within the lease."""


async def recover(desk: Desk) -> int:
    """At the start: treat what a process that died had leased as unclear; return how many.

    On SQLite there is one process, so every lease is a dead one's; on PostgreSQL the leases
    of the others are left to run out.
    """
    async with desk.database.writing() as session:
        alone = desk.database.embedded
        return await outbox.reclaim(session, desk.clock.now(), all_of_them=alone)


async def deliver(desk: Desk) -> int:
    """Send all that is due; return how many deliveries were settled or put back."""
    done = 0
    while not desk.stopping.is_set() and (batch := await _lease(desk)):
        now = desk.clock.now()
        async with desk.database.reading() as session:
            briefing = await brief(session, batch)
            prepared = await Preparation(session, briefing, now).all(batch)
        outcomes = await _send_all(desk, briefing, prepared)
        await record(desk, briefing, outcomes, now)
        done += len(batch)
    return done


async def _lease(desk: Desk) -> tuple[Delivery, ...]:
    now = desk.clock.now()
    async with desk.database.writing() as session:
        await outbox.reclaim(session, now)
        return await outbox.lease(session, now, BATCH, desk.platforms)


async def _send_all(desk: Desk, briefing: Briefing, prepared: list[Prepared]) -> list[Outcome]:
    """Send what is ready: channels side by side, so that none holds up another."""
    by_channel: dict[str, list[Ready]] = {}
    for one in prepared:
        if isinstance(one, Ready):
            by_channel.setdefault(one.delivery.channel, []).append(one)
    outcomes = [Outcome(one) for one in prepared if not isinstance(one, Ready)]
    async with asyncio.TaskGroup() as group:
        for channel, queue in by_channel.items():
            platform = desk.platforms[briefing.channels[channel].platform]
            group.create_task(_send_in_order(desk, platform, queue, outcomes))
    return outcomes


async def _send_in_order(
    desk: Desk, platform: Platform, queue: list[Ready], outcomes: list[Outcome]
) -> None:
    """Send to one channel in order; after a failure the rest waits, so that the order stands."""
    failed: SendError | None = None
    for one in queue:
        if failed is not None or desk.stopping.is_set():
            outcomes.append(Outcome(one, after=failed))
            continue
        try:
            outcomes.append(Outcome(one, sent=await send(platform, one)))
        except SendError as failure:
            outcomes.append(Outcome(one, failure=failure))
            failed = None if isinstance(failure, Rejected) else failure
