"""Keeping events as their revisions, and finding them by id, day, place and participant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.cadence import presumed_end, presumed_start
from bot.domain.countries import fold
from bot.domain.dates import Dates, anchor
from bot.domain.events import Event, EventKind
from bot.domain.named import Sort, event_names, place_id, place_names
from bot.domain.revision import Revision
from bot.store.event_query import EventQuery
from bot.store.names import put_names
from bot.store.tables import LONG, NAME_LENGTH, EventActorRow, EventRow, RevisionRow

__all__ = [
    "EventQuery", "Heading", "add_revision", "count", "event", "event_columns", "events_by_id",
    "find", "headings", "last_recorded", "last_revised", "part_columns", "parts", "revised_at",
    "revision", "revisions", "revisions_between",
]  # fmt: skip

_NEVER = datetime.max.replace(tzinfo=UTC)


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
    session.add_all(EventActorRow(**columns) for columns in part_columns(event))
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
        "city": (event.place.city or event.place.name) if event.place else None,
        "broader": event.broader,
        "folded_title": fold(event.title)[:NAME_LENGTH],
        "first_day": dates.first_day,
        "last_day": dates.last_day,
        "lasting": _lasting(dates),
        "anchor_at": found.instant if found else None,
        "presumed_start_at": presumed_start(dates),
        "presumed_end_at": presumed_end(dates),
        "revised_at": at,
        "document": document or event.model_dump(mode="json"),
    }


def part_columns(event: Event) -> Iterator[dict[str, Any]]:
    """Yield the columns of the rows that say who takes part in an event."""
    dates = event.dates
    of_event = {
        "event_id": event.id,
        "kind": event.kind,
        "status": event.status,
        "country": event.place.country if event.place else None,
        "first_day": dates.first_day,
        "last_day": dates.last_day,
        "lasting": _lasting(dates),
    }
    for actor, role in sorted({(one.actor, one.role) for one in event.participants}):
        yield of_event | {"actor_id": actor, "role": role}


def _lasting(dates: Dates) -> bool:
    first, last = dates.first_day, dates.last_day
    return first is None or last is None or last - first > LONG


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
    most = None if limit is None else limit + past
    parts = [query.found(part, most, latest=latest).subquery() for part in query.parts()]
    found = union_all(*map(select, parts)).subquery().c
    day = found.first_day.desc() if latest else found.first_day
    # By day and id, as the index has it, so that pages neither overlap nor leave out.
    few = select(found.document, found.first_day, found.anchor_at, found.id)
    few = few.order_by(day.nulls_last(), found.id).limit(limit).offset(past or None)
    rows = sorted(await session.execute(few), key=partial(_by_day, latest=latest))
    return tuple(Event.model_validate(row.document) for row in rows)


def _by_day(row: Any, *, latest: bool) -> tuple[bool, int, bool, datetime, str]:
    day = row.first_day.toordinal() if row.first_day else 0
    anchor_at = row.anchor_at or _NEVER
    return row.first_day is None, -day if latest else day, row.anchor_at is None, anchor_at, row.id


async def count(session: AsyncSession, query: EventQuery, most: int | None = None) -> int:
    """Return how many events a query asks for; `most` is where counting stops."""
    parts = [query.counted(part, most).subquery() for part in query.parts()]
    found = union_all(*map(select, parts)).limit(most).subquery()
    return await session.scalar(select(func.count()).select_from(found)) or 0


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
            EventRow.id.in_(set(ids)), EventRow.kind.in_(kinds or EventKind)
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
