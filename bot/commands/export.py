"""A calendar file of events: of one, or of all that fit a filter."""

from bot.cards.export import calendar_card
from bot.commands.calendar import FILTERS, STATUS, listed
from bot.commands.meaning import the_event
from bot.commands.replies import NoAnswer, misused, nothing
from bot.commands.spec import TERMINAL, Attachment, Command, Option, OptionKind, Reply, Request
from bot.domain.answers import EventSummary, Listing
from bot.exports.calendar_entry import Access
from bot.exports.calendar_file import calendar_file
from bot.lookup.backing import backing
from bot.lookup.event import event_summary, plain_answers
from bot.store import events
from bot.store.database import Session

MOST = 10_000
MOST_IN_A_CHAT = 200
"""Entries of a file that somebody waits for in a channel."""
NAME = "Dragoman"
MEDIA_TYPE = "text/calendar; charset=utf-8"


async def answer_calendar(session: Session, request: Request) -> Reply:
    """Answer: give me this in my calendar."""
    listing = await _listing(session, request)
    known = await events.events_by_id(session, [one.id for one in listing.items])
    wanted = [known[one.id] for one in listing.items]
    answers = await plain_answers(session, wanted, request.now)
    alone = answers[0] if request.get("event") else None
    name = alone.title if alone else NAME
    found = calendar_file(answers, name, Access(request.get("class") or Access.PUBLIC))
    if not found.events:
        return nothing(f"a day of {alone.title}" if alone else "an event with a known day")
    written = tuple(one for one in listing.items if one.id in found.events)
    # Trips for which their legs stand are not missing.
    total = listing.total - len(found.by_legs)
    kept = listing.model_copy(update={"items": written, "total": total})
    return Reply(
        card=calendar_card(name, kept, len(found.left_out)),
        data=kept,
        file=Attachment(f"{alone.id if alone else 'dragoman'}.ics", MEDIA_TYPE, found.text),
    )


async def _listing(session: Session, request: Request) -> Listing[EventSummary]:
    """Return the one event that is named, or those that fit the filter. Raises NoAnswer."""
    named = request.get("event")
    if named is None:
        most = MOST if request.who == TERMINAL else MOST_IN_A_CHAT
        return await listed(session, request, most)
    if any(request.get(one.name) for one in _NARROWING):
        raise NoAnswer(misused("one event needs no filter", "name the event, or write a filter"))
    match = await the_event(session, named, request.now)
    found = (await events.events_by_id(session, [match.id]))[match.id]
    return Listing[EventSummary](
        items=(event_summary(found),), total=1, **await backing(session, [found])
    )


_NARROWING = (
    Option("from", OptionKind.DATE, "From this day, month or year"),
    Option("to", OptionKind.DATE, "To this day, month or year"),
    *FILTERS,
    STATUS,
)

CALENDAR = Command(
    "calendar",
    "A calendar file: of an event, or of all that fit a filter",
    answer_calendar,
    (
        Option("event", OptionKind.EVENT, "Only this event"),
        *_NARROWING,
        Option(
            "class",
            OptionKind.CHOICE,
            f"Who sees it where a calendar is shared; {Access.PUBLIC} if left out",
            choices=tuple(Access),
        ),
    ),
    ("calendar putin vietnam 2024", "calendar from 2024-06-01 to 2024-06-30 kind:summit"),
    shell=False,
)
"""In the shell it is `export ics`, which writes the file itself."""
