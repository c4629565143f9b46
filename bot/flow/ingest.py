"""Taking in what became known: the facts, the revisions and the outbox rows, in one transaction."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.domain.bundle import Bundle, EventChange, WireItem
from bot.domain.claims import Claim
from bot.domain.delivery import idempotency_token
from bot.domain.events import Event
from bot.domain.record import Record
from bot.domain.revision import NoChange, first_notice, revise
from bot.domain.warrants import LegalInstrument
from bot.flow.audience import Heard, tell_claims, tell_revisions, tell_warrant
from bot.flow.plan import plan
from bot.flow.seedfile import Location
from bot.store import channels, events, facts, law, outbox, progress
from bot.store.database import Session

Fact = TypeVar("Fact", bound=Record)


class Refused(ValueError):  # noqa: N818 - named for what happened to the input
    """Something cannot be taken in; `location` says where in the bundle it stands."""

    def __init__(self, location: Location, message: str) -> None:
        super().__init__(message)
        self.location = location


@dataclass(slots=True)
class Intake:
    """What taking in came to."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    queued: int = 0
    """Deliveries put into the outbox."""

    def __add__(self, other: "Intake") -> "Intake":
        """Add up two intakes."""
        return Intake(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.queued + other.queued,
        )


@dataclass(slots=True)
class _Ingestion:
    """One bundle on its way in."""

    session: Session
    at: datetime
    by: str
    source: str | None
    now: datetime
    intake: Intake = field(default_factory=Intake)
    heard: list[Heard] = field(default_factory=list)
    warrants: list[LegalInstrument] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    async def is_new(self, key: str, one: Record) -> dict[str, Any] | None:
        """Enter a fact in the ledger; return its form before ({}: none), or none if the same."""
        document = one.model_dump(mode="json")
        before = await progress.taken_in(self.session, key)
        if before == document:
            self.intake.unchanged += 1
            return None
        await progress.take_in(self.session, key, document, self.at)
        if before is None:
            self.intake.new += 1
        else:
            self.intake.changed += 1
        return before or {}

    async def facts(
        self,
        kind: str,
        found: Iterable[Fact],
        name: Callable[[Fact], str],
        put: Callable[[Session, Fact], Awaitable[None]],
    ) -> list[Fact]:
        """Keep the facts of one kind that are new or changed, and return them."""
        kept = []
        for one in found:
            if await self.is_new(f"{kind}:{name(one)}", one) is not None:
                await put(self.session, one)
                kept.append(one)
        await self.session.flush()
        return kept


async def ingest_item(
    session: Session, item: WireItem, *, by: str, now: datetime, tell: bool = True
) -> Intake:
    """Take in an item of the wire, unless it was taken in before; see `ingest`.

    Raises Refused, also if it was taken in before in another form: a wire is only added to.
    """
    document = item.model_dump(mode="json")
    before = await progress.taken_in(session, f"wire:{item.id}")
    if before == document:
        return Intake(unchanged=1)
    if before is not None:
        message = f"the item {item.id!r} was taken in before in another form; add a new item"
        raise Refused(("id",), message)
    await progress.take_in(session, f"wire:{item.id}", document, item.at)
    return await ingest(session, item, at=item.at, by=by, source=item.source, now=now, tell=tell)


async def ingest(
    session: Session,
    bundle: Bundle,
    *,
    at: datetime,
    by: str,
    source: str | None = None,
    now: datetime,
    tell: bool = True,
) -> Intake:
    """Take in a bundle that became known at `at`, and queue what it calls for if `tell`.

    Whatever fell due before `now` is planned first, on what was known until then. Runs within
    the caller's transaction. Raises Refused.
    """
    await plan(session, now, start=False)
    run = _Ingestion(session, at, by, source, now)
    await _keep_facts(run, bundle)
    for number, event in enumerate(bundle.events):
        await _keep_event(run, event, ("events", number))
    for number, change in enumerate(bundle.changes):
        # An item of the wire is in the ledger as a whole; the background is read again and again.
        if (
            isinstance(bundle, WireItem)
            or await run.is_new(_change_key(change), change) is not None
        ):
            await _change_event(run, change, ("changes", number))
    if tell:
        found = await tell_revisions(session, run.heard, now)
        for warrant in run.warrants:
            found += await tell_warrant(session, warrant, now)
        found += await tell_claims(session, run.claims, now)
        run.intake.queued = await outbox.enqueue(session, found)
    return run.intake


