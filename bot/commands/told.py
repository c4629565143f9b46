"""What a channel is told, and why: an account of the past and of what is to come."""

from bot.cards.preview import preview_card
from bot.cards.why import why_card
from bot.commands.meaning import the_event
from bot.commands.place import the_channel
from bot.commands.replies import misused, nothing
from bot.commands.spec import Reply, Request
from bot.lookup.preview import preview
from bot.lookup.why import why
from bot.store.database import Session

DAYS = 7
MOST_DAYS = 60


async def answer_why(session: Session, request: Request) -> Reply:
    """Answer: why does this channel hear of an event, or not?"""
    place = await the_channel(session, request)
    event = await the_event(session, request.required("event"), request.now)
    found = await why(session, event.id, place, request.now)
    if found is None:
        return nothing(event.id)
    return Reply(card=why_card(found), data=found)


async def answer_preview(session: Session, request: Request) -> Reply:
    """Answer: what did this channel get, and what will it get?"""
    place = await the_channel(session, request)
    days = request.number("days") or DAYS
    if days > MOST_DAYS:
        return misused(f"{days} days are too many", f"write at most {MOST_DAYS}")
    found = await preview(session, place, days, request.now)
    return Reply(card=preview_card(found), data=found)
