"""Clashes of the calendar: a person who is due in two places, and events that compete."""

from datetime import date

from bot.domain.actors import ActorKind
from bot.domain.answers import Listing
from bot.domain.clashes import Clash, clashes
from bot.domain.presence import stays
from bot.domain.whereabouts_answers import ClashAnswer
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.lookup.ranges import DayRange
from bot.lookup.refs import Refs, resolve
from bot.store import events as store
from bot.store.database import Session
from bot.store.events import EventQuery


async def clash_answers(
    session: Session, days: DayRange, who: str | None = None
) -> Listing[ClashAnswer]:
    """Return the clashes on some day of a stretch of time; of one actor only, if given."""
    events = await store.find(session, EventQuery(first=days.first, last=days.last))
    cast = {part.actor for one in events for part in one.participants}
    refs = await resolve(session, actors=cast | {stay.who for one in events for stay in stays(one)})
    people = {one.id for one in refs.actors.values() if one.kind is ActorKind.PERSON}
    found = [one for one in clashes(events, people) if _wanted(one, days.first, days.last, who)]
    found.sort(key=lambda one: (one.first, not one.certain, one.who or ""))
    involved = {event.id: event for one in found for event in (one.one, one.other)}
    return Listing[ClashAnswer](
        items=tuple(_answer(one, refs) for one in found),
        total=len(found),
        interpretation=days.said,
        **await backing(session, list(involved.values())),
    )


def _wanted(clash: Clash, first: date, last: date, who: str | None) -> bool:
    falls_in = clash.first <= last and first <= clash.last
    return falls_in and (who is None or who == clash.who or who in clash.torn)


def _answer(clash: Clash, refs: Refs) -> ClashAnswer:
    return ClashAnswer(
        who=refs.named(clash.who) if clash.who else None,
        events=(event_summary(clash.one), event_summary(clash.other)),
        first=clash.first,
        last=clash.last,
        certain=clash.certain,
        torn=tuple(map(refs.named, clash.torn)),
    )