async def _keep_facts(run: _Ingestion, bundle: Bundle) -> None:
    """Keep everything but the events, in the order in which the tables refer to each other."""
    await run.facts("source", bundle.sources, lambda one: one.id, facts.put_source)
    await run.facts("actor", bundle.actors, lambda one: one.id, facts.put_actor)
    await run.facts(
        "occupancy",
        bundle.occupancies,
        lambda one: f"{one.holder}/{one.post}/{one.start}",
        facts.put_occupancy,
    )
    await run.facts(
        "treaty", bundle.treaties, lambda one: f"{one.treaty}/{one.state}", facts.put_treaty_status
    )
    await run.facts("court", bundle.courts, lambda one: one.id, law.put_court)
    run.warrants = await run.facts(
        "warrant", bundle.warrants, lambda one: one.id, facts.put_instrument
    )
    run.claims = await run.facts("claim", bundle.claims, lambda one: one.id, facts.put_claim)
    await run.facts("precedent", bundle.precedents, lambda one: one.id, law.put_precedent)
    await run.facts("channel", bundle.channels, lambda one: one.id, channels.put_channel)
    await run.facts(
        "subscription",
        bundle.subscriptions,
        lambda one: one.id,
        lambda session, one: channels.put_subscription(session, one, run.now),
    )


def changed_fields(event: Event, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an event that its file says otherwise than before.

    Only these are set: what became known on other ways stays.
    """
    return {
        name: getattr(event, name)
        for name, value in event.model_dump(mode="json").items()
        if name not in ("id", "revision") and before.get(name, _ABSENT) != value
    }


async def _keep_event(run: _Ingestion, event: Event, location: Location) -> None:
    """Record an event, or revise it by what its file says otherwise than before."""
    before = await run.is_new(f"event:{event.id}", event)
    if before is None:
        return
    known = await events.event(run.session, event.id)
    if known is None:
        source = run.source or next(iter(event.sources), None)
        revision = first_notice(event, by=run.by, source=source, at=run.at)
        await events.add_revision(run.session, revision)
        run.heard.append(Heard(None, revision))
        return
    await _revise(run, known, changed_fields(event, before), None, location)


_ABSENT: Any = object()


def _change_key(change: EventChange) -> str:
    return f"change:{change.event}:{idempotency_token(change.model_dump_json())}"


async def _change_event(run: _Ingestion, change: EventChange, location: Location) -> None:
    known = await events.event(run.session, change.event)
    if known is None:
        raise Refused((*location, "event"), f"no event {change.event!r} is known by then")
    try:
        changes = change.applied_to(known)
    except ValueError as refused:
        raise Refused((*location, "set"), str(refused)) from refused
    await _revise(run, known, changes, change, location)


async def _revise(
    run: _Ingestion,
    event: Event,
    changes: dict[str, Any],
    why: EventChange | None,
    location: Location,
) -> None:
    try:
        revision = revise(
            event,
            changes,
            by=run.by,
            source=run.source,
            at=run.at,
            reason=why.reason if why else None,
            correction=why.correction if why else False,
        )
    except NoChange:
        return
    except ValidationError as refused:
        raise Refused(location, _first_fault(refused)) from refused
    await events.add_revision(run.session, revision)
    run.heard.append(Heard(event, revision))


def _first_fault(refused: ValidationError) -> str:
    first = refused.errors()[0]
    field_name = ".".join(map(str, first["loc"]))
    return f"{field_name}: {first['msg'].removeprefix('Value error, ')}".removeprefix(": ")


def in_order(items: Sequence[WireItem]) -> list[WireItem]:
    """Return the items of a wire in the order in which they became known."""
    return sorted(items, key=lambda one: one.at)
