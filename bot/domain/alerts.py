"""What is worth saying: the kinds of alert, and which of them a change of an event amounts to."""

from enum import StrEnum

from bot.domain.dates import anchor
from bot.domain.events import Event, EventStatus
from bot.domain.revision import UNSAID, Change, Revision


class AlertKind(StrEnum):
    """Why a channel is told something."""

    ANNOUNCED = "announced"
    DATES_KNOWN = "dates-known"
    CHANGED = "changed"
    RESCHEDULED = "rescheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    REMINDER = "reminder"
    UNDER_WAY = "under-way"
    CONCLUDED = "concluded"
    EXPOSURE = "exposure"
    WARRANT = "warrant"
    DIGEST = "digest"


class Urgency(StrEnum):
    """What goes first where much is due."""

    URGENT = "urgent"
    NORMAL = "normal"
    DIGEST = "digest"


_URGENT = frozenset(
    {AlertKind.CANCELLED, AlertKind.POSTPONED, AlertKind.RESCHEDULED, AlertKind.WARRANT}
)


def urgency(kind: AlertKind) -> Urgency:
    """Return how soon an alert of this kind must go out."""
    if kind is AlertKind.DIGEST:
        return Urgency.DIGEST
    return Urgency.URGENT if kind in _URGENT else Urgency.NORMAL


def alert_kind(before: Event | None, revision: Revision) -> AlertKind | None:
    """Return what a revision amounts to; none where it is not worth a message.

    Only sources added, or parts recorded more exactly, are not.
    """
    after = revision.event
    if before is None:
        return _by_status(after) or AlertKind.ANNOUNCED
    if before.status is not after.status:
        if before.dead and not after.dead:
            return AlertKind.REINSTATED
        if (said := _by_status(after)) is not None:
            return said
    if (
        before.planned != after.planned
        and after.actual is None
        and (said := _by_dates(before, after)) is not None
    ):
        return said
    return AlertKind.CHANGED if any(map(_worth_saying, revision.changes)) else None


def _worth_saying(change: Change) -> bool:
    return change.field not in ("source", "note") and change.after != UNSAID


def _by_status(event: Event) -> AlertKind | None:
    return {
        EventStatus.CANCELLED: AlertKind.CANCELLED,
        EventStatus.POSTPONED: AlertKind.POSTPONED,
        EventStatus.UNDER_WAY: AlertKind.UNDER_WAY,
        EventStatus.OCCURRED: AlertKind.CONCLUDED,
    }.get(event.status)


def _by_dates(before: Event, after: Event) -> AlertKind | None:
    known_before = anchor(before.zoned(before.planned))
    known_now = anchor(after.zoned(after.planned))
    if known_before is None and known_now is not None:
        return AlertKind.DATES_KNOWN
    if known_before and known_now and known_before.instant != known_now.instant:
        return AlertKind.RESCHEDULED
    return None
