"""What the outbox holds for a channel, said with the titles of the events behind the ids."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.channel_answers import DeliveryAnswer
from bot.domain.events import Event
from bot.domain.zones import LAST_YEAR
from bot.store import events
from bot.store.database import Session
from bot.store.journal import Entry


async def delivery_answers(
    session: Session, entries: Sequence[Entry]
) -> tuple[DeliveryAnswer, ...]:
    """Say what became of deliveries."""
    known = await events.events_by_id(session, {one.delivery.subject for one in entries})
    return tuple(_answers(entries, known))


def _answers(entries: Iterable[Entry], known: dict[str, Event]) -> Iterable[DeliveryAnswer]:
    for entry in entries:
        one = entry.delivery
        event = known.get(one.subject)
        yield DeliveryAnswer(
            kind=one.kind,
            subject=one.subject,
            title=event.title if event else None,
            revision=one.revision,
            offset=one.offset,
            about=one.about,
            state=one.state,
            due=one.due,
            sent_at=one.sent_at,
            until=_known_end(entry.ready_at) if entry.waits else None,
            attempts=one.attempts,
            reason=one.reason,
            message=one.receipt.message if one.receipt else None,
        )


def _known_end(ready_at: datetime) -> datetime | None:
    """Return when a delivery is tried next; what is held with no end has a date past all dates."""
    return ready_at if ready_at.year <= LAST_YEAR else None
