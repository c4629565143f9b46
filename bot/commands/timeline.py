"""Who is where over the coming weeks: as a picture, in words, and as data."""

from dataclasses import replace

from bot.cards.timeline import timeline_card
from bot.commands.meaning import the_actor, the_country, the_range
from bot.commands.replies import misused
from bot.commands.spec import Reply, Request
from bot.domain.countries import country_name
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.events import EventKind
from bot.domain.theme import Theme
from bot.lookup.timeline import Window, find_timeline
from bot.pictures.of import timeline_picture
from bot.store.database import Session
from bot.store.events import EventQuery

TIMELINE_RANGE = "next 4 weeks"
LONGEST = 400
"""Days of a picture: in more, no bar can be told from the next."""


async def answer_timeline(session: Session, request: Request) -> Reply:
    """Answer: who is where, and when?"""
    days = the_range(request.get("range") or TIMELINE_RANGE, request.today)
    if (days.last - days.first).days > LONGEST:
        return misused("that is longer than a year", "write timeline next 3 months")
    actor, country, kind = request.get("actor"), request.get("country"), request.get("kind")
    who = await the_actor(session, actor, request.now) if actor else None
    where = await the_country(session, country) if country else None
    query = EventQuery(
        actors=(who.id,) if who else (),
        country=where,
        kinds=(EventKind(kind),) if kind else (),
    )
    said = (
        describe(Dates(start=days.first.isoformat(), end=days.last.isoformat())),
        f"with {who.name}" if who else None,
        f"in {country_name(where)}" if where else None,
        f"kind {kind}" if kind else None,
    )
    window = Window(days.first, days.last, request.today)
    understood = ", ".join(filter(None, said))
    found = await find_timeline(session, window, request.now, query, understood)
    theme = Theme(request.get("theme") or Theme.LIGHT)
    card = replace(timeline_card(found), picture=timeline_picture(found, theme))
    return Reply(card=card, data=found)
