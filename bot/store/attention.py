"""What a channel has set aside, who covers what, and what it was told last."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import Receipt
from bot.store.dialects import insert_into
from bot.store.tables import CoverRow, MuteRow, PauseRow, SnoozeRow, TellingRow


@dataclass(frozen=True, slots=True)
class Telling:
    """What a channel was told of an event last."""

    revision: int
    receipt: Receipt | None
    """The message that shows the event; none where it is gone."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Why nothing is sent to a channel, and until when (none: until it is resumed)."""

    until: datetime | None
    reason: str
    by: str
    trouble: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """That somebody covers an event for a channel."""

    channel: str
    event: str
    who: str
    since: datetime
    name: str | None = None

    @property
    def called(self) -> str:
        """What people call whoever covers it; the id where there is no name."""
        return self.name or self.who


async def telling(session: AsyncSession, channel: str, event: str) -> Telling | None:
    """Return what a channel was told of an event last; none if it never was."""
    row = await session.get(TellingRow, (channel, event))
    return _telling(row) if row else None


async def put_telling(session: AsyncSession, channel: str, event: str, told: Telling) -> None:
    """Record what a channel was told of an event."""
    receipt = told.receipt.model_dump(mode="json") if told.receipt else None
    await session.merge(
        TellingRow(channel=channel, event=event, revision=told.revision, receipt=receipt)
    )


async def pause(session: AsyncSession, channel: str, *, trouble: bool) -> Pause | None:
    """Return the pause of a channel, by people or for its trouble; none if it is not paused."""
    row = await session.get(PauseRow, (channel, trouble))
    return _pause(row) if row else None


async def put_pause(session: AsyncSession, channel: str, since: datetime, told: Pause) -> bool:
    """Pause a channel; return whether it was not paused so before."""
    new = await session.get(PauseRow, (channel, told.trouble)) is None
    await session.merge(
        PauseRow(
            channel=channel,
            trouble=told.trouble,
            until=told.until,
            reason=told.reason,
            by=told.by,
            since=since,
        )
    )
    return new


async def end_pause(session: AsyncSession, channel: str, *, trouble: bool) -> bool:
    """End the pause of a channel, by people or for its trouble; return whether there was one."""
    row = await session.get(PauseRow, (channel, trouble))
    if row is not None:
        await session.delete(row)
    return row is not None


async def put_left(session: AsyncSession, channel: str, at: datetime) -> None:
    """Record on the pause of a channel in trouble that its workspace was left, once."""
    row = await session.get_one(PauseRow, (channel, True))
    row.left_at = row.left_at or at


async def left_before(session: AsyncSession, at: datetime) -> tuple[str, ...]:
    """Return the channels of workspaces that were left at that instant or before it."""
    query = select(PauseRow.channel).where(PauseRow.trouble, PauseRow.left_at <= at)
    return tuple(await session.scalars(query.order_by(PauseRow.channel)))


async def pauses(
    session: AsyncSession, channels: Iterable[str] | None = None, *, trouble: bool
) -> dict[str, Pause]:
    """Return the pauses by people, or for trouble, by channel; of some channels or of all."""
    query = select(PauseRow).where(PauseRow.trouble.is_(trouble)).order_by(PauseRow.channel)
    if channels is not None:
        query = query.where(PauseRow.channel.in_(set(channels)))
    return {row.channel: _pause(row) for row in await session.scalars(query)}


def _pause(row: PauseRow) -> Pause:
    return Pause(row.until, row.reason, row.by, row.trouble)


async def snooze(session: AsyncSession, channel: str, event: str, now: datetime) -> datetime | None:
    """Return until when a channel hears nothing of an event; none if it does."""
    row = await session.get(SnoozeRow, (channel, event))
    return row.until if row and row.until > now else None


async def put_snooze(
    session: AsyncSession, channel: str, event: str, until: datetime, by: str
) -> None:
    """Let a channel hear nothing of an event until later."""
    await session.merge(SnoozeRow(channel=channel, event=event, until=until, by=by))


async def end_snooze(session: AsyncSession, channel: str, event: str) -> None:
    """Let a channel hear of an event again."""
    await session.execute(
        delete(SnoozeRow).where(SnoozeRow.channel == channel, SnoozeRow.event == event)
    )


async def snoozed(session: AsyncSession, channel: str, now: datetime) -> dict[str, datetime]:
    """Return the events of which a channel hears nothing at `now`, and until when."""
    query = select(SnoozeRow).where(SnoozeRow.channel == channel, SnoozeRow.until > now)
    rows = await session.scalars(query.order_by(SnoozeRow.until, SnoozeRow.event))
    return {row.event: row.until for row in rows}


