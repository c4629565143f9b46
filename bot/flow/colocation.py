"""Two who are watched in one city on one day: events that bring different people together."""

from bot.domain.edtf import Precision
from bot.domain.events import Event, EventStatus, Mode, Role
from bot.store import events
from bot.store.database import Session

_THERE = (Role.VISITOR, Role.ATTENDEE)


async def meeting_points(session: Session, event: Event) -> list[Event]:
    """Return the other events in the city of `event` on a day of it, with other people.

    Only where both days are sure, and where neither event is a part of the other.
    """
    first, last = event.dates.first_day, event.dates.last_day
    if not _settled(event) or first is None or last is None or event.place is None:
        return []
    query = events.EventQuery(first=first, last=last, country=event.place.country)
    return [
        other
        for other in await events.find(session, query)
        if _settled(other) and _same_city(event, other) and not _related(event, other)
        and _others(event, other)
    ]  # fmt: skip


def _settled(event: Event) -> bool:
    sure = event.dates.precision is Precision.DAY and not event.dates.approximate
    open_ = not event.dead and event.status is not EventStatus.OCCURRED
    return sure and open_ and event.place is not None and event.place.city is not None


def _same_city(one: Event, other: Event) -> bool:
    return bool(one.place and other.place and one.place.city == other.place.city)


def _related(one: Event, other: Event) -> bool:
    return one.id in (other.id, other.broader) or other.id == one.broader or (
        one.broader is not None and one.broader == other.broader
    )  # fmt: skip


def _people(event: Event) -> set[str]:
    return {one.actor for one in event.having(*_THERE) if one.mode is Mode.IN_PERSON}


def _others(one: Event, other: Event) -> bool:
    """Whether each brings somebody whom the other does not."""
    return bool(_people(one) - _people(other)) and bool(_people(other) - _people(one))
