"""Settling deliveries: a receipt, a reason, or another time.

A worker that is slower than its lease is overtaken by another, and both come to record. What was
sent was sent, whoever says so; of all else only the word of the worker that has the lease counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import DeliveryState, Receipt
from bot.store.tables import DeliveryRow

_FINAL = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED)


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
    attempt: int | None = None
    """The attempt by which the lease is told from a later one; none for what was not leased."""
    tried: bool = True
    """Whether it was an attempt at all; what is given back unsent costs none."""


async def settle_all(session: AsyncSession, settlements: Iterable[Settlement]) -> None:
    """Record what became of several deliveries, as far as it is this worker's to say."""
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for one in await _counting(session, tuple(settlements)):
        values = _values(one)
        batches.setdefault(tuple(values), []).append(values)
    for rows in batches.values():
        await session.execute(update(DeliveryRow), rows)


async def _counting(session: AsyncSession, told: Sequence[Settlement]) -> list[Settlement]:
    """Return the settlements that count. Their rows stay locked, so that they go on to."""
    row = DeliveryRow
    found = await session.execute(
        select(row.id, row.state, row.attempts)
        .where(row.id.in_({one.id for one in told}))
        .order_by(row.id)
        .with_for_update()
    )
    rows = {one.id: one for one in found}
    counting = (_as_it_counts(one, rows[one.id]) for one in told)
    return [one for one in counting if one is not None]


def _as_it_counts(told: Settlement, row: Row[int, str, int]) -> Settlement | None:
    """Return what a settlement is worth; none if it is another's to say."""
    latest = told.attempt in (None, row.attempts)
    if told.state is DeliveryState.SENT:
        if latest:
            return told
        if row.state == DeliveryState.SENT:
            return None
        # The other may be sending it again just now, so that no doubt is taken back.
        return replace(told, repeated=told.repeated or None)
    leased = told.attempt is None or row.state == DeliveryState.LEASED
    return told if latest and leased and row.state not in _FINAL else None


def _values(one: Settlement) -> dict[str, Any]:
    values = {
        "id": one.id,
        "state": one.state,
        "reason": one.reason,
        "leased_until": None,
        "held_for": one.held_for,
    }
    if one.attempt is not None and not one.tried:
        values |= {"attempts": one.attempt - 1}
    if one.ready_at is None:
        receipt = one.receipt.model_dump(mode="json") if one.receipt else None
        values |= {"receipt": receipt, "sent_at": one.sent_at}
    else:
        values |= {"ready_at": one.ready_at}
    if one.ready_at is not None and one.state is DeliveryState.UNCLEAR:
        # It stays in doubt, whatever state it goes through, until it is settled.
        values |= {"repeated": True}
    elif one.repeated is not None:
        values |= {"repeated": one.repeated}
    return values
