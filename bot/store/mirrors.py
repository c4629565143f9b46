"""Which events stand in the calendars of workspaces: listed once, whoever of several gets to it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.dialects import insert_into
from bot.store.tables import MirrorRow

_KEY = ["platform", "workspace", "event"]


@dataclass(frozen=True, slots=True)
class Listing:
    """An event in the calendar of a workspace."""

    platform: str
    workspace: str
    event: str


async def listed(session: AsyncSession, one: Listing) -> bool:
    """Whether an event stands in a calendar."""
    return await session.scalar(select(MirrorRow.entry).where(*_where(one))) is not None


async def claim(session: AsyncSession, one: Listing, revision: int) -> tuple[str | None] | None:
    """Undertake to show an event as of a revision; return by what it is known so far.

    None where somebody shows it so already, or a newer state of it.
    """
    insert = insert_into(session, MirrorRow)
    put = insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"revision": insert.excluded.revision},
        where=MirrorRow.revision < insert.excluded.revision,
    ).returning(MirrorRow.entry)
    values = {
        "platform": one.platform,
        "workspace": one.workspace,
        "event": one.event,
        "revision": revision,
    }
    row = (await session.execute(put, values)).one_or_none()
    return (row[0],) if row else None


async def put(session: AsyncSession, one: Listing, entry: str | None) -> None:
    """Record by what an event is known in a calendar."""
    await session.execute(update(MirrorRow).where(*_where(one)).values(entry=entry))


async def release(session: AsyncSession, one: Listing) -> None:
    """Say that it came to nothing, so that it is undertaken again with the next news."""
    await session.execute(update(MirrorRow).where(*_where(one)).values(revision=0))


def _where(one: Listing) -> tuple[ColumnElement[bool], ...]:
    return (
        MirrorRow.platform == one.platform,
        MirrorRow.workspace == one.workspace,
        MirrorRow.event == one.event,
    )
