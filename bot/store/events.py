"""Keeping events as their revisions, and finding them by id, day, place and participant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.cadence import presumed_end, presumed_start
from bot.domain.countries import fold
from bot.domain.dates import anchor
from bot.domain.events import Event, EventKind, EventStatus, Role
from bot.domain.named import Sort, event_names, place_id, place_names
from bot.domain.revision import Revision
from bot.store.names import put_names
from bot.store.tables import NAME_LENGTH, EventActorRow, EventRow, RevisionRow


async def add_revision(session: AsyncSession, revision: Revision) -> None:
    """Keep a revision, and make its event the present state."""
    event = revision.event
    await session.merge(EventRow(**event_columns(event, revision.at)))
    await session.flush()
    session.add(
        RevisionRow(
            event_id=event.id,
            number=revision.number,
            at=revision.at,
            document=revision.model_dump(mode="json"),
        )
    )
    await session.execute(delete(EventActorRow).where(EventActorRow.event_id == event.id))
    session.add_all(
        EventActorRow(event_id=event.id, actor_id=actor, role=role)
        for actor, role in sorted({(one.actor, one.role) for one in event.participants})
    )
    await session.flush()
    await put_names(session, Sort.EVENT, event.id, event_names(event))
    if event.place and event.place.city:
        await put_names(session, Sort.PLACE, place_id(event.place), place_names(event.place))


def event_columns(
    event: Event, at: datetime, document: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the columns of an event's row; `document` is the event as JSON, if it is made."""
    dates = event.dates
    found = anchor(dates)
    return {
        "id": event.id,
        "revision": event.revision,
        "kind": event.kind,
        "status": event.status,
        "country": event.place.country if event.place else None,
        "broader": event.broader,
        "folded_title": fold(event.title)[:NAME_LENGTH],
        "first_day": dates.first_day,
        "last_day": dates.last_day,
        "anchor_at": found.instant if found else None,
        "presumed_start_at": presumed_start(dates),
        "presumed_end_at": presumed_end(dates),
        "revised_at": at,
        "document": document or event.model_dump(mode="json"),
    }


async def event(session: AsyncSession, event_id: str) -> Event | None:
    """Return an event in its present state."""
    row = await session.get(EventRow, event_id)
    return Event.model_validate(row.document) if row else None


async def revisions(session: AsyncSession, event_id: str) -> tuple[Revision, ...]:
    """Return every revision of an event, the first one first."""
    rows = await session.scalars(
        select(RevisionRow).where(RevisionRow.event_id == event_id).order_by(RevisionRow.number)
    )
    return tuple(Revision.model_validate(row.document) for row in rows)


async def revision(session: AsyncSession, event_id: str, number: int) -> Revision | None:
    """Return one revision of an event."""
    row = await session.get(RevisionRow, (event_id, number))
    return Revision.model_validate(row.document) if row else None


async def revisions_between(
    session: AsyncSession, after: datetime, until: datetime
) -> tuple[Revision, ...]:
    """Return the revisions that became known in (after, until], in that order."""
    rows = await session.scalars(
        select(RevisionRow)
        .where(RevisionRow.at > after, RevisionRow.at <= until)
        .order_by(RevisionRow.at, RevisionRow.event_id, RevisionRow.number)
    )
    return tuple(Revision.model_validate(row.document) for row in rows)


async def parts(session: AsyncSession, event_ids: Iterable[str]) -> tuple[Event, ...]:
    """Return the events that name one of these as broader: legs in order, then by day."""
    rows = await session.scalars(
        select(EventRow)
        .where(EventRow.broader.in_(set(event_ids)))
        .order_by(EventRow.first_day, EventRow.id)
    )
    found = [Event.model_validate(row.document) for row in rows]
    return tuple(sorted(found, key=lambda one: one.leg or len(found) + 1))


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What is asked for; every field that is given narrows the answer."""

    first: date | None = None
    """Events that may still go on on or after this day."""
    last: date | None = None
    """Events that may begin on or before this day."""
    actors: Sequence[str] = ()
    """With any of these actors in it."""
    roles: Sequence[Role] = ()
    """With `actors`: in one of these roles only."""
    country: str | None = None
    kinds: Sequence[EventKind] = ()
    statuses: Sequence[EventStatus] = ()
    dated_only: bool = field(default=False)
    revised_since: datetime | None = None
    """Events whose last revision is from then or later."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions of the query."""
        found: list[ColumnElement[bool]] = []
        if self.first is not None:
            # An open end goes on; an event with no date at all is in no range.
            ongoing = EventRow.last_day.is_(None) & EventRow.first_day.is_not(None)
            found.append(or_(EventRow.last_day >= self.first, ongoing))
        if self.last is not None:
            found.append(EventRow.first_day <= self.last)
        if self.actors:
            with_them = select(EventActorRow.event_id).where(
                EventActorRow.actor_id.in_(self.actors)
            )
            if self.roles:
                with_them = with_them.where(EventActorRow.role.in_(self.roles))
            found.append(EventRow.id.in_(with_them))
        if self.country is not None:
            found.append(EventRow.country == self.country)
        if self.kinds:
            found.append(EventRow.kind.in_(self.kinds))
        if self.statuses:
            found.append(EventRow.status.in_(self.statuses))
        if self.revised_since is not None:
            found.append(EventRow.revised_at >= self.revised_since)
        if self.dated_only:
            found.append(EventRow.first_day.is_not(None))
        return found


