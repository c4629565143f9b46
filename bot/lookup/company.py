"""Whom an actor met: those in the same visits, meetings and calls, the most frequent first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.domain.answers import MetAnswer
from bot.domain.events import Event, EventKind, Role
from bot.lookup.refs import Refs

MOST = 10
_MET_AT = (EventKind.VISIT, EventKind.MEETING, EventKind.CALL, EventKind.SIGNING)
"""Who is at one summit with ninety others need not have met them."""


def met(
    own: Collection[str], events: Sequence[Event], people: Collection[str], now: datetime
) -> dict[str, list[Event]]:
    """Return who of `people` was with `own` and when, the most frequent first.

    A side event of a visit is no other meeting than the visit.
    """
    live = [one for one in events if _took_place(one, now)]
    known = {one.id for one in live}
    times: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in live:
        occasion = event.broader if event.broader in known else event.id
        for who in _others(event, own, people):
            times[who].setdefault(str(occasion), event)
    ranked = sorted(times, key=lambda who: (-len(times[who]), who))
    return {who: list(times[who].values()) for who in ranked[:MOST]}


def met_answers(found: dict[str, list[Event]], refs: Refs) -> tuple[MetAnswer, ...]:
    """Put names to those whom somebody met."""
    return tuple(
        MetAnswer(who=refs.named(who), times=len(events), last=_last(events))
        for who, events in found.items()
    )


def _last(events: Iterable[Event]) -> str | None:
    return max((one.dates.start for one in events if one.dates.start), default=None)


def _took_place(event: Event, now: datetime) -> bool:
    begins = event.dates.begins
    return event.kind in _MET_AT and not event.dead and begins is not None and begins <= now


def _others(event: Event, own: Collection[str], people: Collection[str]) -> frozenset[str]:
    there = {one.actor for one in event.participants if one.role is not Role.ABSENTEE}
    return frozenset(there & set(people)) - set(own) if there & set(own) else frozenset()
