"""Who covers an event for a channel: one at a time, until it is released."""

from bot.cards.attention import cover_card
from bot.commands.meaning import the_event
from bot.commands.permission import refusal
from bot.commands.place import the_channel
from bot.commands.spec import Permission, Reply, Request
from bot.domain.answers import Named
from bot.domain.channel_answers import CoverAnswer
from bot.domain.subscription import Channel
from bot.lookup.matches import Match
from bot.lookup.subscriptions import where
from bot.store import attention
from bot.store.attention import Cover
from bot.store.database import Session


async def answer_claim(session: Session, request: Request) -> Reply:
    """Cover an event, unless somebody else does."""
    place = await the_channel(session, request)
    event = await the_event(session, request.required("event"), request.now)
    wanted = Cover(place.id, event.id, request.who, request.now, request.who_name)
    cover = await attention.put_cover(session, wanted)
    return _covered(place, event, cover, granted=cover.who == request.who)


async def answer_release(session: Session, request: Request) -> Reply:
    """Let go of an event; what somebody else covers takes an editor."""
    place = await the_channel(session, request)
    event = await the_event(session, request.required("event"), request.now)
    cover = await attention.cover(session, place.id, event.id)
    if cover is not None and cover.who != request.who:
        what = f"releasing what {cover.called} covers"
        refused = await refusal(session, request, Permission.EDITOR, what)
        if refused is not None:
            return refused
    await attention.end_cover(session, place.id, event.id)
    return _covered(place, event, None, granted=True)


def _covered(place: Channel, event: Match, cover: Cover | None, *, granted: bool) -> Reply:
    found = CoverAnswer(
        channel=where(place),
        event=Named(id=event.id, name=event.name),
        who=cover.who if cover else None,
        who_name=cover.name if cover else None,
        granted=granted,
    )
    return Reply(
        card=cover_card(found), data=found, refresh=(place.id, event.id) if granted else None
    )
