"""One event: what is known of it, and how that came to be known."""

from bot.cards.event import event_card
from bot.cards.history import history_card
from bot.commands.meaning import the_event
from bot.commands.replies import nothing
from bot.commands.spec import Handler, Reply, Request
from bot.domain.events import EventKind
from bot.lookup.event import event_answer
from bot.lookup.history import history
from bot.store.database import Session


def answer_event(*kinds: EventKind) -> Handler:
    """Make the answer to: what is known of this event? Of these kinds only, if any is given."""

    async def answer(session: Session, request: Request) -> Reply:
        number = request.number("revision")
        event = await the_event(session, request.required("event"), request.now, kinds)
        found = await event_answer(session, event.id, request.now, revision=number)
        if found is None:
            return nothing(f"revision {number} of {event.id}")
        return Reply(card=event_card(found), data=found)

    return answer


async def answer_history(session: Session, request: Request) -> Reply:
    """Answer: how did this event come to be as it is known?"""
    event = await the_event(session, request.required("event"), request.now)
    found = await history(session, event.id)
    if found is None:
        return nothing(f"history of {event.id}")
    return Reply(card=history_card(event.name, found), data=found)
