"""Taking in a calendar: its entries become events, what is moved or struck out a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from time import perf_counter
from typing import Any

from bot.archives.calendar import Known, read_calendar
from bot.archives.harvest import Harvest
from bot.archives.identity import Remark as Doubt
from bot.archives.naming import slug
from bot.domain.events import Event
from bot.domain.import_answers import ImportAnswer, Remark
from bot.domain.sources import SourceReport, Standing
from bot.flow.intake import Documents, Intake, Progress, answer, event_key
from bot.flow.people import with_people
from bot.store import ids, progress
from bot.store.database import Database, Session


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar as it was read or fetched."""

    address: str
    """Where it is: by this it is known again."""
    name: str
    """What it is called here."""
    content: bytes
    url: str | None = None
    standing: Standing = Standing.REPORTED
    etag: str | None = None
    modified: str | None = None


async def state_of(database: Database, address: str) -> dict[str, Any]:
    """Return what is known of a calendar since the last time: its tags, its entries."""
    async with database.reading() as session:
        return await progress.taken_in(session, _key(address)) or {}


async def import_calendar(
    database: Database,
    calendar: Calendar,
    now: datetime,
    *,
    rehearse: bool = False,
    shown: Progress = lambda *_: None,
) -> ImportAnswer:
    """Take in a calendar. Raises BadCalendar if it is none. With `rehearse` nothing is kept."""
    began = perf_counter()
    source = SourceReport(
        id=f"calendar-{slug(calendar.name)}", outlet=calendar.name, url=calendar.url
    )
    reading = read_calendar(calendar.content, source.id, calendar.standing, now.date())
    was = await state_of(database, calendar.address)
    known: dict[str, int] = was.get("entries", {})
    async with database.reading() as session:
        fresh, own, old = await _sorted(session, reading.entries, known)
        found = Harvest(source, refused=reading.refused)
        for one in fresh:
            event, said = await with_people(session, one.event)
            found.events.append((one, event))
            found.merged += [Doubt(0, f"{event.title!r}: {each}") for each in said]
        before = await _before(session, [event for _, event in found.events])
    found.doubtful += [Doubt(0, f"{one.id} is older here than what is known: left") for one in old]
    run = Intake(slug(calendar.name), found, now, before, rehearse)
    await run.take_in(database, shown)
    run.counts["unchanged"] += len(own) + len(old)
    if not rehearse:
        await _remember(database, calendar, reading.entries, known, now)
    return answer(
        run,
        rows=len(reading.entries) + len(reading.refused),
        seconds=perf_counter() - began,
        vanished=_vanished(known, reading.entries),
    )


def unmodified(name: str) -> ImportAnswer:
    """Say that a calendar is as it was: nothing was fetched."""
    return ImportAnswer(name=slug(name), source=f"calendar-{slug(name)}", unmodified=True)


async def _sorted(
    session: Session, entries: Sequence[Known], known: dict[str, int]
) -> tuple[list[Known], list[Known], list[Known]]:
    """Part entries into those to take in, our own, and those older than what is known."""
    there = await ids.existing(session, "event", [one.event.id for one in entries if one.ours])
    own = [one for one in entries if one.ours and one.event.id in there and one.id not in known]
    mine = {one.id for one in own}
    old = [one for one in entries if one.sequence < known.get(one.id, 0)]
    stale = {one.id for one in old}
    latest = {one.id: one for one in sorted(entries, key=lambda each: each.sequence)}
    fresh = [one for key, one in latest.items() if key not in mine | stale]
    return fresh, own, old


async def _before(session: Session, events: Sequence[Event]) -> Documents:
    return await progress.taken_in_of(session, [event_key(one.id) for one in events])


async def _remember(
    database: Database,
    calendar: Calendar,
    entries: Sequence[Known],
    known: dict[str, int],
    now: datetime,
) -> None:
    """Note what a calendar holds, so that the next time shows what is new, and what is gone."""
    async with database.writing() as session:
        own = await _own(session, entries, known)
        said = {one.id: max(one.sequence, known.get(one.id, 0))
                for one in entries if one.id not in own}  # fmt: skip
        document = {"entries": known | said, "etag": calendar.etag, "modified": calendar.modified}
        await progress.take_in(session, _key(calendar.address), document, now)


async def _own(session: Session, entries: Sequence[Known], known: dict[str, int]) -> set[str]:
    """Return which entries are our own: on record, and by no calendar."""
    ours = [one for one in entries if one.ours and one.id not in known]
    taken = await progress.taken_in_of(session, [event_key(one.event.id) for one in ours])
    return {one.id for one in ours
            if one.event.sources[0] not in taken.get(event_key(one.event.id), {}).get("sources", ())
            }  # fmt: skip


def _vanished(known: dict[str, int], entries: Sequence[Known]) -> list[Remark]:
    """Say which entries are there no more; the turns of a series pass, and are not said."""
    uids = {one.id.partition("/")[0] for one in entries}
    gone = sorted({one.partition("/")[0] for one in known} - uids)
    what_to_do = "is in the calendar no more; it is kept: cancel it by hand if it was called off"
    return [Remark(row=one[:300], text=f"{one[:300]} {what_to_do}") for one in gone]


def _key(address: str) -> str:
    """Return the key in the ledger, without the address: a token may be in it."""
    return f"calendar:{blake2b(address.encode(), digest_size=16).hexdigest()}"
