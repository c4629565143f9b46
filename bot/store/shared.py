"""The events that two sides are in together: found from the side that is in fewer.

Two states can be in so many that to go through all of them takes seconds; then only the last ones
are looked through.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.events import EventKind, Role
from bot.store.tables import ActorRow, EventActorRow, EventRow

GUESTS = (Role.VISITOR, Role.ATTENDEE, Role.DELEGATION)
LATELY = timedelta(days=366)
"""How far back is looked where both sides are in very many events."""

_VERY_MANY = 15_000
_MOST = 2_000
"""Events that are told apart by what they are; of more, the last ones."""
_ACTOR: Any = EventActorRow.actor_id


@dataclass(frozen=True, slots=True)
class Side:
    """One of two: some actors, or all of a country, which may be the host of the others."""

    actors: tuple[str, ...] = ()
    country: str | None = None

    def among(self, actor: ColumnElement[str]) -> ColumnElement[bool]:
        """Return whether an actor is of this side."""
        if self.country is None:
            return actor.in_(self.actors)
        return actor.in_(select(ActorRow.id).where(ActorRow.country == self.country))


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """An event of both, without the whole of it."""

    id: str
    kind: str
    status: str
    broader: str | None
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Shared:
    """What two sides are in, the latest first."""

    events: tuple[SharedEvent, ...]
    since: date | None
    """Only what began since then was looked through."""


async def shared(session: AsyncSession, one: Side, other: Side, today: date) -> Shared:
    """Return the events in which somebody of each side is, or one side in the other's country."""
    sizes = {side: await _size(session, side) for side in (one, other)}
    few, many = (one, other) if sizes[one] <= sizes[other] else (other, one)
    since = today - LATELY if sizes[few] > _VERY_MANY else None
    together = [_together(few, many, since), *_received(one, other, since)]
    ids = union(*together).subquery()
    columns = [getattr(EventRow, name) for name in SharedEvent.__dataclass_fields__]
    rows = await session.execute(
        select(*columns)
        .join(ids, ids.c.event_id == EventRow.id)
        .order_by(EventRow.first_day.desc().nulls_last(), EventRow.id)
        .limit(_MOST)
    )
    return Shared(tuple(SharedEvent(*row) for row in rows), since)


async def _size(session: AsyncSession, side: Side) -> int:
    rows = select(EventActorRow.event_id).where(side.among(_ACTOR)).limit(_VERY_MANY + 1)
    return await session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _together(few: Side, many: Side, since: date | None) -> Any:
    mine, theirs = aliased(EventActorRow), aliased(EventActorRow)
    met = (theirs.event_id == mine.event_id) & (theirs.actor_id != mine.actor_id)
    # As an expression: it is the event that leads to who else is in it, not the other way round.
    other = func.coalesce(theirs.actor_id, "")
    return (
        select(mine.event_id)
        .join(theirs, met)
        .where(*_there(few, mine, since), many.among(other), theirs.role != Role.ABSENTEE)
    )


def _received(one: Side, other: Side, since: date | None) -> list[Any]:
    """Return the questions for visits to the one's country, whoever receives them there."""
    part = aliased(EventActorRow)
    return [
        select(part.event_id).where(
            *_there(guest, part, since),
            part.role.in_(GUESTS),
            part.kind == EventKind.VISIT,
            part.country == host.country,
        )
        for guest, host in ((one, other), (other, one))
        if host.country is not None
    ]


def _there(side: Side, part: Any, since: date | None) -> list[ColumnElement[bool]]:
    found = [side.among(part.actor_id), part.role != Role.ABSENTEE, part.lasting.in_((False, True))]
    return found if since is None else [*found, part.first_day >= since]
