"""What a subscribed calendar holds: the events that its filters want, the coming ones first.

Bounded on every side: in days, in how many events are looked at, in how many are told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.answers import EventAnswer
from bot.domain.events import Event, EventStatus
from bot.domain.filters import Filter
from bot.lookup.event import plain_answers
from bot.lookup.profile import profiles_of
from bot.store import events, facts
from bot.store.database import Session
from bot.store.events import EventQuery

BEHIND = timedelta(days=90)
"""How long what is over stays, and what was called off after the word of it."""
MOST = 500
"""Entries of a calendar."""
LOOKED_AT = 2_000
"""Events that are held against the filters: of the coming ones, and of those that are over."""
_PAGE = 200
"""Events that are read at a time, so that an alert may come between."""

_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class FeedEvents:
    """The events of a calendar, by day."""

    answers: tuple[EventAnswer, ...]
    cut: bool
    """Whether there are, or may be, more than it holds."""


async def feed_events(
    session: Session, filters: Sequence[Filter], today: date, now: datetime
) -> FeedEvents:
    """Return the events that every one of the filters wants, as is known at `now`."""
    found: dict[str, Event] = {}
    cut = False
    for query, latest in await _queries(session, filters, today, now):
        for past in range(0, LOOKED_AT, _PAGE):
            page = await events.find(session, query, limit=_PAGE, latest=latest, past=past)
            found |= {one.id: one for one in await _wanted(session, page, filters, now)}
            if len(page) < _PAGE or len(found) > MOST:
                break
        else:
            cut = True
        if len(found) > MOST:
            cut = True
            break
    answers = await _answers(session, list(found.values())[:MOST], now)
    told = sorted(_told(answers, today, now), key=lambda one: (one.start or "", one.id))
    return FeedEvents(tuple(told), cut)


async def _wanted(
    session: Session, page: Sequence[Event], filters: Sequence[Filter], now: datetime
) -> list[Event]:
    # Exposures cost a question for each event.
    exposures = any(one.exposure_only or one.bound_only for one in filters)
    profiles = await profiles_of(session, page, now, exposures=exposures)
    return [one.event for one in profiles if all(each.wants(one) for each in filters)]


async def _answers(session: Session, found: Sequence[Event], now: datetime) -> list[EventAnswer]:
    return [
        answer
        for start in range(0, len(found), _PAGE)
        for answer in await plain_answers(session, found[start : start + _PAGE], now)
    ]


def _told(answers: Sequence[EventAnswer], today: date, now: datetime) -> Iterator[EventAnswer]:
    """Leave out what was called off long ago; with its last part, that which had parts."""
    gone = {one.id for one in answers if one.status in _OFF and _long_ago(one, today, now)}
    parts: dict[str, set[str]] = {}
    for one in answers:
        parts.setdefault(one.broader or "", set()).add(one.id)
    for one in answers:
        own = parts.get(one.id, set())
        if one.id not in gone and not (own and own <= gone):
            yield one


def _long_ago(answer: EventAnswer, today: date, now: datetime) -> bool:
    """Whether the word of it, or the day on which it was to be, is of no use any more."""
    if answer.revised_at < now - BEHIND:
        return True
    put_off = answer.previously if answer.status is EventStatus.POSTPONED else None
    last = put_off.last_day if put_off else None
    return last is not None and last < today - BEHIND


async def _queries(
    session: Session, filters: Sequence[Filter], today: date, now: datetime
) -> list[tuple[EventQuery, bool]]:
    """Ask for what is coming, what was put off lately and what is over, the latest of that first.

    They find all that the filters want, and as little besides as an index can tell.
    """
    kinds = [set(one.kinds) for one in filters if one.kinds]
    wanted = set.intersection(*kinds) if kinds else set()
    if kinds and not wanted:
        return []
    among = EventQuery(actors=await _actors(session, filters), kinds=tuple(sorted(wanted)))
    put_off = replace(among, statuses=(EventStatus.POSTPONED,), revised_since=now - BEHIND)
    over = replace(among, first=today - BEHIND, last=today - timedelta(days=1))
    return [(replace(among, first=today), False), (put_off, False), (over, True)]


async def _actors(session: Session, filters: Sequence[Filter]) -> tuple[str, ...]:
    """Return the actors one of whom has to be in it: of an office, all who ever held it."""
    named = next((one.actors for one in filters if one.actors), ())
    held = await facts.occupancies_of_posts(session, named) if named else ()
    return tuple(sorted({*named, *(one.holder for one in held)}))
