"""The outbox: deliveries put in once, leased by a worker, settled with a receipt or a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.alerts import Urgency, urgency
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.store.dialects import insert_into
from bot.store.tables import ChannelRow, DeliveryRow
from bot.store.wakeups import notify

LEASE = timedelta(seconds=60)
"""How long a worker may hold a delivery; longer than any platform takes to answer."""

_OPEN = (DeliveryState.PENDING, DeliveryState.UNCLEAR, DeliveryState.HELD)
"""States from which a delivery is tried, once it is ready."""

_RANK = {rank: number for number, rank in enumerate(Urgency)}


async def enqueue(session: AsyncSession, deliveries: Iterable[Delivery]) -> int:
    """Put deliveries into the outbox; those whose key is there already change nothing.

    Returns how many were new.
    """
    rows = [_values(one) for one in deliveries]
    new = 0
    for start in range(0, len(rows), _CHUNK):
        statement = (
            insert_into(session, DeliveryRow)
            .values(rows[start : start + _CHUNK])
            .on_conflict_do_nothing(index_elements=[DeliveryRow.key])
            .returning(DeliveryRow.id)
        )
        new += len((await session.execute(statement)).all())
    if new:
        await notify(session)
    return new


_CHUNK = 500
"""Rows in one statement: fewer than the parameters that SQLite takes."""


def _values(one: Delivery) -> dict[str, Any]:
    return {
        "key": one.key,
        "channel": one.channel,
        "kind": one.kind,
        "subject": one.subject,
        "revision": one.revision,
        "offset": one.offset,
        "about": one.about,
        "due": one.due,
        "ready_at": one.due,
        "urgency": _RANK[urgency(one.kind)],
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "repeated": False,
    }


async def lease(
    session: AsyncSession, now: datetime, limit: int, platforms: Iterable[str]
) -> tuple[Delivery, ...]:
    """Take up to `limit` deliveries that are due, the most urgent first, for LEASE.

    Only of channels on `platforms` to which no other worker is sending: what a channel is told
    depends on what it was told before, so one worker at a time has it. Workers pass over each
    other (SKIP LOCKED on PostgreSQL, the write lock on SQLite). Unclear deliveries are taken,
    too: the caller looks for the message before it sends again.
    """
    due = (
        select(DeliveryRow.id)
        .join(ChannelRow, ChannelRow.id == DeliveryRow.channel)
        .where(
            DeliveryRow.state.in_(_OPEN),
            DeliveryRow.held_for.is_(None),
            DeliveryRow.ready_at <= now,
            ChannelRow.platform.in_(set(platforms)),
            ~_busy(),
        )
        .order_by(DeliveryRow.urgency, DeliveryRow.ready_at, DeliveryRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True, of=(ChannelRow, DeliveryRow))
    )
    ids = list(await session.scalars(due))
    # Asked again now that the channels are locked: another worker may have got in between.
    mine = select(DeliveryRow).where(DeliveryRow.id.in_(ids), ~_busy())
    rows = list(await session.scalars(mine))
    rows.sort(key=lambda row: ids.index(row.id))
    found = tuple(map(_in_doubt, rows))
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_([row.id for row in rows]))
        .values(
            state=DeliveryState.LEASED,
            attempts=DeliveryRow.attempts + 1,
            leased_until=now + LEASE,
        )
    )
    return found


def _in_doubt(row: DeliveryRow) -> Delivery:
    """Return a delivery; as unclear if an attempt may have arrived, whatever came after it."""
    found = _delivery(row)
    return found.model_copy(update={"state": DeliveryState.UNCLEAR}) if row.repeated else found


def _busy() -> ColumnElement[bool]:
    """Whether somebody is sending to the channel of a delivery."""
    other = aliased(DeliveryRow)
    return (
        exists()
        .where(other.channel == DeliveryRow.channel, other.state == DeliveryState.LEASED)
        .correlate(DeliveryRow)
    )


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
            repeated=True,
            reason="the worker stopped between sending and recording",
        )
    )
    return cast("CursorResult[Any]", done).rowcount


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a delivery."""

    id: int
    state: DeliveryState
    reason: str | None = None
    ready_at: datetime | None = None
    """When to try it again; none where it is settled for good."""
    held_for: str | None = None
    receipt: Receipt | None = None
    sent_at: datetime | None = None
    repeated: bool | None = None
    """Whether it may be there twice; none: as it was, since another may know more."""


