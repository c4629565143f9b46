"""Keeping the links of calendars: which subscription each opens; of its token the hash alone."""

import hmac
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.feeds import Feed
from bot.store.tables import FeedRow


async def put_feed(session: AsyncSession, feed: Feed) -> None:
    """Keep the link of a subscription; the one before opens nothing from now on."""
    await session.merge(
        FeedRow(subscription=feed.subscription, digest=feed.digest, by=feed.by, since=feed.since)
    )
    await session.flush()


async def end_feed(session: AsyncSession, subscription: str) -> None:
    """Let the link of a subscription open nothing any more."""
    await session.execute(delete(FeedRow).where(FeedRow.subscription == subscription))


async def feed_with(session: AsyncSession, digest: str) -> Feed | None:
    """Return the link whose token has this hash; none if there is none, or no longer."""
    row = await session.scalar(select(FeedRow).where(FeedRow.digest == digest))
    # The index compares hashes, of which nobody can choose the beginning; this one takes as long
    # for each that is wrong.
    if row is None or not hmac.compare_digest(row.digest, digest):
        return None
    return _feed(row)


async def feeds_of(session: AsyncSession, subscriptions: Iterable[str]) -> dict[str, Feed]:
    """Return the links of these subscriptions, by subscription."""
    query = select(FeedRow).where(FeedRow.subscription.in_(set(subscriptions)))
    return {row.subscription: _feed(row) for row in await session.scalars(query)}


def _feed(row: FeedRow) -> Feed:
    return Feed(row.subscription, row.digest, row.by, row.since)
