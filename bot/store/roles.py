"""Keeping what people may do in a workspace."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import RoleRow


async def put_role(session: AsyncSession, workspace: str, who: str, role: str) -> None:
    """Let somebody have a role in a workspace, in place of any other."""
    await session.merge(RoleRow(workspace=workspace, who=who, role=role))


async def end_role(session: AsyncSession, workspace: str, who: str) -> None:
    """Take back what was granted to somebody in a workspace."""
    await session.execute(delete(RoleRow).where(RoleRow.workspace == workspace, RoleRow.who == who))


async def roles(
    session: AsyncSession, workspace: str, who: Iterable[str] | None = None
) -> dict[str, str]:
    """Return the roles that were granted in a workspace, to all or some, by who has them."""
    query = select(RoleRow).where(RoleRow.workspace == workspace).order_by(RoleRow.who)
    if who is not None:
        query = query.where(RoleRow.who.in_(set(who)))
    return {row.who: row.role for row in await session.scalars(query)}
