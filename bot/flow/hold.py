"""Whether something is held back: a paused channel, a snoozed event, a muted actor, quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.alerts import AlertKind, is_urgent
from bot.domain.delivery import Delivery, DeliveryState, delivery_key
from bot.domain.events import Event, Role
from bot.flow.briefing import Briefing

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Held until somebody lets it go."""

_ABOUT_NO_EVENT = frozenset({AlertKind.DIGEST, AlertKind.HELD, AlertKind.WARRANT, AlertKind.CLAIM})
_COMERS = (Role.VISITOR, Role.ATTENDEE)
_PROBES = (DeliveryState.HELD, DeliveryState.UNCLEAR)
"""What is tried in a channel in trouble: what comes anew only waits."""
_NEVER_QUIET = frozenset({AlertKind.DIGEST, AlertKind.HELD})
"""Whoever asks for a digest at an hour wants it at that hour."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a delivery has to wait, and until when."""

    reason: str
    until: datetime
    release: Delivery | None = None
    """What will tell it, together with all else that waits for the same hour."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Why a delivery is not wanted any more."""

    reason: str


def held(briefing: Briefing, delivery: Delivery, now: datetime) -> Hold | Drop | None:
    """Return what stands in the way of a delivery; none if nothing does."""
    pause = briefing.pauses.get(delivery.channel)
    if pause is not None and pause.trouble and delivery.state not in _PROBES:
        return Hold(pause.reason, FOREVER)  # one message is tried from time to time, not this
    if pause is not None and not pause.trouble and (pause.until is None or pause.until > now):
        return Hold(f"the channel is paused: {pause.reason}", pause.until or FOREVER)
    about_event = delivery.kind not in _ABOUT_NO_EVENT
    event = briefing.events.get(delivery.subject) if about_event else None
    if event is not None:
        until = briefing.snoozes.get((delivery.channel, event.id))
        if until is not None and until > now:
            return Hold("the event is snoozed here", until)
        if _only_muted(event, briefing.mutes.get(delivery.channel, frozenset())):
            return Drop("whoever it is about is muted here")
    return _quiet(briefing, delivery, event, now)


def _only_muted(event: Event, muted: frozenset[str]) -> bool:
    """Whether all who come are muted, or all who are in it."""
    comers = {one.actor for one in event.having(*_COMERS)}
    everybody = {one.actor for one in event.participants}
    return any(found and found <= muted for found in (comers, everybody))


def _quiet(
    briefing: Briefing, delivery: Delivery, event: Event | None, now: datetime
) -> Hold | None:
    if delivery.kind in _NEVER_QUIET or is_urgent(delivery.kind, event, now):
        return None
    zone = briefing.channels[delivery.channel].zone
    wishes = briefing.wishes_of(delivery.channel)
    ends = [one.quiet.until(now, zone) for one in wishes if one.quiet]
    until = max((at for at in ends if at is not None), default=None)
    if until is None:
        return None
    if delivery.state is DeliveryState.UNCLEAR:
        return Hold("quiet hours", until)  # it may be there: it is looked for, not told with others
    release = Delivery(
        key=delivery_key(delivery.channel, AlertKind.HELD, until.isoformat()),
        channel=delivery.channel,
        kind=AlertKind.HELD,
        subject=delivery.channel,
        due=until,
    )
    return Hold("quiet hours", until, release)
