"""Keeping and finding whom courts bind, and what came of earlier journeys."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.courts import Court
from bot.domain.edtf import span
from bot.domain.precedents import Precedent
from bot.store.tables import CourtRow, PrecedentRow


async def put_court(session: AsyncSession, court: Court) -> None:
    """Keep whom a court binds, in place of what was known of it."""
    await session.merge(CourtRow(id=court.id, document=court.model_dump(mode="json")))


async def courts(session: AsyncSession, ids: Iterable[str]) -> dict[str, Court]:
    """Return the rules of these courts; a court without any is left out."""
    rows = await session.scalars(select(CourtRow).where(CourtRow.id.in_(set(ids))))
    return {row.id: Court.model_validate(row.document) for row in rows}


async def put_precedent(session: AsyncSession, one: Precedent) -> None:
    """Keep what came of a journey, in place of what was known of it."""
    await session.merge(
        PrecedentRow(
            id=one.id,
            subject=one.subject,
            state=one.state,
            happened_on=span(one.start).first,
            document=one.model_dump(mode="json"),
        )
    )


async def precedents(
    session: AsyncSession,
    *,
    subjects: Iterable[str] = (),
    states: Iterable[str] = (),
    known_by: date,
) -> tuple[Precedent, ...]:
    """Return the journeys of these subjects or to these states, as known by a day, in order."""
    concerned = or_(PrecedentRow.subject.in_(set(subjects)), PrecedentRow.state.in_(set(states)))
    rows = await session.scalars(
        select(PrecedentRow)
        .where(concerned, PrecedentRow.happened_on <= known_by)
        .order_by(PrecedentRow.happened_on, PrecedentRow.id)
    )
    return tuple(Precedent.model_validate(row.document).known_by(known_by) for row in rows)
