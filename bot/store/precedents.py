"""Keeping and finding earlier visits of warrant subjects."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.edtf import span
from bot.domain.precedents import Precedent
from bot.store.tables import PrecedentRow


async def put_precedent(session: AsyncSession, precedent: Precedent) -> None:
    """Keep an earlier visit, in place of what was known of it."""
    await session.merge(
        PrecedentRow(
            id=precedent.id,
            subject=precedent.subject,
            state=precedent.state,
            first_day=span(precedent.on).first,
            document=precedent.model_dump(mode="json"),
        )
    )


async def precedents(
    session: AsyncSession, *, subject: str | None = None, state: str | None = None
) -> tuple[Precedent, ...]:
    """Return the earlier visits of a subject, to a state, or both; the latest first."""
    query = select(PrecedentRow).order_by(PrecedentRow.first_day.desc(), PrecedentRow.id)
    if subject is not None:
        query = query.where(PrecedentRow.subject == subject)
    if state is not None:
        query = query.where(PrecedentRow.state == state)
    rows = await session.scalars(query)
    return tuple(Precedent.model_validate(row.document) for row in rows)
