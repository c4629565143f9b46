"""Clashes of the calendar: a person who is due in two places, and events that compete."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from bot.domain.actors import ActorKind
from bot.domain.answers import Listing
from bot.domain.clashes import Clash, clashes
from bot.domain.events import Event, EventKind, Role
from bot.domain.presence import stays
from bot.domain.whereabouts_answers import ClashAnswer
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.lookup.ranges import DayRange
from bot.lookup.refs import Refs, resolve
from bot.store import appearances, facts
from bot.store import events as store
from bot.store.appearances import Part
from bot.store.database import Session
from bot.store.events import EventQuery

MOST_EVENTS = 2_500
"""More are not compared with each other while somebody waits."""
MOST_CLASHES = 40


class TooMuch(ValueError):  # noqa: N818 - the docstring is the message
    """There are too many events in that time; name an actor, or fewer days."""


async def clash_answers(
    session: Session, days: DayRange, who: str | None = None
) -> Listing[ClashAnswer]:
    """Return the clashes on some day of a stretch of time; of one actor only, if given.

    Raises TooMuch where that is too much to compare.
    """
    # What has no end is not known well enough to clash with anything.
    query = EventQuery(first=days.first, last=days.last, open_ends=False)
    if who is None:
        if await store.count(session, query, MOST_EVENTS + 1) > MOST_EVENTS:
            raise TooMuch(TooMuch.__doc__)
        events = await _suspects(session, query)
    else:
        own = await store.find(session, replace(query, actors=[who]))
        events = own + await store.find(session, replace(query, stand_ins=[who]))
    unique = {one.id: one for one in events}.values()
    times = Counter(stay.who for one in unique for stay in stays(one))
    often = await facts.actors(session, [who for who, number in times.items() if number > 1])
    people = {one.id for one in often.values() if one.kind is ActorKind.PERSON}
    found = [one for one in clashes(unique, people) if _wanted(one, days.first, days.last, who)]
    found.sort(key=lambda one: (one.first, not one.certain, one.who or ""))
    shown = found[:MOST_CLASHES]
    named = {actor for one in shown for actor in (*one.torn, *([one.who] if one.who else []))}
    refs = await resolve(session, actors=named)
    involved = {event.id: event for one in shown for event in (one.one, one.other)}
    return Listing[ClashAnswer](
        items=tuple(_answer(one, refs) for one in shown),
        total=len(found),
        interpretation=days.said,
        **await backing(session, list(involved.values())),
    )


async def _suspects(session: Session, query: EventQuery) -> tuple[Event, ...]:
    """Return the events that may clash: two of one person in two countries, and all summits.

    Where somebody stands in for another, the event is among them, too.
    """
    represented = await store.find(session, replace(query, represented=True))
    summits = await store.find(session, replace(query, kinds=(EventKind.SUMMIT,)))
    standing_in = {stay.who for one in represented for stay in stays(one)}
    by_actor: dict[str, list[Part]] = {}
    for part in await appearances.parts_in(session, query):
        by_actor.setdefault(part.who, []).append(part)
    wanted = {
        part.event
        for who, parts in by_actor.items()
        for part in (parts if who in standing_in else _at_odds(parts))
    }
    known = await store.events_by_id(session, wanted)
    return (*represented, *summits, *known.values())


def _at_odds(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts of one actor that share days, in two countries."""
    if not any(one.person or one.role == Role.ABSENTEE for one in parts):
        return
    parts.sort(key=lambda one: one.first)
    for number, one in enumerate(parts):
        for other in islice(parts, number + 1, None):
            if other.first > one.last:
                break
            if other.country != one.country:
                yield from (one, other)


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
