"""Keeping channels and their subscriptions."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.subscription import Channel, Subscription
from bot.store.tables import ChannelRow, SubscriptionRow


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A channel together with one of its subscriptions."""

    channel: Channel
    subscription: Subscription


async def put_channel(session: AsyncSession, channel: Channel) -> None:
    """Keep a channel, in place of what was known of it."""
    await session.merge(ChannelRow(id=channel.id, document=channel.model_dump(mode="json")))
    await session.flush()


async def put_subscription(session: AsyncSession, subscription: Subscription) -> None:
    """Keep a subscription, in place of what was known of it."""
    await session.merge(
        SubscriptionRow(
            id=subscription.id,
            channel=subscription.channel,
            document=subscription.model_dump(mode="json"),
        )
    )


async def channel(session: AsyncSession, channel_id: str) -> Channel | None:
    """Return a channel by its id."""
    row = await session.get(ChannelRow, channel_id)
    return Channel.model_validate(row.document) if row else None


async def channels(session: AsyncSession) -> tuple[Channel, ...]:
    """Return every channel."""
    rows = await session.scalars(select(ChannelRow).order_by(ChannelRow.id))
    return tuple(Channel.model_validate(row.document) for row in rows)


async def subscribers(session: AsyncSession) -> tuple[Subscriber, ...]:
    """Return every subscription with its channel."""
    rows = await session.execute(
        select(ChannelRow, SubscriptionRow)
        .join(SubscriptionRow, SubscriptionRow.channel == ChannelRow.id)
        .order_by(SubscriptionRow.id)
    )
    return tuple(
        Subscriber(
            Channel.model_validate(channel_row.document),
            Subscription.model_validate(subscription_row.document),
        )
        for channel_row, subscription_row in rows
    )


async def subscription(session: AsyncSession, subscription_id: str) -> Subscription | None:
    """Return a subscription by its id."""
    row = await session.get(SubscriptionRow, subscription_id)
    return Subscription.model_validate(row.document) if row else None
