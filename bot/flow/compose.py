"""From a row of the outbox to the card that is true now, or the reason why nothing is said.

The row holds facts; the words are made when it is sent, so a moved summit says its new date and
a reminder that has lost its point is dropped.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.cards.alert import alert_card
from bot.cards.card import Card
from bot.cards.exposure import exposure_card
from bot.cards.reminder import reminder_card
from bot.cards.warrant import warrant_news_card
from bot.domain.alerts import AlertKind
from bot.domain.answers import EventAnswer
from bot.domain.cadence import MORNING, presumed_end
from bot.domain.dates import Anchor, anchor
from bot.domain.delivery import Delivery
from bot.domain.events import EventStatus
from bot.flow.digest import compose_digest
from bot.flow.plan import BY_SCHEDULE
from bot.lookup.event import event_answer
from bot.lookup.exposure import subject_exposures
from bot.lookup.history import revision_answer
from bot.lookup.warrants import warrant_answer
from bot.store.database import Session

LATE_AFTER = timedelta(hours=1)
"""What is sent later than this after it fell due says that it is late."""

_BEGUN = (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
_DEAD = (EventStatus.CANCELLED, EventStatus.POSTPONED)


class Stale(Exception):  # noqa: N818 - it is an outcome, not a fault
    """There is nothing left to say; the message is the reason."""


async def compose(session: Session, delivery: Delivery, now: datetime) -> Card:
    """Return the card for a delivery as things stand. Raises Stale."""
    return await _COMPOSERS.get(delivery.kind, _compose_change)(session, delivery, now)


def _late(delivery: Delivery, now: datetime) -> bool:
    return now - delivery.due > LATE_AFTER


async def _event(session: Session, delivery: Delivery, now: datetime) -> EventAnswer:
    found = await event_answer(session, delivery.subject, now)
    if found is None:
        raise Stale("the event is no longer recorded")
    return found


async def _compose_change(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    if delivery.offset == BY_SCHEDULE:
        return _by_schedule(delivery, event, late=_late(delivery, now))
    revision = await revision_answer(session, event.id, delivery.revision or event.revision)
    changes = revision.changes if revision else ()
    return alert_card(delivery.kind, event, changes, late=_late(delivery, now))


def _by_schedule(delivery: Delivery, event: EventAnswer, *, late: bool) -> Card:
    concluded = delivery.kind is AlertKind.CONCLUDED
    _refuse(event, (*_DEAD, EventStatus.OCCURRED) if concluded else (*_DEAD, *_BEGUN))
    day = event.end if concluded else event.start
    if day is not None and not delivery.key.endswith(f"/{day}"):
        raise Stale("the dates have changed since")
    return alert_card(delivery.kind, event, (), late=late, by_schedule=True)


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
    return reminder_card(event, str(delivery.offset), begins.instant, begins.exact, now)


def _last_call(event: EventAnswer, delivery: Delivery, begins: Anchor) -> datetime:
    """Return the instant from which a reminder has lost its point."""
    if delivery.offset == MORNING and not begins.exact:
        # The day has begun at midnight of the place; the morning's word is for the whole day.
        return presumed_end(event.dates) or begins.instant + timedelta(days=1)
    return begins.instant


async def _compose_exposure(session: Session, delivery: Delivery, now: datetime) -> Card:
    event = await _event(session, delivery, now)
    _refuse(event, (*_DEAD, EventStatus.OCCURRED))
    for exposure in event.exposures:
        if exposure.warrant == delivery.warrant:
            return exposure_card(exposure, event)
    raise Stale("the subject of the warrant is no longer due there")


async def _compose_warrant(session: Session, delivery: Delivery, now: datetime) -> Card:
    warrant = await warrant_answer(session, delivery.subject)
    if warrant is None:
        raise Stale("the warrant is no longer recorded")
    ahead = await subject_exposures(session, warrant.subject.id, now)
    return warrant_news_card(warrant, ahead)


async def _compose_digest(session: Session, delivery: Delivery, now: datetime) -> Card:
    found = await compose_digest(session, delivery, now, late=_late(delivery, now))
    if found is None:
        raise Stale("the subscription is gone")
    return found


_COMPOSERS: dict[AlertKind, Callable[[Session, Delivery, datetime], Awaitable[Card]]] = {
    AlertKind.REMINDER: _compose_reminder,
    AlertKind.EXPOSURE: _compose_exposure,
    AlertKind.WARRANT: _compose_warrant,
    AlertKind.DIGEST: _compose_digest,
}
