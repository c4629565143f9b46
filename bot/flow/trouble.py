"""A channel that cannot be posted to is paused, its people are told once, and it is tried again.

The first message that arrives ends the pause and lets go what was held.
"""

from datetime import datetime, timedelta

import structlog

from bot.cards.replies import trouble_card
from bot.domain.delivery import Delivery, idempotency_token
from bot.domain.subscription import Channel
from bot.flow.desk import Desk
from bot.flow.hold import FOREVER
from bot.ports import SendError
from bot.store import attention, outbox
from bot.store.attention import Pause
from bot.store.database import Session

PROBE = timedelta(hours=1)
"""How often a channel in trouble is tried again, with one message."""

log = structlog.get_logger(__name__)


async def note_failure(
    desk: Desk, channel: Channel, delivery: Delivery, failure: SendError, now: datetime
) -> None:
    """Pause a channel in trouble, keep the message as the one to try again, and warn once."""
    reason = str(failure) or str(type(failure).__doc__)
    async with desk.database.writing() as session:
        pause = Pause(until=None, reason=reason, by="dragoman", trouble=True)
        new = await attention.put_pause(session, channel.id, now, pause)
        await outbox.hold(session, delivery.id, reason, now + PROBE)
        await outbox.hold_channel(session, channel.id, reason, FOREVER, but=delivery.id)
    log.warning("the channel is paused", channel=channel.id, reason=reason)
    if new:
        await _warn(desk, channel, reason, now)


async def _warn(desk: Desk, channel: Channel, reason: str, now: datetime) -> None:
    card = trouble_card(
        f"Nothing can be posted to {channel.name}: {reason}",
        "See to it that the channel exists and that Dragoman may post there; what is held is "
        "then sent by itself.",
    )
    platform = desk.platforms[channel.platform]
    token = idempotency_token(f"warn/{channel.id}/{now.isoformat()}")
    try:
        await platform.warn(channel.workspace, card, token)
    except SendError as failure:
        log.warning("nobody could be told", channel=channel.id, failure=str(failure))


async def note_success(session: Session, channel_id: str, now: datetime) -> None:
    """End the trouble of a channel that can be posted to again, and let go what was held."""
    pause = await attention.pause(session, channel_id)
    if pause is not None and pause.trouble:
        await attention.end_pause(session, channel_id)
        await outbox.let_go(session, channel_id, now)
