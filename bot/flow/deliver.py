"""Delivering: lease what is due, compose it, hand it to its platform, record what came of it.

The order of the steps is what makes an alert neither lost nor repeated: the lease is committed
before the send, the receipt after it. Whoever dies in between leaves a lease that runs out; the
delivery is then unclear, and the channel is searched for the message before it is sent again.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from tenacity import RetryCallState, Retrying, wait_exponential_jitter

from bot.clock import Clock
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.subscription import Channel
from bot.flow.compose import Stale, compose
from bot.ports import Platform, TryLater, Unclear, Undeliverable
from bot.store import channels, outbox
from bot.store.database import Database, Session

BATCH = 20
"""Leased at a time: no more than is sent within the lease."""

NO_ADAPTER_RETRY = timedelta(minutes=5)
_BACK_OFF = wait_exponential_jitter(initial=2, max=900, jitter=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the flow needs to run."""

    database: Database
    platforms: Mapping[str, Platform]
    """By the name that channels use."""
    clock: Clock


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
    while batch := await _lease(desk):
        async with desk.database.reading() as session:
            places = {one.id: one for one in await channels.channels(session)}
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
        return await outbox.lease(session, now, BATCH)


async def _deliver_in_order(desk: Desk, channel: Channel, queue: Iterable[Delivery]) -> None:
    for one in queue:
        await _deliver_one(desk, channel, one)


async def _deliver_one(desk: Desk, channel: Channel, delivery: Delivery) -> None:
    now = desk.clock.now()
    try:
        receipt = await _send(desk, channel, delivery, now)
    except Stale as reason:
        await _settle(desk, delivery, DeliveryState.SKIPPED, str(reason))
    except Undeliverable as reason:
        await _settle(desk, delivery, DeliveryState.FAILED, str(reason))
    except TryLater as reason:
        await _put_back(desk, delivery, DeliveryState.PENDING, str(reason), now + reason.after)
    except Unclear as reason:
        again = now + back_off(delivery.attempts + 1)
        await _put_back(desk, delivery, DeliveryState.UNCLEAR, str(reason), again)
    else:
        async with desk.database.writing() as session:
            await outbox.settle_sent(session, delivery.id, receipt, now)
        log.debug("sent", key=delivery.key, message=receipt.message)


async def _send(desk: Desk, channel: Channel, delivery: Delivery, now: datetime) -> Receipt:
    platform = desk.platforms.get(channel.platform)
    if platform is None:
        raise TryLater(f"no adapter {channel.platform!r} is running here", NO_ADAPTER_RETRY)
    if delivery.state is DeliveryState.UNCLEAR:
        found = await platform.find(channel.address, delivery.token)
        if found is not None:
            return found
    async with desk.database.reading() as session:
        card = await compose(session, delivery, now)
    return await platform.post(channel.address, card, delivery.token, now)


async def _settle(desk: Desk, delivery: Delivery, state: DeliveryState, reason: str) -> None:
    tell = log.warning if state is DeliveryState.FAILED else log.debug
    tell("not sent", key=delivery.key, state=state, reason=reason)
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
    state.attempt_number = attempt
    return timedelta(seconds=_BACK_OFF(state))


async def waiting(session: Session) -> int:
    """Return how many deliveries are not settled yet."""
    found = await outbox.deliveries(session)
    open_states = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.UNCLEAR)
    return sum(one.state in open_states for one in found)
