"""Who comes to a summit, told as one message that grows with every name.

A visit that is made for a summit, and a name added to the summit itself, are arrivals: none of
them is a message of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Event, EventKind, Role
from bot.domain.revision import Revision
from bot.store import events
from bot.store.channels import Subscriber
from bot.store.database import Session

_COMERS = (Role.VISITOR, Role.ATTENDEE, Role.DELEGATION)
_COMING = (AlertKind.ANNOUNCED, AlertKind.UNDER_WAY)


async def summit_of(
    session: Session, before: Event | None, revision: Revision, kind: AlertKind | None
) -> Event | None:
    """Return the summit to which a revision says that somebody comes; none if it says else."""
    event = revision.event
    if event.kind is EventKind.SUMMIT and kind is AlertKind.CHANGED and before is not None:
        return event if _only_comers(before, event, revision) else None
    if event.kind is not EventKind.VISIT or kind not in _COMING or event.broader is None:
        return None
    broader = await events.event(session, event.broader)
    return broader if broader and broader.kind is EventKind.SUMMIT and not broader.dead else None


def _only_comers(before: Event, after: Event, revision: Revision) -> bool:
    """Whether all that changed is that somebody more comes."""
    if any(one.field not in ("participant", "source") for one in revision.changes):
        return False
    known = set(before.participants)
    new = [one for one in after.participants if one not in known]
    gone = known - set(after.participants)
    return bool(new) and not gone and all(one.role in _COMERS for one in new)


async def state_number(session: Session, summit: Event) -> int:
    """Return a number that grows with every change of a summit or of a visit made for it."""
    visits = await events.parts(session, [summit.id])
    return summit.revision + sum(one.revision for one in visits)


def arrival_deliveries(
    summit: Event, number: int, wanting: Iterable[Subscriber], due: datetime
) -> Iterator[Delivery]:
    """Yield the deliveries that tell who comes, as of one state of the summit."""
    for one in wanting:
        if one.subscription.wants_kind(AlertKind.ARRIVALS):
            key = delivery_key(one.channel.id, AlertKind.ARRIVALS, summit.id, f"n{number}")
            yield Delivery(
                key=key,
                channel=one.channel.id,
                kind=AlertKind.ARRIVALS,
                subject=summit.id,
                revision=number,
                due=due,
            )
