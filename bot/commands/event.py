"""One event: what is known of it, and how that came to be known."""

from collections.abc import Sequence

from bot.cards.dossier import dossier_card
from bot.cards.history import history_card
from bot.commands.meaning import the_event
from bot.commands.place import the_channel
from bot.commands.replies import NoAnswer, nothing
from bot.commands.spec import TERMINAL, Handler, Reply, Request
from bot.domain.events import EventKind
from bot.domain.subscription import Channel
from bot.lookup.dossier import dossier
from bot.lookup.history import history
from bot.store import channels
from bot.store.database import Session


def answer_event(*kinds: EventKind) -> Handler:
    """Make the answer to: what is known of this event? Of these kinds only, if any is given."""

    async def answer(session: Session, request: Request) -> Reply:
        number = request.number("revision")
        event = await the_event(session, request.required("event"), request.now, kinds)
        found = await dossier(
            session, event.id, request.now, revision=number, places=await _places(session, request)
        )
        if found is None:
            return nothing(f"revision {number} of {event.id}")
        return Reply(card=dossier_card(found), data=found)

    return answer


async def _places(session: Session, request: Request) -> Sequence[Channel]:
    """Return the channels of which whoever asks may know what was posted there."""
    if request.who == TERMINAL:
        return await channels.channels(session)
    try:
        return (await the_channel(session, request),)
    except NoAnswer:
        return ()


async def answer_history(session: Session, request: Request) -> Reply:
    """Answer: how did this event come to be as it is known?"""
    event = await the_event(session, request.required("event"), request.now)
    found = await history(session, event.id)
    if found is None:
        return nothing(f"history of {event.id}")
    return Reply(card=history_card(event.name, found), data=found)
