"""Keeping channels and their subscriptions, and finding who may want an event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import Select

from bot.domain.subscription import Channel, Subscription, next_digest
from bot.store.tables import ChannelRow, InterestRow, OffsetRow, SubscriptionRow


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A channel together with one of its subscriptions."""

    channel: Channel
    subscription: Subscription
    since: datetime
    """When the subscription took its present form."""


async def put_channel(session: AsyncSession, channel: Channel) -> None:
    """Keep a channel, in place of what was known of it."""
    await session.merge(
        ChannelRow(
            id=channel.id,
            platform=channel.platform,
            workspace=channel.workspace,
            address=channel.address,
            zone=channel.zone,
            document=channel.model_dump(mode="json"),
        )
    )
    await session.flush()


async def put_subscription(
    session: AsyncSession, subscription: Subscription, now: datetime
) -> None:
    """Keep a subscription, in place of what was known of it; its next digest lies after `now`."""
    place = await channel(session, subscription.channel)
    zone = place.zone if place else "UTC"
    await session.merge(
        SubscriptionRow(
            id=subscription.id,
            channel=subscription.channel,
            since=now,
            next_digest_at=next_digest(subscription.digests, zone, now),
            document=subscription.model_dump(mode="json"),
        )
    )
    await session.flush()
    await _clear_index(session, subscription.id)
    session.add_all(
        InterestRow(key=key, subscription=subscription.id)
        for key in sorted(subscription.filter.keys)
    )
    session.add_all(
        OffsetRow(offset=offset, subscription=subscription.id)
        for offset in dict.fromkeys(subscription.reminders)
    )
    await session.flush()


async def end_subscription(session: AsyncSession, subscription_id: str) -> bool:
    """Forget a subscription; return whether there was one."""
    await _clear_index(session, subscription_id)
    row = await session.get(SubscriptionRow, subscription_id)
    if row is not None:
        await session.delete(row)
        await session.flush()
    return row is not None


async def _clear_index(session: AsyncSession, subscription_id: str) -> None:
    for table in (InterestRow, OffsetRow):
        await session.execute(delete(table).where(table.subscription == subscription_id))


async def channel(session: AsyncSession, channel_id: str) -> Channel | None:
    """Return a channel by its id."""
    row = await session.get(ChannelRow, channel_id)
    return Channel.model_validate(row.document) if row else None


async def channel_at(
    session: AsyncSession, platform: str, workspace: str, address: str
) -> Channel | None:
    """Return the channel that a platform knows by this address."""
    rows = await session.scalars(
        select(ChannelRow).where(
            ChannelRow.platform == platform,
            ChannelRow.workspace == workspace,
            ChannelRow.address == address,
        )
    )
    row = rows.first()
    return Channel.model_validate(row.document) if row else None


async def workspace_channels(
    session: AsyncSession, platform: str, workspace: str
) -> tuple[Channel, ...]:
    """Return the channels of one workspace."""
    query = (
        select(ChannelRow)
        .where(ChannelRow.platform == platform, ChannelRow.workspace == workspace)
        .order_by(ChannelRow.id)
    )
    return tuple(Channel.model_validate(row.document) for row in await session.scalars(query))


async def subscribed_channels(session: AsyncSession, platform: str) -> tuple[Channel, ...]:
    """Return the channels of a platform that have a subscription."""
    query = (
        select(ChannelRow)
        .where(
            ChannelRow.platform == platform,
            ChannelRow.id.in_(select(SubscriptionRow.channel)),
        )
        .order_by(ChannelRow.id)
    )
    return tuple(Channel.model_validate(row.document) for row in await session.scalars(query))


async def channels(session: AsyncSession) -> tuple[Channel, ...]:
    """Return every channel."""
    rows = await session.scalars(select(ChannelRow).order_by(ChannelRow.id))
    return tuple(Channel.model_validate(row.document) for row in rows)


async def channels_by_id(session: AsyncSession, ids: Iterable[str]) -> dict[str, Channel]:
    """Return the channels with these ids."""
    query = select(ChannelRow.id, ChannelRow.document).where(ChannelRow.id.in_(set(ids)))
    found = await session.execute(query)
    return {place: Channel.model_validate(document) for place, document in found}


async def zones(session: AsyncSession) -> Sequence[str]:
    """Return the zones in which channels are."""
    return list(await session.scalars(select(ChannelRow.zone).distinct()))


async def offsets(session: AsyncSession) -> Sequence[str]:
    """Return every offset at which somebody is reminded."""
    return list(await session.scalars(select(OffsetRow.offset).distinct()))


async def subscribers(
    session: AsyncSession, keys: Iterable[str] | None = None
) -> tuple[Subscriber, ...]:
    """Return the subscriptions with their channels: those under any of `keys`, or all."""
    query = _subscribers()
    if keys is not None:
        found = select(InterestRow.subscription).where(InterestRow.key.in_(set(keys)))
        query = query.where(SubscriptionRow.id.in_(found))
    return await _read(session, query)


async def subscribers_of(session: AsyncSession, channel_id: str) -> tuple[Subscriber, ...]:
    """Return the subscriptions of one channel."""
    return await _read(session, _subscribers().where(SubscriptionRow.channel == channel_id))


async def subscriber(session: AsyncSession, subscription_id: str) -> Subscriber | None:
    """Return a subscription by its id, with its channel."""
    found = await _read(session, _subscribers().where(SubscriptionRow.id == subscription_id))
    return next(iter(found), None)


async def subscriptions_in(
    session: AsyncSession, channel_ids: Iterable[str]
) -> dict[str, list[Subscription]]:
    """Return the subscriptions of several channels, by channel."""
    query = (
        select(SubscriptionRow.channel, SubscriptionRow.document)
        .where(SubscriptionRow.channel.in_(set(channel_ids)))
        .order_by(SubscriptionRow.id)
    )
    found: dict[str, list[Subscription]] = {}
    for place, document in await session.execute(query):
        found.setdefault(place, []).append(Subscription.model_validate(document))
    return found


async def digests_due(session: AsyncSession, now: datetime) -> tuple[Subscriber, ...]:
    """Return the subscriptions whose next digest is due."""
    return await _read(session, _subscribers().where(SubscriptionRow.next_digest_at <= now))


async def set_next_digest(session: AsyncSession, subscription_id: str, at: datetime | None) -> None:
    """Record when the next digest of a subscription falls due."""
    row = await session.get(SubscriptionRow, subscription_id)
    if row is not None:
        row.next_digest_at = at


async def next_digest_at(session: AsyncSession) -> datetime | None:
    """Return when the next digest of any subscription falls due."""
    return await session.scalar(select(func.min(SubscriptionRow.next_digest_at)))


def _subscribers() -> Select[dict[str, Any], dict[str, Any], datetime]:
    return (
        select(ChannelRow.document, SubscriptionRow.document, SubscriptionRow.since)
        .join(SubscriptionRow, SubscriptionRow.channel == ChannelRow.id)
        .order_by(SubscriptionRow.id)
    )


async def _read(
    session: AsyncSession, query: Select[dict[str, Any], dict[str, Any], datetime]
) -> tuple[Subscriber, ...]:
    return tuple(
        Subscriber(Channel.model_validate(place), Subscription.model_validate(wish), since)
        for place, wish, since in await session.execute(query)
    )


async def subscription(session: AsyncSession, subscription_id: str) -> Subscription | None:
    """Return a subscription by its id."""
    row = await session.get(SubscriptionRow, subscription_id)
    return Subscription.model_validate(row.document) if row else None
