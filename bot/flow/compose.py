"""From a row of the outbox to the message that is true now, or why nothing is said.

The row holds facts; the words are made when it is sent, so a moved summit says its new date, a
reminder that has lost its point is dropped, and several changes are told as one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards.alert import alert_card, state_card
from bot.cards.arrivals import arrivals_card
from bot.cards.card import Card
from bot.cards.claims import claim_card
from bot.cards.colocation import colocation_card
from bot.cards.exposure import exposure_card
from bot.cards.language import language
from bot.cards.reminder import reminder_card
from bot.cards.warrant import warrant_news_card
from bot.domain.alerts import CHANGES, AlertKind, alert_kind
from bot.domain.answers import EventAnswer
from bot.domain.cadence import MORNING, presumed_end, presumed_start
from bot.domain.dates import UNKNOWN_ZONE, Anchor, anchor
from bot.domain.delivery import Delivery
from bot.domain.events import Event, EventKind, EventStatus
from bot.domain.revision import Change, Revision, differences
from bot.domain.zones import end_of_day, local_day
from bot.flow.arrivals import state_number
from bot.flow.briefing import thread_of
from bot.flow.digest import compose_digest
from bot.flow.plan import BY_SCHEDULE
from bot.lookup.claims import claim_answer
from bot.lookup.event import event_answer
from bot.lookup.exposure import subject_exposures
from bot.lookup.history import change_answers
from bot.lookup.journey import with_journey
from bot.lookup.warrants import warrant_answer
from bot.store import events, outbox
from bot.store.database import Session

LATE_AFTER = timedelta(hours=1)
"""What is sent later than this after it fell due says that it is late."""

ONE_RUNG = timedelta(minutes=1)
"""Reminders of one event, and digests, lie at least this far apart."""

_BEGUN = (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
_DEAD = (EventStatus.CANCELLED, EventStatus.POSTPONED)


class Stale(Exception):  # noqa: N818 - it is an outcome, not a fault
    """There is nothing left to say; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Message:
    """What to say, and what the channel will then have been told."""

    card: Card
    kind: AlertKind
    event: str | None = None
    """The event of which it tells a change."""
    revision: int | None = None
    """The state of the event that the channel knows once it has this."""
    front: Card | None = None
    """What the first message about the event shows from now on."""
    grows: bool = False
    """Whether that message says it all, and no further one is needed."""
    state: Card | None = None
    """How the event stands, where the message that grows is not the one that shows it."""


async def compose(
    session: Session, delivery: Delivery, now: datetime, told: int | None = None
) -> Message:
    """Return the message for a delivery as things stand. Raises Stale.

    `told` is the revision of the event that the channel was told last; none if it never was.
    """
    if delivery.kind in CHANGES and delivery.offset != BY_SCHEDULE:
        return await _compose_change(session, delivery, now, told)
    if delivery.kind is AlertKind.ARRIVALS:
        return await _compose_arrivals(session, delivery, now, told)
    card = await _COMPOSERS.get(delivery.kind, _by_schedule)(session, delivery, now)
    return Message(card, delivery.kind)


def _late(delivery: Delivery, now: datetime) -> bool:
    return now - delivery.due > LATE_AFTER


async def _event(session: Session, delivery: Delivery, now: datetime) -> EventAnswer:
    found = await event_answer(session, delivery.subject, now)
    if found is None:
        raise Stale("the event is no longer recorded")
    return found


async def _compose_change(
    session: Session, delivery: Delivery, now: datetime, told: int | None
) -> Message:
    """Tell all that changed since what the channel was told last, as one."""
    answer = await _event(session, delivery, now)
    number = delivery.revision or answer.revision
    if told is not None and told >= number:
        raise Stale(f"it was told with revision {told}")
    before = number - 1 if told is None else told
    kind, changes = await _since(session, delivery, before)
    said = await change_answers(session, changes)
    late = _late(delivery, now)
    card = alert_card(kind, answer, said, late=late)
    front = state_card(answer) if told is not None else None
    return Message(card, kind, answer.id, answer.revision, front)


async def _compose_arrivals(
    session: Session, delivery: Delivery, now: datetime, told: int | None
) -> Message:
    """Tell who comes to a summit, in the message that told it before, if there is one."""
    summit = await _event(session, delivery, now)
    _refuse(summit, (*_DEAD, EventStatus.OCCURRED))
    recorded = await events.event(session, delivery.subject)
    number = await state_number(session, recorded) if recorded else 0
    if told is not None and told >= number:
        raise Stale("the message shows it already")
    parts = [one for one in await events.parts(session, [summit.id]) if not one.dead]
    visits = [
        found
        for one in parts
        if one.kind is EventKind.VISIT and (found := await event_answer(session, one.id, now))
    ]
    card = arrivals_card(summit, visits)
    thread = thread_of(delivery)
    front = card if told is not None else None
    return Message(card, delivery.kind, thread, number, front, grows=True, state=state_card(summit))


