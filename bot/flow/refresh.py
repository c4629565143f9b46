"""Letting the first message about an event show what is true now, outside of any change."""

from bot.cards.alert import state_card
from bot.cards.buttons import with_buttons
from bot.domain.alerts import AlertKind
from bot.flow.desk import Desk
from bot.lookup.event import event_answer
from bot.ports import SendError
from bot.store import attention, channels


async def refresh(desk: Desk, channel_id: str, event_id: str) -> bool:
    """Edit the first message about an event in a channel; return whether that was possible."""
    async with desk.database.reading() as session:
        place = await channels.channel(session, channel_id)
        told = await attention.telling(session, channel_id, event_id)
        answer = await event_answer(session, event_id, desk.clock.now())
        covered = await attention.cover(session, channel_id, event_id)
    if place is None or told is None or told.receipt is None or answer is None:
        return False
    card = with_buttons(state_card(answer), AlertKind.CHANGED, covered)
    try:
        await desk.platforms[place.platform].edit(told.receipt, card)
    except (SendError, KeyError):
        return False  # the next change of the event shows it
    return True
