"""One actor: who it is, and who claims what about it."""

from bot.cards.actor import actor_card
from bot.cards.claims import claims_card
from bot.commands.meaning import the_actor
from bot.commands.replies import nothing
from bot.commands.spec import Reply, Request
from bot.lookup.actor import actor_answer
from bot.lookup.claims import claims
from bot.store.database import Session

MOST_CLAIMS = 50
"""As many claims as a list names, the latest; it says how many there are."""


async def answer_actor(session: Session, request: Request) -> Reply:
    """Answer: who is this?"""
    query = request.required("name")
    actor = await the_actor(session, query, request.now)
    found = await actor_answer(session, actor.id, request.now)
    if found is None:
        return nothing(query)
    return Reply(card=actor_card(found), data=found)


async def answer_claims(session: Session, request: Request) -> Reply:
    """Answer: who says what, about this actor or at all, and who denies it?"""
    about = request.get("about")
    actor = await the_actor(session, about, request.now) if about else None
    found = await claims(session, actor.id if actor else None, MOST_CLAIMS)
    return Reply(card=claims_card(found, actor.name if actor else None), data=found)
