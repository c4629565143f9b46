"""The outbox: deliveries put in once, leased by a worker, settled with a receipt or a reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import Urgency, urgency
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.store.tables import DeliveryRow
from bot.store.wakeups import notify

LEASE = timedelta(seconds=60)
"""How long a worker may hold a delivery; longer than any platform takes to answer."""

_RANK = {rank: number for number, rank in enumerate(Urgency)}


async def enqueue(session: AsyncSession, deliveries: Iterable[Delivery]) -> int:
    """Put deliveries into the outbox; those whose key is there already change nothing.

    Returns how many were new.
    """
    rows = [_values(one) for one in deliveries]
    if not rows:
        return 0
    dialect = session.get_bind().dialect.name
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    statement = (
        insert(DeliveryRow)
        .on_conflict_do_nothing(index_elements=[DeliveryRow.key])
        .returning(DeliveryRow.id)  # the count of rows is not to be had from psycopg
    )
    new = 0
    for row in rows:
        new += len(list(await session.scalars(statement.values(row))))
    if new:
        await notify(session)
    return new


def _values(one: Delivery) -> dict[str, Any]:
    return {
        "key": one.key,
        "channel": one.channel,
        "kind": one.kind,
        "subject": one.subject,
        "revision": one.revision,
        "offset": one.offset,
        "warrant": one.warrant,
        "due": one.due,
        "ready_at": one.due,
        "urgency": _RANK[urgency(one.kind)],
        "state": DeliveryState.PENDING,
        "attempts": 0,
    }


async def lease(session: AsyncSession, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Take up to `limit` deliveries that are due, the most urgent first, for LEASE.

    Other workers pass over them (SKIP LOCKED on PostgreSQL, the write lock on SQLite).
    Unclear ones are taken too: the caller looks for the message before it sends again.
    """
    due = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.UNCLEAR)),
            DeliveryRow.ready_at <= now,
        )
        .order_by(DeliveryRow.urgency, DeliveryRow.ready_at, DeliveryRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(await session.scalars(due))
    rows = list(await session.scalars(select(DeliveryRow).where(DeliveryRow.id.in_(ids))))
    rows.sort(key=lambda row: ids.index(row.id))
    found = tuple(map(_delivery, rows))
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_(ids))
        .values(
            state=DeliveryState.LEASED,
            attempts=DeliveryRow.attempts + 1,
            leased_until=now + LEASE,
        )
    )
    return found


async def reclaim(session: AsyncSession, now: datetime, *, all_of_them: bool = False) -> int:
    """Turn leases that ran out into unclear deliveries; return how many.

    `all_of_them`: also those still running, at the start of a process that shares the
    database with no other.
    """
    condition = DeliveryRow.state == DeliveryState.LEASED
    if not all_of_them:
        condition &= DeliveryRow.leased_until <= now
    done = await session.execute(
        update(DeliveryRow)
        .where(condition)
        .values(
            state=DeliveryState.UNCLEAR,
            leased_until=None,
            reason="the worker stopped between sending and recording",
        )
    )
    return cast("CursorResult[Any]", done).rowcount


async def settle_sent(
    session: AsyncSession, delivery_id: int, receipt: Receipt, now: datetime
) -> None:
    """Record where a message landed."""
    await _settle(
        session,
        delivery_id,
        state=DeliveryState.SENT,
        receipt=receipt.model_dump(mode="json"),
        sent_at=now,
        reason=None,
    )


async def settle(
    session: AsyncSession, delivery_id: int, state: DeliveryState, reason: str
) -> None:
    """Record that a delivery is skipped, or has failed for good, and why."""
    await _settle(session, delivery_id, state=state, reason=reason)


async def retry(
    session: AsyncSession, delivery_id: int, state: DeliveryState, reason: str, ready_at: datetime
) -> None:
    """Put a delivery back, pending or unclear, not to be tried before `ready_at`."""
    await _settle(session, delivery_id, state=state, reason=reason, ready_at=ready_at)


async def _settle(session: AsyncSession, delivery_id: int, **values: Any) -> None:
    await session.execute(
        update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(leased_until=None, **values)
    )


async def next_ready(session: AsyncSession) -> datetime | None:
    """Return when the next delivery is to be tried or the next lease runs out."""
    waiting = await session.scalar(
        select(func.min(DeliveryRow.ready_at)).where(
            DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.UNCLEAR))
        )
    )
    leased = await session.scalar(
        select(func.min(DeliveryRow.leased_until)).where(DeliveryRow.state == DeliveryState.LEASED)
    )
    return min((at for at in (waiting, leased) if at is not None), default=None)


async def deliveries(session: AsyncSession, *, subject: str | None = None) -> tuple[Delivery, ...]:
    """Return the whole outbox, or what it holds about one subject, in the order of entry."""
    query = select(DeliveryRow).order_by(DeliveryRow.id)
    if subject is not None:
        query = query.where(DeliveryRow.subject == subject)
    return tuple(map(_delivery, await session.scalars(query)))


async def has(session: AsyncSession, keys: Sequence[str]) -> set[str]:
    """Return which of these keys the outbox holds."""
    return set(await session.scalars(select(DeliveryRow.key).where(DeliveryRow.key.in_(keys))))


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})
