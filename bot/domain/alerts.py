"""What is worth saying: the kinds of alert, and which of them a change of an event amounts to."""

from datetime import datetime, timedelta
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
    LEG_CHANGED = "leg-changed"
    """A leg joined or left a journey, or took another place in it."""
    CORRECTION = "correction"
    """What was said before was wrong."""
    REMINDER = "reminder"
    UNDER_WAY = "under-way"
    CONCLUDED = "concluded"
    EXPOSURE = "exposure"
    WARRANT = "warrant"
    """Issued, made public, withdrawn, executed …"""
    ARRIVALS = "arrivals"
    """Who comes to a summit: one message that grows."""
    CO_LOCATION = "co-location"
    """Two who are watched are in one place on one day."""
    CLAIM = "claim"
    """A claim or a denial came in."""
    DIGEST = "digest"
    HELD = "held"
    """What was held back during quiet hours, in one message."""


class Urgency(StrEnum):
    """What goes first where much is due."""

    URGENT = "urgent"
    NORMAL = "normal"
    REMINDER = "reminder"
    DIGEST = "digest"


CHANGES = frozenset(
    {
        AlertKind.ANNOUNCED, AlertKind.DATES_KNOWN, AlertKind.CHANGED, AlertKind.RESCHEDULED,
        AlertKind.POSTPONED, AlertKind.CANCELLED, AlertKind.REINSTATED, AlertKind.LEG_CHANGED,
        AlertKind.CORRECTION, AlertKind.UNDER_WAY, AlertKind.CONCLUDED,
    }
)  # fmt: skip
"""The kinds that a revision of an event may amount to."""

_URGENT = frozenset(
    {AlertKind.CANCELLED, AlertKind.POSTPONED, AlertKind.RESCHEDULED, AlertKind.WARRANT}
)
_SUMMARIES = frozenset({AlertKind.DIGEST, AlertKind.HELD})

SOON = timedelta(hours=24)
"""A change of an event that begins within this is urgent, whatever its kind."""


def urgency(kind: AlertKind) -> Urgency:
    """Return in which order an alert of this kind goes out."""
    if kind in _SUMMARIES:
        return Urgency.DIGEST
    if kind is AlertKind.REMINDER:
        return Urgency.REMINDER
    return Urgency.URGENT if kind in _URGENT else Urgency.NORMAL


def is_urgent(kind: AlertKind, event: Event | None, now: datetime) -> bool:
    """Whether an alert may break into quiet hours, and is not held back to settle.

    Cancellations, postponements, warrant news, and any change of an event about to begin.
    """
    if kind in (AlertKind.CANCELLED, AlertKind.POSTPONED, AlertKind.WARRANT):
        return True
    begins = anchor(event.dates) if event else None  # "in June" is not about to begin on the 1st
    return kind in CHANGES and begins is not None and abs(begins.instant - now) <= SOON


def alert_kind(before: Event | None, revision: Revision) -> AlertKind | None:
    """Return what a revision amounts to; none where it is not worth a message.

    Only sources added, or parts recorded more exactly, are not.
    """
    after = revision.event
    if before is None:
        return _by_status(after) or AlertKind.ANNOUNCED
    turned = _by_turn(before, after) or (AlertKind.CORRECTION if revision.correction else None)
    if turned is not None:
        return turned
    moved = before.planned != after.planned and after.actual is None
    if moved and (said := _by_dates(before, after)) is not None:
        return said
    if (before.broader, before.leg) != (after.broader, after.leg):
        return AlertKind.LEG_CHANGED
    return AlertKind.CHANGED if any(map(_worth_saying, revision.changes)) else None


def _by_turn(before: Event, after: Event) -> AlertKind | None:
    """Return what a change of status amounts to by itself."""
    if before.status is after.status:
        return None
    return AlertKind.REINSTATED if before.dead and not after.dead else _by_status(after)


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
