"""The outbox as people ask for it: what a channel was told, what waits, what it never got."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import Delivery, DeliveryState
from bot.store.outbox import as_delivery
from bot.store.tables import DeliveryRow

_FINAL = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A delivery, and when it is tried next."""

    delivery: Delivery
    ready_at: datetime

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.delivery.state not in _FINAL


async def entries_about(session: AsyncSession, channel: str, event: str) -> Sequence[Entry]:
    """Return all that the outbox holds for a channel about an event, in the order of entry."""
    about = or_(DeliveryRow.subject == event, DeliveryRow.about == event)
    return await _read(session, (DeliveryRow.channel == channel) & about)


async def entries_since(session: AsyncSession, channel: str, since: datetime) -> Sequence[Entry]:
    """Return what a channel was told or was to be told since an instant, and all that waits."""
    recent = or_(
        DeliveryRow.due >= since,
        DeliveryRow.sent_at >= since,
        DeliveryRow.state.not_in(_FINAL),
    )
    return await _read(session, (DeliveryRow.channel == channel) & recent)


async def _read(session: AsyncSession, condition: ColumnElement[bool]) -> Sequence[Entry]:
    rows = await session.scalars(select(DeliveryRow).where(condition).order_by(DeliveryRow.id))
    return [Entry(as_delivery(row), row.ready_at) for row in rows]
