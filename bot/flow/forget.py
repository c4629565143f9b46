"""Forgetting what a workspace wanted that removed Dragoman, some time after it did."""

from datetime import datetime, timedelta

from bot.store import attention, channels, outbox
from bot.store.database import Session

KEPT = timedelta(days=30)
"""How long a workspace that was left finds its subscriptions as they were."""


async def forget(session: Session, now: datetime) -> int:
    """End the subscriptions of workspaces that were left long ago; return how many.

    What was held for them is given up with them.

    A channel that is merely closed, such as one that was archived, keeps its own for ever.
    """
    places = await attention.left_before(session, now - KEPT)
    wishes = await channels.subscriptions_in(session, places)
    for place in wishes:
        await outbox.skip_channel(session, place, "the workspace was left")
    ended = [one.id for of_channel in wishes.values() for one in of_channel]
    for one in ended:
        await channels.end_subscription(session, one)
    return len(ended)
