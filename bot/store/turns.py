"""What the planner asks: which events reach an offset, begin or end in a stretch of time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.events import Event, EventStatus
from bot.store.tables import EventRow

_LIVE = (EventStatus.SCHEDULED, EventStatus.RESCHEDULED, EventStatus.MOVED_ONLINE)
_RUNNING = (*_LIVE, EventStatus.UNDER_WAY)
_AT_ONCE = timedelta()


async def anchored_between(
    session: AsyncSession, windows: Sequence[tuple[datetime, datetime]]
) -> tuple[Event, ...]:
    """Return the events still ahead as planned whose anchor lies in any (after, until]."""
    inside = [
        (EventRow.anchor_at > after) & (EventRow.anchor_at <= until) for after, until in windows
    ]
    rows = await session.scalars(
        select(EventRow)
        .where(or_(*inside), EventRow.status.in_(_LIVE))
        .order_by(EventRow.anchor_at)
    )
    return tuple(Event.model_validate(row.document) for row in rows)


async def starting_between(
    session: AsyncSession, after: datetime, until: datetime
) -> tuple[Event, ...]:
    """Return the events that their schedule has begin in (after, until], unless they have."""
    at = EventRow.presumed_start_at
    rows = await session.scalars(
        select(EventRow).where(at > after, at <= until, EventRow.status.in_(_LIVE)).order_by(at)
    )
    return tuple(Event.model_validate(row.document) for row in rows)


async def ending_between(
    session: AsyncSession, after: datetime, until: datetime
) -> tuple[Event, ...]:
    """Return the events that their schedule has end in (after, until], unless they have."""
    at = EventRow.presumed_end_at
    rows = await session.scalars(
        select(EventRow).where(at > after, at <= until, EventRow.status.in_(_RUNNING)).order_by(at)
    )
    return tuple(Event.model_validate(row.document) for row in rows)


async def next_turn(
    session: AsyncSession, after: datetime, offsets: Sequence[timedelta]
) -> datetime | None:
    """Return the first instant after `after` when an event reaches an offset, starts or ends."""
    asked = {f"after_{number}": after + offset for number, offset in enumerate(offsets)}
    rows = await session.execute(_next_turns(len(offsets)), asked | {"after": after})
    ahead = (*offsets, _AT_ONCE)
    return min((at - ahead[number] for number, at in rows if at is not None), default=None)


@cache
def _next_turns(offsets: int) -> CompoundSelect[Any]:
    """Return one question for all offsets, and the one number past them for starts and ends.

    Each is the first entry of an index. Made once for so many offsets: that takes a while.
    """
    reach: list[Select[Any, datetime | None]] = [
        select(literal_column(str(number)), func.min(EventRow.anchor_at)).where(
            EventRow.anchor_at > bindparam(f"after_{number}"), EventRow.status.in_(_LIVE)
        )
        for number in range(offsets)
    ]
    turn: list[Select[Any, datetime | None]] = [
        select(literal_column(str(offsets)), func.min(column)).where(
            column > bindparam("after"), EventRow.status.in_(_RUNNING)
        )
        for column in (EventRow.presumed_start_at, EventRow.presumed_end_at)
    ]
    return union_all(*reach, *turn)
