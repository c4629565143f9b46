"""Taking in many events at once: batch by batch, each all or nothing, as often as one likes.

A batch has with its events the actors and offices that they need. So after a kill the rest is
taken in the next time, and what is there already is not told from what would be there anyway.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.archives.harvest import Harvest, Harvested, Origin
from bot.archives.identity import Remark as Doubt
from bot.domain.actors import ActorKind, Occupancy
from bot.domain.events import Event, EventKind
from bot.domain.import_answers import ImportAnswer, Remark
from bot.domain.record import Record
from bot.domain.revision import NoChange, first_notice, revise
from bot.flow.audience import Heard, is_news, tell_revisions
from bot.flow.ingest import changed_fields
from bot.flow.plan import plan
from bot.store import bulk, events, facts, ids, outbox, progress
from bot.store.database import Database, Session

BATCH = 1_000
"""Events in one transaction: it holds SQLite's lock for less than a second."""

Progress = Callable[[int, int], None]
"""Told how many events are settled, and of how many."""

Documents = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Intake:
    """Events on their way in, with those who are in them."""

    name: str
    """Who says so: the mapping, the calendar."""
    harvest: Harvest
    now: datetime
    before: Documents
    """What was taken in of it the last time, by key."""
    rehearse: bool = False
    """Whether nothing is to be kept."""
    counts: Counter[str] = field(default_factory=Counter)
    revisions: list[Remark] = field(default_factory=list)
    put: set[str] = field(default_factory=set)
    """The actors that are in by now."""
    documents: Documents = field(default_factory=dict)
    """The events as they are to be in the ledger, by key."""

    async def take_in(self, database: Database, shown: Progress) -> None:
        """Take in what is new or changed, batch by batch."""
        self.documents = {
            event_key(event.id): event.model_dump(mode="json") for _, event in self.harvest.events
        }
        todo = [
            one
            for one in self.harvest.events
            if self.before.get(event_key(one[1].id)) != self.documents[event_key(one[1].id)]
        ]
        total = len(self.harvest.events)
        done = self.counts["unchanged"] = total - len(todo)
        shown(done, total)
        async with _sessions(database, rehearse=self.rehearse) as session_of:
            for batch in list(_batches(todo)) or [[]]:
                async with session_of() as session:
                    await self._take_in(session, batch)
                done += len(batch)
                shown(done, total)

    async def _take_in(self, session: Session, batch: Sequence[Harvested]) -> None:
        await plan(session, self.now, start=False)
        await _keep_source(session, self)
        await _keep_cast(session, self, [event for _, event in batch])
        await _keep_events(session, self, batch)


SessionOf = Callable[[], AbstractAsyncContextManager[Session]]


@asynccontextmanager
async def _sessions(database: Database, *, rehearse: bool) -> Any:
    """Yield what opens a transaction: one for each batch, or one that is rolled back for all."""
    if not rehearse:
        yield database.writing
        return
    async with database.rehearsing() as session:

        @asynccontextmanager
        async def same() -> Any:
            yield session

        yield same


def _batches(todo: Sequence[Harvested]) -> Iterator[list[Harvested]]:
    """Yield batches that part no journey from its legs."""
    batch: list[Harvested] = []
    for one in todo:
        if len(batch) >= BATCH and one[1].broader is None:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


async def _keep_source(session: Session, run: Intake) -> None:
    document = run.harvest.source.model_dump(mode="json")
    key = f"source:{run.harvest.source.id}"
    if await progress.taken_in(session, key) != document:
        await facts.put_source(session, run.harvest.source)
        await session.flush()
        await progress.take_in(session, key, document, run.now)


async def _keep_cast(session: Session, run: Intake, batch: Iterable[Event]) -> None:
    """Keep who is in the events of a batch, the states and offices, and the offices held."""
    wanted = {one.actor for event in batch for one in event.participants}
    held = [one for (holder, _), one in run.harvest.occupancies.items() if holder in wanted]
    places = {key for key, one in run.harvest.actors.items() if one.kind is ActorKind.STATE}
    wanted |= {one.post for one in held} | places
    found = [run.harvest.actors[one] for one in sorted(wanted - run.put)
             if one in run.harvest.actors]  # fmt: skip
    run.put |= wanted
    changed = await _changed(session, {f"actor:{one.id}": one for one in found})
    await bulk.put_actors(session, [one for one in found if f"actor:{one.id}" in changed])
    run.counts["actors"] += sum(key not in run.before for key in changed)
    offices = {_occupancy_key(one): one for one in held}
    attested = await _changed(session, offices)
    await bulk.put_occupancies(session, [offices[key] for key in attested])
    await progress.take_in_all(session, changed | attested, run.now)


