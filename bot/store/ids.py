"""Which ids exist, of which kind of thing."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.store import tables

_COLUMNS: dict[str, InstrumentedAttribute[str]] = {
    "source": tables.SourceRow.id,
    "actor": tables.ActorRow.id,
    "event": tables.EventRow.id,
    "warrant": tables.InstrumentRow.id,
    "court rule": tables.CourtRow.id,
    "precedent": tables.PrecedentRow.id,
    "claim": tables.ClaimRow.id,
    "channel": tables.ChannelRow.id,
    "subscription": tables.SubscriptionRow.id,
}
_CHUNK = 500
"""Fewer than the parameters that SQLite takes in one statement."""


async def any_actor(session: AsyncSession) -> bool:
    """Whether there is any actor at all: without one, nothing was ever loaded."""
    return await session.scalar(select(tables.ActorRow.id).limit(1)) is not None


async def existing(session: AsyncSession, kind: str, ids: Iterable[str]) -> set[str]:
    """Return which of `ids` the database knows as a `kind`: source, actor, event …"""
    column = _COLUMNS.get(kind)
    if column is None:
        return set()
    wanted = sorted(set(ids))
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found |= set(await session.scalars(select(column).where(column.in_(chunk))))
    return found
