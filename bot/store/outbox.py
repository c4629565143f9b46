"""The outbox: deliveries put in once, and leased by one worker at a time; see also settlement."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.alerts import Urgency, urgency
from bot.domain.delivery import Delivery, DeliveryState
from bot.store.dialects import insert_into
from bot.store.tables import ChannelRow, DeliveryRow
from bot.store.wakeups import notify

LEASE = timedelta(seconds=60)
"""How long a worker may hold a delivery; longer than any platform takes to answer."""

_OPEN = (DeliveryState.PENDING, DeliveryState.UNCLEAR, DeliveryState.HELD)
"""States from which a delivery is tried, once it is ready."""

_TWICE = 2
"""Attempts before the one that gave up."""

_LEASED: ColumnElement[str] = literal_column(f"'{DeliveryState.LEASED}'")
_WAITS = DeliveryRow.state.in_(
    [literal_column(f"'{one}'") for one in _OPEN]
) & DeliveryRow.held_for.is_(None)
"""Both in the words of the partial indexes: with parameters, these would not be used."""

_OTHER = aliased(DeliveryRow)
_BUSY = (
    exists()
    .where(_OTHER.channel == DeliveryRow.channel, _OTHER.state == _LEASED)
    .correlate(DeliveryRow)
)
"""Whether somebody is sending to the channel of a delivery. Made once: that takes a millisecond."""

_FIELDS = (*Delivery.model_fields, "repeated")
_COLUMNS = [getattr(DeliveryRow, name) for name in _FIELDS]

_DUE = (
    select(*_COLUMNS)
    .join(ChannelRow, ChannelRow.id == DeliveryRow.channel)
    .where(
        _WAITS,
        DeliveryRow.ready_at <= bindparam("now"),
        ChannelRow.platform.in_(bindparam("platforms", expanding=True)),
        ~_BUSY,
    )
    .order_by(DeliveryRow.urgency, DeliveryRow.ready_at, DeliveryRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, key_share=True, of=(ChannelRow, DeliveryRow))
)
"""What is due by `now` on `platforms`, `most` of it."""

_NEXT_READY = select(func.min(DeliveryRow.ready_at)).where(_WAITS, ~_BUSY)
_NEXT_READY_ON = _NEXT_READY.join(ChannelRow, ChannelRow.id == DeliveryRow.channel).where(
    ChannelRow.platform.in_(bindparam("platforms", expanding=True))
)
_NEXT_EXPIRY = select(func.min(DeliveryRow.leased_until)).where(DeliveryRow.state == _LEASED)
_ALL_LEASED = (
    select(DeliveryRow.id).where(DeliveryRow.state == _LEASED).with_for_update(skip_locked=True)
)
_RUN_OUT = _ALL_LEASED.where(DeliveryRow.leased_until <= bindparam("now"))

_TABLE = cast("Table", DeliveryRow.__table__)
"""For many rows at once, without what the mapper does for each."""

_RANK = {rank: number for number, rank in enumerate(Urgency)}


async def enqueue(session: AsyncSession, deliveries: Iterable[Delivery]) -> int:
    """Put deliveries into the outbox; those whose key is there already change nothing.

    Returns how many were new.
    """
    rows = [_values(one) for one in deliveries]
    if not rows:
        return 0
    insert = insert_into(session, DeliveryRow).on_conflict_do_nothing(index_elements=["key"])
    new = len((await session.execute(insert.returning(_TABLE.c.id), rows)).all())
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
        "about": one.about,
        "due": one.due,
        "ready_at": one.due,
        "urgency": _RANK[urgency(one.kind)],
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "repeated": False,
    }


async def lease(
    session: AsyncSession,
    now: datetime,
    limit: int,
    platforms: Iterable[str],
    span: timedelta = LEASE,
) -> tuple[Delivery, ...]:
    """Take up to `limit` deliveries that are due, the most urgent first, for `span`.

    Only of channels on `platforms` to which no other worker is sending: what a channel is told
    depends on what it was told before, so one worker at a time has it. Workers pass over each
    other (SKIP LOCKED on PostgreSQL, the write lock on SQLite). Unclear deliveries are taken,
    too: the caller looks for the message before it sends again.
    """
    asked = {"now": now, "platforms": list(platforms), "most": limit}
    rows = (await session.execute(_DUE, asked)).all()
    if not rows:
        return ()
    # Asked again now that the channels are locked: another worker may have got in between.
    taken = await _being_sent_to(session, {row.channel for row in rows})
    until = now + span
    found = tuple(_leased(row, until) for row in rows if row.channel not in taken)
    mine = update(DeliveryRow).where(DeliveryRow.id.in_([one.id for one in found]))
    await session.execute(
        mine.values(
            state=DeliveryState.LEASED,
            attempts=DeliveryRow.attempts + 1,
            leased_until=until,
        ),
        execution_options={"synchronize_session": False},
    )
    return found


async def _being_sent_to(session: AsyncSession, channels: set[str]) -> set[str]:
    """Return to which of these channels somebody is sending."""
    query = select(DeliveryRow.channel).where(
        DeliveryRow.state == _LEASED, DeliveryRow.channel.in_(channels)
    )
    return set(await session.scalars(query))


def _leased(row: Row[Any], until: datetime) -> Delivery:
    """Return a delivery with its lease, and the state in which it was found.

    That is unclear if an attempt may have arrived, whatever came after it.
    """
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {"attempts": values["attempts"] + 1, "leased_until": until}
    if values.pop("repeated"):
        values["state"] = DeliveryState.UNCLEAR
    return Delivery.model_validate(values)


async def reclaim(session: AsyncSession, now: datetime, *, all_of_them: bool = False) -> int:
    """Turn leases that ran out into unclear deliveries; return how many.

    `all_of_them`: also those still running, at the start of a process that shares the
    database with no other.
    """
    # What its worker is recording at this moment is passed over: that worker is late, not dead.
    if all_of_them:
        dead = (await session.scalars(_ALL_LEASED)).all()
    else:
        dead = (await session.scalars(_RUN_OUT, {"now": now})).all()
    if dead:
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(dead))
            .values(
                state=DeliveryState.UNCLEAR,
                leased_until=None,
                repeated=True,
                reason="the worker stopped between sending and recording",
            )
        )
    return len(dead)


async def hold_channel(
    session: AsyncSession, channel: str, reason: str, until: datetime, *, but: Iterable[int]
) -> None:
    """Hold all that waits for a channel, save some deliveries."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.channel == channel,
            _WAITS,
            DeliveryRow.id.not_in(set(but)),
        )
        .values(state=DeliveryState.HELD, reason=reason, ready_at=until)
    )


