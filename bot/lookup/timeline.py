"""Who travels where in a stretch of days, and which summits there are: what a timeline shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.answers import ExposureAnswer
from bot.domain.countries import country_name
from bot.domain.dates import Dates
from bot.domain.events import (
    Certainty,
    Event,
    EventKind,
    EventStatus,
    Mode,
    Participant,
    Place,
    Role,
)
from bot.domain.presence import is_exact, stay_days
from bot.domain.sources import Standing
from bot.domain.timeline_answers import BarAnswer, RowAnswer, Solidity, TimelineAnswer
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.lookup.exposure import exposures_of
from bot.lookup.refs import resolve
from bot.store import events as store
from bot.store.database import Session
from bot.store.events import EventQuery

TRAVELLERS = (Role.VISITOR, Role.ATTENDEE, Role.DELEGATION, Role.MEDIATOR)
MOST = 500
"""Events that are read; a picture has room for two dozen."""
_SEEN = (EventStatus.OCCURRED, EventStatus.UNDER_WAY)
_LIKELY = (Certainty.HIGHLY_LIKELY, Certainty.CERTAIN)
_DOUBTFUL = (Standing.CLAIMED, Standing.DENIED)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a timeline shows, both inclusive, and the day on which it is looked at."""

    first: date
    last: date
    today: date


async def find_timeline(
    session: Session,
    window: Window,
    now: datetime,
    wanted: EventQuery,
    interpretation: str | None = None,
) -> TimelineAnswer:
    """Answer with the events that a query asks for; its days are those of the window."""
    shown = EventQuery(
        first=window.first,
        last=window.last,
        actors=wanted.actors,
        country=wanted.country,
        kinds=wanted.kinds,
    )
    found = await store.find(session, shown, limit=MOST)
    off = await put_off_events(session, wanted)
    only = frozenset(wanted.actors)
    answer = await timeline(session, [*found, *off], window, now, only)
    if len(found) == MOST:
        total = await store.count(session, shown)
        interpretation = f"{interpretation}; the first {MOST} of {total:,} events, narrow it down"
    return answer.model_copy(update={"interpretation": interpretation})


async def put_off_events(session: Session, wanted: EventQuery) -> tuple[Event, ...]:
    """Return what a query asks for and is postponed: it has no day by which to be found."""
    query = EventQuery(
        actors=wanted.actors,
        country=wanted.country,
        kinds=wanted.kinds,
        statuses=(EventStatus.POSTPONED,),
    )
    return await store.find(session, query, limit=MOST)


async def timeline(
    session: Session,
    events: Sequence[Event],
    window: Window,
    now: datetime,
    only: frozenset[str] = frozenset(),
) -> TimelineAnswer:
    """Lay out events by who travels; `only` these, if any are named."""
    shown = {one.id: one for one in events if one.kind is not EventKind.TRIP and _days(one, window)}
    exposed = {_key(one) for one in await exposures_of(session, shown.values(), now)
               if one.bound is not False}  # fmt: skip
    bars: dict[str, list[BarAnswer]] = {}
    for event in shown.values():
        for part in _travellers(event):
            if not only or part.actor in only:
                bars.setdefault(_who(part), []).append(_bar(event, window, part, exposed))
    refs = await resolve(session, holders=set(bars))
    rows = [
        RowAnswer(who=refs.named(who), bars=tuple(sorted(each, key=_order)))
        for who, each in bars.items()
        if only or any(bar.event.kind is not EventKind.SUMMIT for bar in each)
    ]
    summits = [_bar(one, window) for one in shown.values() if one.kind is EventKind.SUMMIT]
    return TimelineAnswer(
        first=window.first,
        last=window.last,
        today=window.today,
        rows=tuple(sorted(rows, key=lambda row: (_order(row.bars[0]), row.who.name))),
        summits=tuple(sorted(summits, key=_order)),
        **await backing(session, list(shown.values())),
    )


def _order(bar: BarAnswer) -> tuple[date, date, str]:
    return bar.first, bar.last, bar.event.id


def _travellers(event: Event) -> Iterator[Participant]:
    """Yield who is at an event, or was to be, away from home."""
    for part in event.having(*TRAVELLERS):
        if part.mode is Mode.IN_PERSON or (part.mode is Mode.REPRESENTED and part.represented_by):
            yield part


def _who(part: Participant) -> str:
    return str(part.represented_by) if part.mode is Mode.REPRESENTED else part.actor


def _planned(event: Event) -> Dates:
    """Return the dates in force; of what was put off, those that are struck out."""
    if event.status is EventStatus.POSTPONED and event.previously is not None:
        return event.previously
    return event.dates


def _days(event: Event, window: Window) -> tuple[date, date] | None:
    """Return the days on which an event is, or was to be; none where they lie outside."""
    if event.status is EventStatus.POSTPONED:
        dates = _planned(event)
        first, last = dates.first_day, dates.last_day or dates.first_day
    else:
        first, last = stay_days(event) or (None, None)
    if first is None or last is None or last < window.first or first > window.last:
        return None
    return first, last


def _bar(
    event: Event,
    window: Window,
    part: Participant | None = None,
    exposed: Iterable[tuple[str, str, date]] = (),
) -> BarAnswer:
    days = _days(event, window)
    if days is None:
        raise ValueError(f"{event.id} lies outside of what is shown")
    first, last = days
    warrant = part is not None and any(
        who == _who(part) and event.place and state == event.place.country and first <= on <= last
        for who, state, on in exposed
    )
    return BarAnswer(
        event=event_summary(event),
        where=_where(event.place),
        first=first,
        last=last,
        solidity=_solidity(event, part),
        trip=event.broader if event.leg is not None else None,
        warrant=warrant,
    )


def _key(one: ExposureAnswer) -> tuple[str, str, date]:
    return one.subject, one.state, one.on


def _solidity(event: Event, part: Participant | None) -> Solidity:
    if event.dead or event.status is EventStatus.MOVED_ONLINE:
        return Solidity.OFF
    sure = event.status in _SEEN or event.certainty in _LIKELY
    doubtful = part is not None and part.standing in _DOUBTFUL
    return Solidity.FIRM if is_exact(event) and sure and not doubtful else Solidity.OPEN


def _where(place: Place | None) -> str | None:
    if place is None:
        return None
    return place.city or (country_name(place.country) if place.country else place.name)
