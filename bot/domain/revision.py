"""How an event changes: numbered revisions, each with a diff that a person can read.

Nothing is overwritten. Revisions count as iCalendar's SEQUENCE does (RFC 5545, 3.8.7.4), from 1.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.date_words import DEFAULT_LOCALE, describe
from bot.domain.dates import Dates
from bot.domain.events import Event, Mode, Participant, Place, VisitTally
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Detail
from bot.domain.zones import Instant


class Change(Record):
    """One difference between two states of an event."""

    field: Line
    before: str | None = None
    after: str | None = None
    actor: Slug | None = None
    """Of a change among the participants: whom it concerns."""

    def __str__(self) -> str:
        """Say it in one line, such as "dates: 18–19 Jun 2024 -> 19 Jun 2024"."""
        subject = f"{self.field} {self.actor}" if self.actor else self.field
        if self.before is None:
            return f"{subject}: + {self.after}"
        if self.after is None:
            return f"{subject}: - {self.before}"
        return f"{subject}: {self.before} -> {self.after}"


class Revision(Record):
    """One state of an event, and how it came about."""

    number: int
    event: Event
    changes: tuple[Change, ...] = ()
    by: Line
    """Who recorded it: a person, a feed, a file."""
    source: Slug | None = None
    at: Instant
    """When it became known to us."""
    reason: Prose | None = None
    correction: bool = False
    """Whether it says that what was recorded before was wrong."""


class NoChange(ValueError):  # noqa: N818 - it is an answer, not a fault
    """The event already is as the change says."""


def first_notice(event: Event, *, by: str, source: str | None, at: Any) -> Revision:
    """Record an event that was not known before, as its revision 1."""
    recorded = event.model_copy(update={"revision": 1})
    return Revision(number=1, event=recorded, by=by, source=source, at=at)


def revise(
    event: Event,
    changes: Mapping[str, Any],
    *,
    by: str,
    source: str | None,
    at: Any,
    reason: str | None = None,
    correction: bool = False,
) -> Revision:
    """Apply `changes` (field to new value) to `event` and return the next revision.

    Where the planned dates change, the plan before is kept in `previously`, with the zone in which
    its days were counted: the event may move to another. Raises NoChange if nothing would differ,
    pydantic's ValidationError if the result is no valid event.
    """
    fields = event.model_dump() | dict(changes) | {"revision": event.revision + 1}
    revised = Event.model_validate(fields)
    if _plan_moved(event, revised) and "previously" not in changes:
        revised = revised.model_copy(update={"previously": event.zoned(event.planned)})
    found = differences(event, revised)
    if not found:
        raise NoChange(f"{event.id} already is as the change says")
    return Revision(
        number=revised.revision,
        event=revised,
        changes=found,
        by=by,
        source=source,
        at=at,
        reason=reason,
        correction=correction,
    )


def _plan_moved(before: Event, after: Event) -> bool:
    had_a_date = before.planned.start is not None
    was, now = before.zoned(before.planned), after.zoned(after.planned)
    return had_a_date and describe(was) != describe(now)


def differences(before: Event, after: Event, locale: str = DEFAULT_LOCALE) -> tuple[Change, ...]:
    """Return what differs between two states of one event, in the order of the fields.

    Dates are said in the language of `locale`.
    """
    found: list[Change] = []
    for field, (name, say) in _PLAIN_FIELDS.items():
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            was, now = _zoned(before, old), _zoned(after, new)
            found.append(_change(name, say(was, locale), say(now, locale)))
    found += _participant_changes(before, after)
    for field, name in _LIST_FIELDS.items():
        found += _list_changes(name, getattr(before, field), getattr(after, field))
    return tuple(found)


UNSAID = "recorded more exactly"
"""What is said where a field changes in a part that its one-line form does not show."""


def _change(name: str, old: str | None, new: str | None) -> Change:
    if old == new:
        return Change(field=name, after=UNSAID)
    return Change(field=name, before=old, after=new)


def _zoned(event: Event, value: object) -> object:
    return event.zoned(value) if isinstance(value, Dates) else value


def _say(value: object, _locale: str) -> str | None:
    return None if value is None else str(value)


def _say_dates(dates: Dates | None, locale: str) -> str | None:
    if dates is None:
        return None
    said = describe(dates, locale)
    if dates.end_at is not None:
        said += f" (ends {dates.end_at:%Y-%m-%d %H:%M} UTC)"
    return said


def _say_place(place: Place | None, _locale: str) -> str | None:
    if place is None:
        return None
    parts = [place.name, place.city if place.city != place.name else None, place.country]
    return ", ".join(part for part in parts if part)


def _say_tally(tally: VisitTally | None, _locale: str) -> str | None:
    if tally is None:
        return None
    number = f"visit no. {tally.number}" if tally.number else None
    previous = f"last before: {tally.previous}" if tally.previous else None
    return "; ".join(part for part in (number, previous, tally.note) if part) or "counted"


_PLAIN_FIELDS: dict[str, tuple[str, Callable[[Any, str], str | None]]] = {
    "status": ("status", _say),
    "planned": ("dates", _say_dates),
    "actual": ("took place", _say_dates),
    "place": ("place", _say_place),
    "certainty": ("certainty", lambda certainty, _: str(certainty.label)),
    "standing": ("standing", _say),
    "title": ("title", _say),
    "kind": ("kind", _say),
    "subtype": ("subtype", _say),
    "broader": ("part of", _say),
    "leg": ("leg", _say),
    "tally": ("earlier visits", _say_tally),
    "note": ("note", _say),
}
"""Field to the word for it and to the way of saying its value; what matters most stands first."""

_LIST_FIELDS = {
    "agenda": "agenda",
    "outcomes": "outcome",
    "details": "detail",
    "sources": "source",
}


def _participant_changes(before: Event, after: Event) -> list[Change]:
    old = {(one.actor, one.role): one for one in before.participants}
    new = {(one.actor, one.role): one for one in after.participants}
    found = []
    for key in old | new:
        was, now = old.get(key), new.get(key)
        if was != now:
            change = _change("participant", _say_participant(was), _say_participant(now))
            found.append(change.model_copy(update={"actor": key[0]}))
    return found


def _say_participant(one: Participant | None) -> str | None:
    if one is None:
        return None
    mode = None if one.mode is Mode.IN_PERSON else one.mode
    return ", ".join(str(part) for part in (one.role, mode, one.standing, one.note) if part)


def _list_changes(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> list[Change]:
    if old == new:
        return []
    before, after = [_say_item(one) for one in old], [_say_item(one) for one in new]
    gone = [Change(field=name, before=text) for text in before if text not in after]
    come = [Change(field=name, after=text) for text in after if text not in before]
    return gone + come or [Change(field=name, after=UNSAID)]


def _say_item(item: Detail | str) -> str:
    return item if isinstance(item, str) else f"{item.text} ({item.standing})"