async def find(
    session: AsyncSession,
    query: EventQuery,
    *,
    limit: int | None = None,
    latest: bool = False,
    past: int = 0,
) -> tuple[Event, ...]:
    """Return the events that a query asks for, by day; `latest` turns the order round.

    The first `past` of them are left out.
    """
    day = EventRow.first_day.desc() if latest else EventRow.first_day
    rows = await session.scalars(
        select(EventRow)
        .where(*query.conditions())
        .order_by(day.nulls_last(), EventRow.anchor_at, EventRow.id)
        .limit(limit)
        .offset(past or None)
    )
    return tuple(Event.model_validate(row.document) for row in rows)


@dataclass(frozen=True, slots=True)
class SideQuery:
    """One of two sides: its people, and the country if it is a state."""

    actors: frozenset[str]
    country: str | None = None


async def find_shared(session: AsyncSession, one: SideQuery, other: SideQuery) -> tuple[Event, ...]:
    """Return the events in which both sides are, or one in the country of the other; by day.

    A side with thousands of events is narrowed down by the other, in the database.
    """
    either = [_with(one).where(EventActorRow.event_id.in_(_with(other)))]
    for guest, host in ((one, other), (other, one)):
        if host.country:
            either.append(_with(guest, host.country))
    ids = union(*either).subquery()
    rows = await session.scalars(
        select(EventRow)
        .where(EventRow.id.in_(select(ids.c.event_id)))
        .order_by(EventRow.first_day.nulls_last(), EventRow.anchor_at, EventRow.id)
    )
    return tuple(Event.model_validate(row.document) for row in rows)


def _with(side: SideQuery, country: str | None = None) -> Any:
    query = select(EventActorRow.event_id).where(EventActorRow.actor_id.in_(side.actors))
    if country is None:
        return query
    return query.join(EventRow, EventRow.id == EventActorRow.event_id).where(
        EventRow.country == country
    )


async def count(session: AsyncSession, query: EventQuery) -> int:
    """Return how many events a query asks for."""
    return (
        await session.scalar(select(func.count()).select_from(EventRow).where(*query.conditions()))
        or 0
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """What tells events of the same words apart, without reading the whole of them."""

    id: str
    first_day: date | None


async def headings(
    session: AsyncSession, ids: Iterable[str], kinds: Sequence[EventKind] = ()
) -> dict[str, Heading]:
    """Return the headings of those of these events that are of these kinds, by id."""
    found = await session.execute(
        select(EventRow.id, EventRow.first_day).where(
            EventRow.id.in_(set(ids)), *EventQuery(kinds=kinds).conditions()
        )
    )
    return {event_id: Heading(event_id, day) for event_id, day in found}


async def events_by_id(session: AsyncSession, ids: Iterable[str]) -> dict[str, Event]:
    """Return the events with these ids in their present state."""
    rows = await session.scalars(select(EventRow).where(EventRow.id.in_(set(ids))))
    return {row.id: Event.model_validate(row.document) for row in rows}


async def last_revised(session: AsyncSession, ids: Iterable[str]) -> datetime | None:
    """Return when the latest of these events was recorded last."""
    found: datetime | None = await session.scalar(
        select(func.max(EventRow.revised_at)).where(EventRow.id.in_(set(ids)))
    )
    return found


async def revised_at(session: AsyncSession, ids: Iterable[str]) -> dict[str, datetime]:
    """Return when each of these events was recorded last."""
    query = select(EventRow.id, EventRow.revised_at).where(EventRow.id.in_(set(ids)))
    return {one.id: one.revised_at for one in await session.execute(query)}


async def last_recorded(session: AsyncSession) -> datetime | None:
    """Return when any event was recorded last."""
    found: datetime | None = await session.scalar(select(func.max(EventRow.revised_at)))
    return found


async def cities(session: AsyncSession) -> frozenset[str]:
    """Return the cities in which events are."""
    city = EventRow.document["place", "city"].as_string()
    found = await session.scalars(select(city).distinct())
    return frozenset(one for one in found if one)
