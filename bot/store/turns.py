"""What the planner asks: which events reach an offset, begin or end in a stretch of time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.events import Event, EventStatus
from bot.store.tables import EventRow

_LIVE = (EventStatus.SCHEDULED, EventStatus.RESCHEDULED, EventStatus.MOVED_ONLINE)
_RUNNING = (*_LIVE, EventStatus.UNDER_WAY)


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
    found = [
        await session.scalar(
            select(func.min(EventRow.anchor_at)).where(
                EventRow.anchor_at > after + offset, EventRow.status.in_(_LIVE)
            )
        )
        for offset in offsets
    ]
    turns = [at - offset for at, offset in zip(found, offsets, strict=True) if at is not None]
    for column in (EventRow.presumed_start_at, EventRow.presumed_end_at):
        at = await session.scalar(
            select(func.min(column)).where(column > after, EventRow.status.in_(_RUNNING))
        )
        if at is not None:
            turns.append(at)
    return min(turns, default=None)