async def skip_channel(session: AsyncSession, channel: str, reason: str) -> None:
    """Give up all that waits for a channel."""
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.channel == channel, DeliveryRow.state.in_(_OPEN))
        .values(state=DeliveryState.SKIPPED, reason=reason, held_for=None)
    )


async def postpone(session: AsyncSession, channel: str, until: datetime) -> None:
    """Leave a channel alone until later: what waits for it waits as long."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.channel == channel,
            DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.UNCLEAR)),
            DeliveryRow.held_for.is_(None),
            DeliveryRow.ready_at < until,
        )
        .values(ready_at=until)
    )


async def let_go(
    session: AsyncSession, channel: str, now: datetime, *, subject: str | None = None
) -> None:
    """Let go what is held for a channel, or of it what is about one subject.

    What another delivery will tell stays with that.
    """
    about = true() if subject is None else DeliveryRow.subject == subject
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.channel == channel,
            DeliveryRow.state == DeliveryState.HELD,
            DeliveryRow.held_for.is_(None),
            about,
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
    return tuple(map(as_delivery, rows))


async def next_ready(
    session: AsyncSession, platforms: Iterable[str] | None = None
) -> datetime | None:
    """Return when the next delivery is to be tried or the next lease runs out.

    Not of channels to which somebody is sending; of those on `platforms` only, if given.
    """
    if platforms is None:
        waiting = await session.scalar(_NEXT_READY)
    else:
        waiting = await session.scalar(_NEXT_READY_ON, {"platforms": list(platforms)})
    leased = await session.scalar(_NEXT_EXPIRY)
    return min((at for at in (waiting, leased) if at is not None), default=None)


async def later(session: AsyncSession, delivery: Delivery, now: datetime) -> tuple[str, ...]:
    """Return the keys of what a channel was or is to be told of the same kind and subject.

    Only what fell due after the delivery, and has not failed or lost its point.
    """
    row = DeliveryRow
    told = (*_OPEN, DeliveryState.LEASED, DeliveryState.SENT)
    return await _keys(
        session,
        (row.channel == delivery.channel)
        & (row.subject == delivery.subject)
        & (row.kind == delivery.kind)
        & (row.due > delivery.due)
        & (row.due <= now)
        & row.state.in_(told),
    )


async def deliveries(session: AsyncSession, *, subject: str | None = None) -> tuple[Delivery, ...]:
    """Return the whole outbox, or what it holds about one subject, in the order of entry."""
    query = select(DeliveryRow).order_by(DeliveryRow.id)
    if subject is not None:
        query = query.where(DeliveryRow.subject == subject)
    return tuple(map(as_delivery, await session.scalars(query)))


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
    """Return the keys of what fell due or was sent since an instant and may be there twice.

    Also of what was given up after two attempts that may have arrived.
    """
    row = DeliveryRow
    sent = (row.state == DeliveryState.SENT) & (row.sent_at >= since)
    given_up = row.state.in_((DeliveryState.SKIPPED, DeliveryState.FAILED)) & (row.due >= since)
    return await _keys(session, row.repeated & (sent | (given_up & (row.attempts > _TWICE))))


async def _keys(session: AsyncSession, condition: ColumnElement[bool]) -> tuple[str, ...]:
    query = select(DeliveryRow.key).where(condition).order_by(DeliveryRow.id)
    return tuple(await session.scalars(query))


async def has(session: AsyncSession, keys: Sequence[str]) -> set[str]:
    """Return which of these keys the outbox holds."""
    return set(await session.scalars(select(DeliveryRow.key).where(DeliveryRow.key.in_(keys))))


def as_delivery(row: DeliveryRow) -> Delivery:
    """Read a row of the outbox."""
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})
