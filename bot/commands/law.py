"""Warrants, and whether a state is bound to arrest somebody."""

from bot.cards.exposure import exposure_card
from bot.cards.listing import warrants_card
from bot.cards.warrant import warrant_card
from bot.commands.meaning import the_actor, the_country, the_day
from bot.commands.replies import choose, nothing
from bot.commands.spec import Reply, Request
from bot.domain.answers import WarrantAnswer
from bot.lookup.exposure import exposure_answer
from bot.lookup.journey import on_the_way
from bot.lookup.precedents import precedents
from bot.lookup.warrants import as_of, warrant_answer, warrants
from bot.store.database import Session


async def answer_warrant(session: Session, request: Request) -> Reply:
    """Answer: which warrant is there against this person?"""
    query = request.required("name")
    by_id = await warrant_answer(session, query.lower(), request.now)
    if by_id is not None:
        return await _one_warrant(session, by_id, request)
    actor = await the_actor(session, query, request.now)
    found = (await warrants(session, request.now, actor.id)).items
    if not found:
        return nothing(f"warrant against {actor.name}")
    if len(found) > 1:
        return choose(f"warrant against {actor.name}", [(one.id, _title(one)) for one in found])
    return await _one_warrant(session, found[0], request)


async def _one_warrant(session: Session, one: WarrantAnswer, request: Request) -> Reply:
    """Answer with one instrument and what came of its subject's journeys."""
    told = await precedents(session, request.now, subjects=[one.subject.id])
    one = one.model_copy(update={"precedents": told})
    if on := request.get("on"):
        one = await as_of(session, one, min(the_day(on, request.today), request.today))
    return Reply(card=warrant_card(one), data=one)


def _title(one: WarrantAnswer) -> str:
    day = one.issued or one.requested
    about = f"{one.kind}, {one.situation}" if one.situation else str(one.kind)
    return f"{about}, {day}" if day else about


async def answer_warrants(session: Session, request: Request) -> Reply:
    """Answer: which warrants are there?"""
    query = request.get("actor")
    actor = await the_actor(session, query, request.now) if query else None
    found = await warrants(session, request.now, actor.id if actor else None)
    return Reply(card=warrants_card(found), data=found)


async def answer_exposure(session: Session, request: Request) -> Reply:
    """Answer: is this state bound to arrest that person on that day?"""
    actor = await the_actor(session, request.required("actor"), request.now)
    country = await the_country(session, request.required("country"))
    on = request.get("on")
    day = the_day(on, request.today) if on else request.today
    found = await exposure_answer(session, actor.id, country, day, request.now)
    found = await on_the_way(session, found, request.now)
    if found.warrant is not None:
        told = await precedents(session, request.now, subjects=[actor.id], states=[country])
        found = found.model_copy(update={"precedents": told})
    return Reply(card=exposure_card(found, None), data=found)