async def mutes(session: AsyncSession, channel: str) -> frozenset[str]:
    """Return the actors of whom a channel hears nothing."""
    found = await session.scalars(select(MuteRow.actor).where(MuteRow.channel == channel))
    return frozenset(found)


async def put_mute(session: AsyncSession, channel: str, actor: str, by: str) -> None:
    """Let a channel hear nothing of an actor."""
    await session.merge(MuteRow(channel=channel, actor=actor, by=by))


async def end_mutes(session: AsyncSession, channel: str, actors: Iterable[str]) -> None:
    """Let a channel hear of actors again."""
    await session.execute(
        delete(MuteRow).where(MuteRow.channel == channel, MuteRow.actor.in_(set(actors)))
    )


async def cover(session: AsyncSession, channel: str, event: str) -> Cover | None:
    """Return who covers an event for a channel."""
    row = await session.get(CoverRow, (channel, event))
    return _cover(row) if row else None


async def put_cover(session: AsyncSession, wanted: Cover) -> Cover:
    """Let somebody cover an event, unless somebody else does; return who does."""
    row = await session.get(CoverRow, (wanted.channel, wanted.event))
    if row is not None:
        return _cover(row)
    session.add(CoverRow(**asdict(wanted)))
    return wanted


async def covered_by(session: AsyncSession, who: str) -> tuple[Cover, ...]:
    """Return what somebody covers, in every channel."""
    query = select(CoverRow).where(CoverRow.who == who).order_by(CoverRow.channel, CoverRow.event)
    rows = await session.scalars(query)
    return tuple(map(_cover, rows))


async def end_cover(session: AsyncSession, channel: str, event: str) -> None:
    """Release an event: nobody covers it any more."""
    await session.execute(
        delete(CoverRow).where(CoverRow.channel == channel, CoverRow.event == event)
    )


async def snoozes(
    session: AsyncSession, channels: Iterable[str], events: Iterable[str]
) -> dict[tuple[str, str], datetime]:
    """Return until when channels hear nothing of events, by channel and event."""
    rows = await session.scalars(
        select(SnoozeRow).where(
            SnoozeRow.channel.in_(set(channels)), SnoozeRow.event.in_(set(events))
        )
    )
    return {(row.channel, row.event): row.until for row in rows}


async def mutes_in(session: AsyncSession, channels: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the actors of whom channels hear nothing, by channel."""
    found: dict[str, set[str]] = {}
    for row in await session.scalars(select(MuteRow).where(MuteRow.channel.in_(set(channels)))):
        found.setdefault(row.channel, set()).add(row.actor)
    return {channel: frozenset(actors) for channel, actors in found.items()}


async def covers(
    session: AsyncSession, channels: Iterable[str], events: Iterable[str]
) -> dict[tuple[str, str], Cover]:
    """Return who covers events for channels, by channel and event."""
    rows = await session.scalars(
        select(CoverRow).where(CoverRow.channel.in_(set(channels)), CoverRow.event.in_(set(events)))
    )
    return {(row.channel, row.event): _cover(row) for row in rows}


def _cover(row: CoverRow) -> Cover:
    return Cover(row.channel, row.event, row.who, row.since, row.name)


async def tellings(
    session: AsyncSession, channels: Iterable[str], events: Iterable[str]
) -> dict[tuple[str, str], Telling]:
    """Return what channels were told of events last, by channel and event."""
    rows = await session.scalars(
        select(TellingRow).where(
            TellingRow.channel.in_(set(channels)), TellingRow.event.in_(set(events))
        )
    )
    return {(row.channel, row.event): _telling(row) for row in rows}


async def put_tellings(session: AsyncSession, told: Mapping[tuple[str, str], Telling]) -> None:
    """Record what channels were told of events, by channel and event.

    What a late worker told before another told more is no news.
    """
    rows = [
        {
            "channel": channel,
            "event": event,
            "revision": one.revision,
            "receipt": one.receipt.model_dump(mode="json") if one.receipt else None,
        }
        for (channel, event), one in told.items()
    ]
    if rows:
        insert = insert_into(session, TellingRow)
        changed = {"revision": insert.excluded.revision, "receipt": insert.excluded.receipt}
        keys = ["channel", "event"]
        newer = insert.excluded.revision >= TellingRow.revision
        put = insert.on_conflict_do_update(index_elements=keys, set_=changed, where=newer)
        await session.execute(put, rows)


def _telling(row: TellingRow) -> Telling:
    receipt = Receipt.model_validate(row.receipt) if row.receipt else None
    return Telling(row.revision, receipt)