async def _since(
    session: Session, delivery: Delivery, before: int
) -> tuple[AlertKind, tuple[Change, ...]]:
    """Return what the changes since revision `before` amount to, and what they are."""
    newest = (await events.revisions(session, delivery.subject))[-1]
    known = await events.revision(session, delivery.subject, before) if before else None
    if known is None:
        return alert_kind(None, newest) or delivery.kind, ()
    merged = _merged(known.event, newest)
    if newest.number == before + 1:
        return delivery.kind, merged.changes
    kind = alert_kind(known.event, merged)
    if kind is None:
        raise Stale("it is again as the channel read it last")
    return kind, merged.changes


def _merged(before: Event, newest: Revision) -> Revision:
    """Return the newest revision with all its differences from an older state."""
    found = differences(before, newest.event, language())
    return newest.model_copy(update={"changes": found})


async def _by_schedule(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    concluded = delivery.kind is AlertKind.CONCLUDED
    _refuse(event, (*_DEAD, EventStatus.OCCURRED) if concluded else (*_DEAD, *_BEGUN))
    over = presumed_end(event.dates)
    at = over if concluded else presumed_start(event.dates)
    if at is None or not delivery.key.endswith(f"/{at.isoformat()}"):
        raise Stale("the dates have changed since")
    if not concluded and over is not None and over <= now:
        raise Stale("the event is over by now")
    return alert_card(delivery.kind, event, (), late=_late(delivery, now), by_schedule=True)


def _refuse(event: EventAnswer, statuses: tuple[EventStatus, ...]) -> None:
    """Raise Stale if the event has one of these statuses."""
    if event.status in statuses:
        raise Stale(f"the event is {event.status} by now")


async def _compose_reminder(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    _refuse(event, (*_DEAD, *_BEGUN))
    begins = anchor(event.dates)
    if begins is None:
        raise Stale("the event has no precise date any more")
    if not delivery.key.endswith(f"/{begins.instant.isoformat()}"):
        raise Stale("the dates have changed since")
    if now >= _last_call(event, delivery, begins):
        raise Stale("the event has begun by now")
    if await _overtaken(session, delivery, begins, now):
        raise Stale("a later reminder says it")
    return reminder_card(
        event,
        str(delivery.offset),
        begins.instant,
        begins.exact,
        now,
        late=_late(delivery, now),
    )


async def _overtaken(session: Session, delivery: Delivery, begins: Anchor, now: datetime) -> bool:
    """Whether a later rung of the same ladder is there by now, which says the same better."""
    if now - delivery.due < ONE_RUNG:
        return False
    ending = f"/{begins.instant.isoformat()}"
    return any(key.endswith(ending) for key in await outbox.later(session, delivery, now))


def _last_call(event: EventAnswer, delivery: Delivery, begins: Anchor) -> datetime:
    """Return the instant from which a reminder has lost its point."""
    if delivery.offset == MORNING and not begins.exact:
        # The day has begun at midnight of the place; the morning's word is for the whole day.
        zone = event.dates.zone or UNKNOWN_ZONE
        return end_of_day(local_day(begins.instant, zone), zone)
    return begins.instant


async def _compose_exposure(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    _refuse(event, (*_DEAD, EventStatus.OCCURRED))
    for exposure in event.exposures:
        if exposure.warrant == delivery.about:
            return exposure_card(await with_journey(session, exposure, now), event)
    raise Stale("the subject of the warrant is no longer due there")


async def _compose_colocation(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    other = await event_answer(session, str(delivery.about), now)
    if other is None:
        raise Stale("the other event is no longer recorded")
    for one in (event, other):
        _refuse(one, (*_DEAD, EventStatus.OCCURRED))
    apart = event.start is None or other.start is None
    if apart or not _overlap(event, other):
        raise Stale("they are no longer on the same day")
    return colocation_card(event, other)


def _overlap(one: EventAnswer, other: EventAnswer) -> bool:
    first, last = one.dates.first_day, one.dates.last_day
    begins, ends = other.dates.first_day, other.dates.last_day
    return bool(first and last and begins and ends and first <= ends and begins <= last)


async def _compose_warrant(session: Session, delivery: Delivery, now: datetime) -> Card:
    warrant = await warrant_answer(session, delivery.subject, now)
    if warrant is None:
        raise Stale("the warrant is no longer recorded")
    ahead = await subject_exposures(session, warrant.subject.id, now)
    return warrant_news_card(warrant, ahead)


async def _compose_claim(session: Session, delivery: Delivery, _now: datetime) -> Card:
    claim = await claim_answer(session, delivery.subject)
    if claim is None:
        raise Stale("the claim is no longer recorded")
    return claim_card(claim)


async def _compose_digest(session: Session, delivery: Delivery, now: datetime) -> Card:
    if now - delivery.due >= ONE_RUNG and await outbox.later(session, delivery, now):
        raise Stale("a later digest says it")
    found = await compose_digest(session, delivery, now, late=_late(delivery, now))
    if found is None:
        raise Stale("there is nothing to say, and an empty digest is not wanted")
    return found


_COMPOSERS: dict[AlertKind, Callable[[Session, Delivery, datetime], Awaitable[Card]]] = {
    AlertKind.REMINDER: _compose_reminder,
    AlertKind.EXPOSURE: _compose_exposure,
    AlertKind.CO_LOCATION: _compose_colocation,
    AlertKind.WARRANT: _compose_warrant,
    AlertKind.CLAIM: _compose_claim,
    AlertKind.DIGEST: _compose_digest,
}
