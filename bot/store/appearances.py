"""What an actor's events come to, counted by the database: the first actors are in thousands."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import ActorKind
from bot.domain.events import EventKind, EventStatus, Role
from bot.store.event_query import EventQuery
from bot.store.tables import ActorRow, EventActorRow, EventRow

_DEAD = (EventStatus.CANCELLED, EventStatus.POSTPONED)
_ALIVE = tuple(one for one in EventStatus if one not in _DEAD)


@dataclass(frozen=True, slots=True)
class VisitCount:
    """The visits that somebody made to a country, and when the last began (EDTF)."""

    country: str
    times: int
    last: str


async def visits(session: AsyncSession, actor_id: str, before: date) -> tuple[VisitCount, ...]:
    """Return the visits that somebody made, which began before a day, by country."""
    part = EventActorRow
    ranked = (
        select(
            part.event_id,
            func.count().over(partition_by=part.country).label("times"),
            func.row_number()
            .over(partition_by=part.country, order_by=(part.first_day.desc(), part.event_id))
            .label("place"),
        )
        .where(
            part.actor_id == actor_id,
            part.role == Role.VISITOR,
            part.kind == EventKind.VISIT,
            part.status.not_in(_DEAD),
            part.country.is_not(None),
            part.first_day < before,
        )
        .subquery()
    )
    start = func.coalesce(
        EventRow.document["actual", "start"].as_string(),
        EventRow.document["planned", "start"].as_string(),
    )
    found = await session.execute(
        select(EventRow.country, ranked.c.times, start)
        .join(ranked, ranked.c.event_id == EventRow.id)
        .where(ranked.c.place == 1)
        .order_by(ranked.c.times.desc(), EventRow.country)
    )
    return tuple(VisitCount(str(country), times, last) for country, times, last in found)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in an event, without the event: for those who ask about thousands."""

    event: str
    who: str
    role: str
    person: bool
    country: str
    first: date
    last: date


async def parts_in(session: AsyncSession, query: EventQuery) -> tuple[Part, ...]:
    """Return who takes part in what a query asks for, or stays away, where its place is known."""
    rows: list[Any] = []
    for conditions in replace(query, statuses=_ALIVE).parts():
        found = (
            select(
                EventRow.id, EventActorRow.actor_id, EventActorRow.role, ActorRow.kind,
                EventRow.country, EventRow.first_day, EventRow.last_day,
            )
            .join(EventActorRow, EventActorRow.event_id == EventRow.id)
            .join(ActorRow, ActorRow.id == EventActorRow.actor_id)
            .where(*conditions, EventRow.country.is_not(None), EventRow.last_day.is_not(None))
        )  # fmt: skip
        rows += await session.execute(found)
    return tuple(
        Part(event, who, role, kind == ActorKind.PERSON, country, begins, ends)
        for event, who, role, kind, country, begins, ends in rows
    )
