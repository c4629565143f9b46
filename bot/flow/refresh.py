"""Showing an event anew on the first message about it, without saying anything new."""

from datetime import datetime

import structlog

from bot.cards.alert import state_card
from bot.cards.buttons import with_buttons
from bot.cards.card import Card
from bot.cards.language import in_language
from bot.domain.alerts import AlertKind
from bot.domain.date_words import DEFAULT_LOCALE
from bot.domain.delivery import Receipt
from bot.flow.desk import Desk
from bot.lookup.event import event_answer
from bot.ports import SendError
from bot.store import attention, channels
from bot.store.database import Session

log = structlog.get_logger(__name__)


async def refresh(desk: Desk, channel: str, event: str, now: datetime) -> None:
    """Let the first message about an event show who covers it.

    Should it fail, nothing is lost: the next change of the event shows it, too.
    """
    async with desk.database.reading() as session:
        found = await _front(session, channel, event, now)
    if found is None:
        return
    receipt, card = found
    platform = desk.platforms.get(receipt.platform)
    if platform is None:
        return  # another process has the platform
    try:
        await platform.edit(receipt, card)
    except SendError as failure:
        log.warning("not shown anew", channel=channel, subject=event, failure=str(failure))


async def _front(
    session: Session, channel: str, event: str, now: datetime
) -> tuple[Receipt, Card] | None:
    """Return the first message about an event, and what it is to show."""
    told = await attention.telling(session, channel, event)
    answer = await event_answer(session, event, now)
    if told is None or told.receipt is None or answer is None:
        return None
    cover = await attention.cover(session, channel, event)
    wishes = [one.subscription for one in await channels.subscribers_of(session, channel)]
    locale = next((one.locale for one in wishes), DEFAULT_LOCALE)
    with in_language(locale):
        card = with_buttons(state_card(answer), AlertKind.CHANGED, cover.called if cover else None)
    return told.receipt, card
