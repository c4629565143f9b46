"""Who is where on a day, what two actors have with each other, and what cannot both be."""

from dataclasses import replace

from bot.cards.between import between_card
from bot.cards.clashes import clashes_card
from bot.cards.country import country_card
from bot.cards.whereabouts import present_card, where_card
from bot.commands.meaning import the_actor, the_country, the_day, the_range
from bot.commands.replies import NoAnswer, misused, nothing
from bot.commands.spec import Reply, Request
from bot.domain.theme import Theme
from bot.lookup.between import between
from bot.lookup.clashes import TooMuch, clash_answers
from bot.lookup.country import country_answer
from bot.lookup.matches import Match
from bot.lookup.search import find_actors
from bot.lookup.whereabouts import Spot, country_spot, find_city, where, who_is_in
from bot.pictures.of import between_picture
from bot.store.database import Session

CLASHES_RANGE = "next 3 months"
_LONGEST_PAIR = 8
"""Words among which the end of the first name is looked for."""


async def answer_where(session: Session, request: Request) -> Reply:
    """Answer: where is somebody on a day?"""
    actor = await the_actor(session, request.required("actor"))
    on = request.get("on")
    day = the_day(on, request.today) if on else request.today
    found = await where(session, actor.id, day)
    return Reply(card=where_card(found), data=found)


async def answer_who_is_in(session: Session, request: Request) -> Reply:
    """Answer: who is in a country or a city on a day, or in a stretch of days?"""
    spot = await _the_spot(session, request.required("place"))
    days = the_range(request.get("on") or "today", request.today)
    found = await who_is_in(session, spot, days)
    return Reply(card=present_card(found), data=found)


async def _the_spot(session: Session, text: str) -> Spot:
    """Return the country or the city that is meant. Raises NoAnswer."""
    try:
        return country_spot(await the_country(session, text))
    except NoAnswer:
        city = await find_city(session, text)
        if city is None:
            raise
        return city


async def answer_country(session: Session, request: Request) -> Reply:
    """Answer: who leads a country, who comes to it, and what binds it?"""
    code = await the_country(session, request.required("country"))
    on = request.get("on")
    day = the_day(on, request.today) if on else request.today
    found = await country_answer(session, code, day, request.now)
    return Reply(card=country_card(found), data=found)


async def answer_between(session: Session, request: Request) -> Reply:
    """Answer: what did two actors have with each other, and what is to come?"""
    one, other = await _the_pair(session, request.required("a"), request.required("b"))
    if one.id == other.id:
        return misused(f"both are {one.name}", "name two actors")
    found = await between(session, one.id, other.id, request.now)
    if found is None:
        return nothing(f"{one.name} and {other.name}")
    card, theme = between_card(found), request.get("picture")
    if theme:
        card = replace(card, picture=between_picture(found, request.today, Theme(theme)))
    return Reply(card=card, data=found)


async def _the_pair(session: Session, a: str, b: str) -> tuple[Match, Match]:
    """Return the two actors that are meant, also where the names are parted at a wrong word."""
    try:
        return await the_actor(session, a), await the_actor(session, b)
    except NoAnswer:
        words = f"{a} {b}".split()[:_LONGEST_PAIR]
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        pairs = [pair for cut in cuts if (pair := await _both(session, *cut))]
        if len(pairs) != 1:
            raise
        return pairs[0]


async def _both(session: Session, a: str, b: str) -> tuple[Match, Match] | None:
    one, other = (await find_actors(session, a)).best, (await find_actors(session, b)).best
    return (one, other) if one and other else None


async def answer_clashes(session: Session, request: Request) -> Reply:
    """Answer: who is due in two places at once, and which events compete?"""
    days = the_range(request.get("range") or CLASHES_RANGE, request.today)
    named = request.get("actor")
    actor = await the_actor(session, named) if named else None
    try:
        found = await clash_answers(session, days, actor.id if actor else None)
    except TooMuch as refused:
        return misused(*str(refused).rstrip(".").lower().split("; "))
    if actor is not None:
        said = f"{found.interpretation}, with {actor.name}"
        found = found.model_copy(update={"interpretation": said})
    return Reply(card=clashes_card(found), data=found)
