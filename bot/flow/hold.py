"""Whether something is held back: a paused channel, a snoozed event, a muted actor, quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.alerts import AlertKind, is_urgent
from bot.domain.delivery import Delivery, DeliveryState, delivery_key
from bot.domain.events import Event, Role
from bot.domain.subscription import Channel, Subscription
from bot.store import attention, channels, events
from bot.store.database import Session

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Held until somebody lets it go."""

_ABOUT_NO_EVENT = frozenset({AlertKind.DIGEST, AlertKind.HELD, AlertKind.WARRANT, AlertKind.CLAIM})
_COMERS = (Role.VISITOR, Role.ATTENDEE)
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


async def held(
    session: Session, delivery: Delivery, channel: Channel, now: datetime
) -> Hold | Drop | None:
    """Return what stands in the way of a delivery; none if nothing does."""
    pause = await attention.pause(session, channel.id)
    if pause is not None and pause.trouble and delivery.state is not DeliveryState.HELD:
        return Hold(pause.reason, FOREVER)  # one message is tried from time to time, not this
    if pause is not None and not pause.trouble and (pause.until is None or pause.until > now):
        return Hold(f"the channel is paused: {pause.reason}", pause.until or FOREVER)
    about_event = delivery.kind not in _ABOUT_NO_EVENT
    event = await events.event(session, delivery.subject) if about_event else None
    if event is not None:
        until = await attention.snooze(session, channel.id, event.id, now)
        if until is not None:
            return Hold("the event is snoozed here", until)
        muted = await attention.mutes(session, channel.id)
        if muted and _only_muted(event, muted):
            return Drop("whoever it is about is muted here")
    return await _quiet(session, delivery, channel, event, now)


def _only_muted(event: Event, muted: frozenset[str]) -> bool:
    """Whether all who come are muted, or all who are in it."""
    comers = {one.actor for one in event.having(*_COMERS)}
    everybody = {one.actor for one in event.participants}
    return any(found and found <= muted for found in (comers, everybody))


async def _quiet(
    session: Session, delivery: Delivery, channel: Channel, event: Event | None, now: datetime
) -> Hold | None:
    if delivery.kind in _NEVER_QUIET or is_urgent(delivery.kind, event, now):
        return None
    wishes = [one.subscription for one in await channels.subscribers_of(session, channel.id)]
    ends = [at for at in (_quiet_until(one, channel, now) for one in wishes) if at is not None]
    if not ends:
        return None
    until = max(ends)
    release = Delivery(
        key=delivery_key(channel.id, AlertKind.HELD, until.isoformat()),
        channel=channel.id,
        kind=AlertKind.HELD,
        subject=channel.id,
        due=until,
    )
    return Hold("quiet hours", until, release)


def _quiet_until(wish: Subscription, channel: Channel, now: datetime) -> datetime | None:
    return wish.quiet.until(now, channel.zone) if wish.quiet else None
