"""What somebody covers in their workspace, channel by channel."""

from bot.cards.attention import mine_card
from bot.commands.spec import TERMINAL, Reply, Request
from bot.domain.answers import Listing
from bot.domain.channel_answers import CoveredAnswer
from bot.lookup.event import event_summary
from bot.lookup.subscriptions import where
from bot.store import attention, channels, events
from bot.store.database import Session


async def answer_mine(session: Session, request: Request) -> Reply:
    """Answer: what do I cover, and what of it is still to come?"""
    covers = await attention.covered_by(session, request.who)
    places = await channels.channels_by_id(session, [one.channel for one in covers])
    known = await events.events_by_id(session, {one.event for one in covers})
    items = [
        CoveredAnswer(
            channel=where(places[one.channel]),
            event=event_summary(known[one.event]),
            since=one.since,
        )
        for one in covers
        if one.event in known and _theirs(request, places[one.channel].workspace)
    ]
    items.sort(key=lambda one: (one.event.dates.start is None, one.event.dates.start or ""))
    found = Listing[CoveredAnswer](items=tuple(items), total=len(items))
    return Reply(card=mine_card(found), data=found)


def _theirs(request: Request, workspace: str) -> bool:
    """Whether a channel is in the workspace of whoever asks: ids of people mean nothing outside."""
    return request.who == TERMINAL or workspace == request.workspace
