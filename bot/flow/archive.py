"""Taking in an archive: who of it is known, what is in it, and what is in it no more."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import perf_counter

from bot.archives.harvest import countries_in, harvest
from bot.archives.mapping import FormerState
from bot.archives.mapping import Mapping as Reading
from bot.archives.naming import Entry
from bot.archives.table import read_table
from bot.archives.world import Known, World
from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.events import Event
from bot.domain.import_answers import ImportAnswer, Remark
from bot.flow.intake import Documents, Intake, Progress, answer, event_key
from bot.store import bulk, facts, progress
from bot.store.database import Database, Session


async def import_archive(
    database: Database,
    text: str,
    mapping: Reading,
    former: Sequence[FormerState],
    now: datetime,
    *,
    rehearse: bool = False,
    shown: Progress = lambda *_: None,
) -> ImportAnswer:
    """Take in a table. Raises BadTable if it is not what the mapping describes.

    With `rehearse` nothing is kept.
    """
    began = perf_counter()
    table = read_table(text, mapping)
    async with database.reading() as session:
        before = await _before(session, mapping)
        world = await _world(session, countries_in(table, mapping, former), before)
    found = harvest(table, mapping, former, world, now.date())
    run = Intake(mapping.id, found, now, before, rehearse)
    await run.take_in(database, shown)
    return answer(
        run,
        rows=len(table.rows) + len(table.refused),
        seconds=perf_counter() - began,
        vanished=_vanished(run, mapping),
    )


def _vanished(run: Intake, mapping: Reading) -> Iterator[Remark]:
    """Yield what the file has no more; what it has and cannot be read has not vanished."""
    there = {event_key(event.id) for _, event in run.harvest.events}
    unread = {event_key(f"{mapping.id}-{one.row}") for one in run.harvest.refused}
    for key in sorted(run.before.keys() - there - unread):
        if key.startswith("event:"):
            event = key.removeprefix("event:")
            yield Remark(text=f"{event} is in the file no more; it is kept: cancel or correct it "
                              "by hand if it never was")  # fmt: skip


async def _before(session: Session, mapping: Reading) -> Documents:
    """Return what the archive said the last time."""
    found = await progress.taken_in_under(session, event_key(f"{mapping.id}-"))
    return {key: one for key, one in found.items() if mapping.source.id in one["sources"]}


async def _world(session: Session, countries: set[str], before: Documents) -> World:
    """Return what is on record of the countries of an archive."""
    was = [Event.model_validate(one) for one in before.values()]
    cast = {one.actor for event in was for one in event.participants}
    people = await bulk.people_of(session, countries, cast)
    held: dict[str, list[Occupancy]] = {}
    for one in await facts.occupancies_of(session, [each.id for each in people]):
        held.setdefault(one.holder, []).append(one)
    known: dict[str, list[Known]] = {}
    for actor in people:
        known.setdefault(actor.country or "", []).append(
            Known(actor, tuple(held.get(actor.id, ())))
        )
    land = await bulk.landscape(session, countries)
    posts: dict[str, list[Actor]] = {}
    for actor in land:
        if actor.kind is ActorKind.OFFICE:
            posts.setdefault(str(actor.country), []).append(actor)
    taken = {key: Entry(ActorKind(kind), name)
             for key, (kind, name) in (await bulk.entries(session)).items()}  # fmt: skip
    return World(
        people=known,
        posts=posts,
        states={str(one.country): one for one in land
                if one.kind is ActorKind.STATE and one.dissolved is None},
        taken=taken,
        before={event.id: event for event in was},
    )  # fmt: skip