async def _changed(session: Session, wanted: Mapping[str, Record]) -> Documents:
    """Return the documents of what was not taken in before in this form."""
    documents = {key: one.model_dump(mode="json") for key, one in wanted.items()}
    before = await progress.taken_in_of(session, documents)
    return {key: one for key, one in documents.items() if before.get(key) != one}


async def _keep_events(session: Session, run: Intake, batch: Sequence[Harvested]) -> None:
    """Record what is new, revise what is changed, and queue what either calls for."""
    known = await ids.existing(session, "event", [event.id for _, event in batch])
    by, source = run.name, run.harvest.source.id
    heard: list[Heard] = []
    new = [
        first_notice(event, by=by, source=source, at=run.now)
        for _, event in batch
        if event.id not in known
    ]
    plain = {one.event.id: run.documents[event_key(one.event.id)] for one in new}
    await bulk.add_events(session, new, plain)
    heard += [Heard(None, one) for one in new]
    for row, event in batch:
        if event.id in known:
            heard += await _revise(session, run, row, event)
    documents = {event_key(event.id): run.documents[event_key(event.id)] for _, event in batch}
    await progress.take_in_all(session, documents, run.now)
    run.counts["added"] += len(new)
    told = [one for one in heard if is_news(one.revision, run.now)]
    if told:
        found = await tell_revisions(session, told, run.now)
        run.counts["queued"] += await outbox.enqueue(session, found)


async def _revise(session: Session, run: Intake, row: Origin, event: Event) -> list[Heard]:
    """Revise an event by what its row says otherwise than the last time."""
    known = await events.event(session, event.id)
    before = run.before.get(event_key(event.id), {})
    if known is None:
        raise LookupError(f"{event.id} was there a moment ago")
    try:
        revision = revise(known, changed_fields(event, before), by=run.name,
                          source=run.harvest.source.id, at=run.now)  # fmt: skip
    except NoChange:
        run.counts["unchanged"] += 1
        return []
    await events.add_revision(session, revision)
    run.counts["revised"] += 1
    said = "; ".join(map(str, revision.changes))
    run.revisions.append(Remark(line=row.line, row=row.id, text=f"{event.id}: {said}"))
    return [Heard(known, revision)]


def answer(run: Intake, *, rows: int, seconds: float, vanished: Iterable[Remark]) -> ImportAnswer:
    """Say what it came to."""
    found, counts = run.harvest, run.counts
    return ImportAnswer(
        name=run.name,
        source=found.source.id,
        rehearsed=run.rehearse,
        rows=rows,
        added=counts["added"],
        unchanged=counts["unchanged"],
        revised=counts["revised"],
        trips=sum(event.kind is EventKind.TRIP for _, event in found.events),
        actors=counts["actors"],
        queued=counts["queued"],
        seconds=round(seconds, 3),
        revisions=tuple(run.revisions),
        merged=_remarks(found.merged),
        doubtful=_remarks(found.doubtful),
        refused=tuple(
            Remark(line=one.line or None, row=one.row or None, text=one.said)
            for one in found.refused
        ),
        vanished=tuple(vanished),
    )


def _remarks(doubts: Iterable[Doubt]) -> tuple[Remark, ...]:
    ranked = sorted(doubts, key=lambda one: (one.row, one.said))
    return tuple(dict.fromkeys(Remark(line=one.row, text=one.said) for one in ranked))


def event_key(event_id: str) -> str:
    """Return the key under which an event is in the ledger."""
    return f"event:{event_id}"


def _occupancy_key(one: Occupancy) -> str:
    return f"occupancy:{one.holder}/{one.post}/{one.start}"
