"""Lists of events: what is coming in a stretch of time, and whatever fits a filter."""

from datetime import date

from bot.cards.agenda import agenda_card
from bot.cards.listing import events_card
from bot.commands.meaning import the_actor, the_country, the_range
from bot.commands.replies import NoAnswer, misused
from bot.commands.spec import Handler, Option, OptionKind, Reply, Request
from bot.domain.answers import EventSummary, Listing
from bot.domain.countries import country_name
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.events import EventKind, EventStatus
from bot.lookup.calendar import EventQuery, events
from bot.lookup.days import calendar_unit
from bot.store.database import Session

_Range = tuple[date | None, date | None]

DEFAULT_RANGE = "next 2 weeks"
MOST = 50
"""As many events as a list names, unless more are asked for; it says how many there are."""

FILTERS = (
    Option("actor", OptionKind.ACTOR, "Only with this person, state or organisation in it"),
    Option("country", OptionKind.COUNTRY, "Only in this country"),
    Option("kind", OptionKind.CHOICE, "Only of this kind", choices=tuple(EventKind)),
)
LIMIT = Option("limit", OptionKind.NUMBER, f"At most so many; {MOST} if left out")
STATUS = Option("status", OptionKind.CHOICE, "Only in this state", choices=tuple(EventStatus))


async def answer_upcoming(session: Session, request: Request) -> Reply:
    """Answer: what is on in a stretch of time?"""
    found = the_range(request.get("range") or DEFAULT_RANGE, request.today)
    listing = await _found(session, request, (found.first, found.last))
    return Reply(card=events_card("Events", listing), data=listing)


def answer_agenda(unit: str) -> Handler:
    """Make the answer to: what is on today, in a week, in a month?"""

    async def answer(session: Session, request: Request) -> Reply:
        day = request.today
        named = request.get("range")
        if named:
            day = the_range(named, request.today).first
        first, last = (day, day) if unit == "day" else calendar_unit(day, unit, 0)
        listing = await _found(session, request, (first, last))
        return Reply(card=agenda_card(_HEADINGS[unit], listing, first), data=listing)

    return answer


_HEADINGS = {"day": "Today", "week": "The week", "month": "The month"}


async def answer_events(session: Session, request: Request) -> Reply:
    """Answer: which events fit a filter?"""
    listing = await listed(session, request)
    return Reply(card=events_card("Events", listing), data=listing)


async def listed(session: Session, request: Request, most: int = MOST) -> Listing[EventSummary]:
    """Return the events that fit a request's filter. Raises NoAnswer."""
    start, end = request.get("from"), request.get("to")
    # "from june to june" means all of June: the first day of one, the last day of the other.
    first = the_range(start, request.today).first if start else None
    last = the_range(end, request.today).last if end else None
    if first and last and last < first:
        raise NoAnswer(misused(f"{end!r} lies before {start!r}", "write the earlier one as from"))
    return await _found(session, request, (first, last), most)


async def _found(
    session: Session, request: Request, days: _Range, most: int = MOST
) -> Listing[EventSummary]:
    actor, country = request.get("actor"), request.get("country")
    kind, status = request.get("kind"), request.get("status")
    who = await the_actor(session, actor, request.now) if actor else None
    where = await the_country(session, country) if country else None
    query = EventQuery(
        first=days[0],
        last=days[1],
        actors=(who.id,) if who else (),
        country=where,
        kinds=(EventKind(kind),) if kind else (),
        statuses=(EventStatus(status),) if status else (),
    )
    said = (
        _said_days(*days),
        f"with {who.name}" if who else None,
        f"in {country_name(where)}" if where else None,
        f"kind {kind}" if kind else None,
        f"status {status}" if status else None,
    )
    understood = ", ".join(part for part in said if part) or None
    limit = request.number("limit") or most
    return await events(session, query, limit, interpretation=understood)


def _said_days(first: date | None, last: date | None) -> str | None:
    start, end = (day.isoformat() if day else None for day in (first, last))
    if start and end:
        return describe(Dates(start=start, end=end))
    if start:
        return f"from {describe(Dates(start=start))}"
    return f"until {describe(Dates(start=end))}" if end else None
