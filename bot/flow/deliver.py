"""Delivering: lease what is due, compose it, hand it to its platform, record what came of it.

The order of the steps is what makes an alert neither lost nor repeated: the lease is committed
before the send, the receipt after it. Whoever dies in between leaves a lease that runs out; the
delivery is then unclear, and the channel is searched for the message before it is sent again.
"""

import asyncio
from datetime import datetime, timedelta

import structlog
from tenacity import RetryCallState, Retrying, wait_exponential_jitter

from bot import metrics
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.subscription import Channel
from bot.flow.compose import Stale
from bot.flow.desk import Desk
from bot.flow.hold import Drop, Hold, held
from bot.flow.send import Sent, send
from bot.flow.trouble import note_failure, note_success
from bot.ports import Rejected, SendError, TryLater, Unclear, Undeliverable
from bot.store import attention, channels, outbox

BATCH = 20
"""Leased at a time: no more than is sent within the lease."""

_BACK_OFF = wait_exponential_jitter(max=900, jitter=1)

log = structlog.get_logger(__name__)


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
        async with desk.database.reading() as session:
            places = await channels.channels_by_id(session, {one.channel for one in batch})
        by_channel: dict[str, list[Delivery]] = {}
        for one in batch:
            by_channel.setdefault(one.channel, []).append(one)
        # One channel's trouble holds up no other; within a channel the order stands.
        async with asyncio.TaskGroup() as group:
            for channel_id, queue in by_channel.items():
                group.create_task(_deliver_in_order(desk, places[channel_id], queue))
        done += len(batch)
    return done


async def _lease(desk: Desk) -> tuple[Delivery, ...]:
    now = desk.clock.now()
    async with desk.database.writing() as session:
        await outbox.reclaim(session, now)
        return await outbox.lease(session, now, BATCH, desk.platforms)


async def _deliver_in_order(desk: Desk, channel: Channel, queue: list[Delivery]) -> None:
    for number, one in enumerate(queue):
        if desk.stopping.is_set():
            async with desk.database.writing() as session:
                await outbox.release(session, queue[number:])
            return
        await _deliver_one(desk, channel, one)


async def _deliver_one(desk: Desk, channel: Channel, delivery: Delivery) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        gate = await held(session, delivery, channel, now)
    if isinstance(gate, Hold):
        await _hold(desk, delivery, gate)
    elif isinstance(gate, Drop):
        await _settle(desk, delivery, DeliveryState.SKIPPED, gate.reason)
    else:
        await _attempt(desk, channel, delivery, now)


async def _attempt(desk: Desk, channel: Channel, delivery: Delivery, now: datetime) -> None:
    try:
        sent = await send(desk, channel, delivery, now)
    except Stale as reason:
        await _settle(desk, delivery, DeliveryState.SKIPPED, str(reason))
    except SendError as failure:
        await _fail(desk, channel, delivery, failure, now)
    else:
        await _record(desk, channel, delivery, sent, now)


async def _fail(
    desk: Desk, channel: Channel, delivery: Delivery, failure: SendError, now: datetime
) -> None:
    again = now + back_off(delivery.attempts + 1)
    match failure:
        case Rejected():
            await _settle(desk, delivery, DeliveryState.FAILED, str(failure))
        case Undeliverable():
            await note_failure(desk, channel, delivery, failure, now)
        case TryLater():
            state, again = DeliveryState.PENDING, now + failure.after
            await _put_back(desk, delivery, state, str(failure), again)
        case Unclear():
            await _put_back(desk, delivery, DeliveryState.UNCLEAR, str(failure), again)
        case _:
            await _put_back(desk, delivery, DeliveryState.PENDING, str(failure), again)


async def _record(
    desk: Desk, channel: Channel, delivery: Delivery, sent: Sent, now: datetime
) -> None:
    """Record where the message landed and what the channel knows by it, in one transaction."""
    async with desk.database.writing() as session:
        await outbox.settle_sent(session, delivery.id, sent.receipt, now, repeated=sent.repeated)
        for one in sent.together:
            await outbox.settle_sent(session, one, sent.receipt, now)
        if sent.event is not None and sent.telling is not None:
            await attention.put_telling(session, channel.id, sent.event, sent.telling)
        await note_success(session, channel.id, now)
    metrics.SENT.labels(channel.platform, delivery.kind).inc()
    metrics.LATENESS.observe(max(0.0, (now - delivery.due).total_seconds()))
    log.debug("sent", key=delivery.key, message=sent.receipt.message)


async def _hold(desk: Desk, delivery: Delivery, hold: Hold) -> None:
    async with desk.database.writing() as session:
        if hold.release is not None:
            await outbox.enqueue(session, [hold.release])
        key = hold.release.key if hold.release else None
        await outbox.hold(session, delivery.id, hold.reason, hold.until, key)


async def _settle(desk: Desk, delivery: Delivery, state: DeliveryState, reason: str) -> None:
    tell = log.warning if state is DeliveryState.FAILED else log.debug
    tell("not sent", key=delivery.key, state=state, reason=reason)
    metrics.NOT_SENT.labels(state).inc()
    async with desk.database.writing() as session:
        await outbox.settle(session, delivery.id, state, reason)


async def _put_back(
    desk: Desk, delivery: Delivery, state: DeliveryState, reason: str, again: datetime
) -> None:
    log.warning("will be tried again", key=delivery.key, state=state, reason=reason, at=again)
    async with desk.database.writing() as session:
        await outbox.retry(session, delivery.id, state, reason, again)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after the `attempt`-th failure: doubling, with jitter."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempt + 1  # so that the first wait is two seconds
    return timedelta(seconds=_BACK_OFF(state))