async def settle_all(session: AsyncSession, settlements: Iterable[Settlement]) -> None:
    """Record what became of several deliveries."""
    waiting: list[dict[str, Any]] = []
    unclear: list[dict[str, Any]] = []
    final: list[dict[str, Any]] = []
    cleared: list[dict[str, Any]] = []
    for one in settlements:
        row = {
            "id": one.id,
            "state": one.state,
            "reason": one.reason,
            "leased_until": None,
            "held_for": one.held_for,
        }
        if one.ready_at is not None and one.state is DeliveryState.UNCLEAR:
            # It stays in doubt, whatever state it goes through, until it is settled.
            unclear.append(row | {"ready_at": one.ready_at, "repeated": True})
        elif one.ready_at is not None:
            waiting.append(row | {"ready_at": one.ready_at})
        else:
            receipt = one.receipt.model_dump(mode="json") if one.receipt else None
            row |= {"receipt": receipt, "sent_at": one.sent_at}
            if one.repeated is None:
                final.append(row)
            else:
                cleared.append(row | {"repeated": one.repeated})
    for rows in (waiting, unclear, final, cleared):
        if rows:
            await session.execute(update(DeliveryRow), rows)


async def hold_channel(
    session: AsyncSession, channel: str, reason: str, until: datetime, *, but: Iterable[int]
) -> None:
    """Hold all that waits for a channel, save some deliveries."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.channel == channel,
            DeliveryRow.state.in_(_OPEN),
            DeliveryRow.held_for.is_(None),
            DeliveryRow.id.not_in(set(but)),
        )
        .values(state=DeliveryState.HELD, reason=reason, ready_at=until)
    )


async def let_go(session: AsyncSession, channel: str, now: datetime) -> None:
    """Let go what is held for a channel, save what another delivery will tell."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.channel == channel,
            DeliveryRow.state == DeliveryState.HELD,
            DeliveryRow.held_for.is_(None),
        )
        .values(state=DeliveryState.PENDING, reason=None, ready_at=now)
    )
    await notify(session)


async def keep_probing(session: AsyncSession, channel: str, at: datetime) -> None:
    """See to it that one delivery held for a channel is tried: the oldest, at `at`, if none is."""
    held = (
        DeliveryRow.channel == channel,
        DeliveryRow.state == DeliveryState.HELD,
        DeliveryRow.held_for.is_(None),
    )
    first = select(DeliveryRow).where(*held).order_by(DeliveryRow.ready_at, DeliveryRow.id)
    row = await session.scalar(first.limit(1))
    if row is not None:
        row.ready_at = min(row.ready_at, at)


async def held_for(session: AsyncSession, key: str) -> tuple[Delivery, ...]:
    """Return what waits to be told by the delivery with this key."""
    rows = await session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.held_for == key, DeliveryRow.state == DeliveryState.HELD)
        .order_by(DeliveryRow.id)
    )
    return tuple(map(_delivery, rows))


async def next_ready(
    session: AsyncSession, platforms: Iterable[str] | None = None
) -> datetime | None:
    """Return when the next delivery is to be tried or the next lease runs out.

    Not of channels to which somebody is sending; of those on `platforms` only, if given.
    """
    query = select(func.min(DeliveryRow.ready_at)).where(
        DeliveryRow.state.in_(_OPEN), DeliveryRow.held_for.is_(None), ~_busy()
    )
    if platforms is not None:
        query = query.join(ChannelRow, ChannelRow.id == DeliveryRow.channel).where(
            ChannelRow.platform.in_(set(platforms))
        )
    waiting = await session.scalar(query)
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


async def last_sent(session: AsyncSession, channel: str, kind: str) -> datetime | None:
    """Return when the last delivery of a kind that a channel got fell due."""
    return await session.scalar(
        select(func.max(DeliveryRow.due)).where(
            DeliveryRow.channel == channel,
            DeliveryRow.kind == kind,
            DeliveryRow.state == DeliveryState.SENT,
        )
    )


async def states(session: AsyncSession) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    query = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
    found = await session.execute(query)
    return {row[0]: row[1] for row in found}


async def stuck(session: AsyncSession, before: datetime) -> tuple[str, ...]:
    """Return the keys of what was to be tried before an instant, and still is open."""
    waits = DeliveryRow.state.in_(_OPEN) & (DeliveryRow.ready_at < before)
    leased = (DeliveryRow.state == DeliveryState.LEASED) & (DeliveryRow.leased_until < before)
    return await _keys(session, DeliveryRow.held_for.is_(None) & (waits | leased))


async def in_state(
    session: AsyncSession, state: DeliveryState, *, since: datetime
) -> tuple[str, ...]:
    """Return the keys of what fell due since an instant and is in a state."""
    return await _keys(session, (DeliveryRow.state == state) & (DeliveryRow.due >= since))


async def repeated(session: AsyncSession, *, since: datetime) -> tuple[str, ...]:
    """Return the keys of what was sent since an instant and may be there twice."""
    return await _keys(session, DeliveryRow.repeated & (DeliveryRow.sent_at >= since))


async def _keys(session: AsyncSession, condition: ColumnElement[bool]) -> tuple[str, ...]:
    query = select(DeliveryRow.key).where(condition).order_by(DeliveryRow.id)
    return tuple(await session.scalars(query))


async def has(session: AsyncSession, keys: Sequence[str]) -> set[str]:
    """Return which of these keys the outbox holds."""
    return set(await session.scalars(select(DeliveryRow.key).where(DeliveryRow.key.in_(keys))))


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})
