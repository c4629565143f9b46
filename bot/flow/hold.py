"""Whether something is held back: a paused channel, a snoozed event, a muted actor, quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.alerts import AlertKind, is_urgent
from bot.domain.delivery import Delivery, DeliveryState, delivery_key
from bot.domain.events import Event
from bot.domain.filters import only_about
from bot.flow.briefing import Briefing
from bot.flow.plan import BY_SCHEDULE

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Held until somebody lets it go."""

_ABOUT_NO_EVENT = frozenset({AlertKind.DIGEST, AlertKind.HELD, AlertKind.WARRANT, AlertKind.CLAIM})
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
    trouble = briefing.troubles.get(delivery.channel)
    if trouble is not None and delivery.state not in _PROBES:
        return Hold(trouble.reason, FOREVER)  # one message is tried from time to time, not this
    pause = briefing.pauses.get(delivery.channel)
    if pause is not None and (pause.until is None or pause.until > now):
        return Hold(f"the channel is paused: {pause.reason}", pause.until or FOREVER)
    about_event = delivery.kind not in _ABOUT_NO_EVENT
    event = briefing.events.get(delivery.subject) if about_event else None
    if event is not None:
        until = briefing.snoozes.get((delivery.channel, event.id))
        if until is not None and until > now:
            return Hold("the event is snoozed here", until)
        muted = briefing.mutes.get(delivery.channel)
        if muted and only_about(event, muted):
            return Drop("whoever it is about is muted here")
    return _quiet(briefing, delivery, event, now)


def _quiet(
    briefing: Briefing, delivery: Delivery, event: Event | None, now: datetime
) -> Hold | None:
    zone = briefing.channels[delivery.channel].zone
    wishes = briefing.wishes_of(delivery.channel)
    ends = [one.quiet.until(now, zone) for one in wishes if one.quiet]
    until = max((at for at in ends if at is not None), default=None)
    reported = delivery.offset != BY_SCHEDULE  # that the planned hour has come is no news
    if until is None or delivery.kind in _NEVER_QUIET:
        return None
    if reported and is_urgent(delivery.kind, event, now):
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
