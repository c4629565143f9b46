"""Recording what came of a batch, in one transaction: receipts, reasons, pauses, tellings."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot import metrics
from bot.cards.replies import trouble_card
from bot.domain.delivery import Delivery, DeliveryState, idempotency_token
from bot.domain.subscription import Channel
from bot.flow.briefing import Briefing, Place, thread_of
from bot.flow.desk import Desk
from bot.flow.hold import FOREVER
from bot.flow.prepare import Look, Prepared, Ready, Skip, Wait
from bot.flow.retry import back_off
from bot.flow.send import Overrun, Sent
from bot.ports import Rejected, SendError, TryLater, Unclear, Undeliverable
from bot.store import attention, outbox
from bot.store.attention import Pause, Telling
from bot.store.database import Session
from bot.store.settlement import Settlement, settle_all

PROBE = timedelta(hours=1)
"""How often a channel in trouble is tried again, with one message."""

SOON = timedelta(seconds=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one prepared delivery: sent, failed, or not tried."""

    prepared: Prepared
    sent: Sent | None = None
    failure: SendError | None = None
    tried: bool = True
    after: SendError | None = None
    """What failed before it in its channel, so that it was not tried."""

    @property
    def tells_all(self) -> bool:
        """Whether the channel has read all that was prepared: not if it was there already."""
        ready = self.prepared
        if self.sent is None or not isinstance(ready, Ready):
            return False
        return not self.sent.found or ready.surely >= ready.revision


@dataclass(slots=True)
class _Record:
    """What is to be written."""

    now: datetime
    settlements: list[Settlement] = field(default_factory=list)
    tellings: dict[Place, Telling] = field(default_factory=dict)
    releases: list[Delivery] = field(default_factory=list)
    troubled: dict[str, str] = field(default_factory=dict)
    """Channels that cannot be posted to, and why."""
    reached: set[str] = field(default_factory=set)
    """Channels to which something was posted."""
    waits: dict[str, timedelta] = field(default_factory=dict)
    """How long channels are left alone after something failed there."""


async def record(desk: Desk, briefing: Briefing, outcomes: list[Outcome], now: datetime) -> None:
    """Record what came of a batch; then tell the people of channels in new trouble."""
    found = _Record(now)
    unsent = {one.prepared.delivery.id for one in outcomes if not one.tells_all}
    for one in outcomes:
        _note(found, one, unsent)
    async with desk.database.writing() as session:
        await outbox.enqueue(session, found.releases)
        await settle_all(session, found.settlements)
        for channel, wait in found.waits.items():
            await outbox.postpone(session, channel, now + wait)
        await attention.put_tellings(session, found.tellings)
        new = await _pause_troubled(session, found)
        await _resume_reached(session, briefing, found)
    for channel in new:
        await _warn(desk, briefing.channels[channel], found.troubled[channel], now)


def _note(found: _Record, outcome: Outcome, unsent: set[int]) -> None:
    prepared = outcome.prepared
    match prepared:
        case Wait(delivery, hold):
            key = hold.release.key if hold.release else None
            found.releases += [hold.release] if hold.release else []
            _settle(found, delivery, DeliveryState.HELD, hold.reason, hold.until, held_for=key)
        case Skip():
            _note_skip(found, prepared, unsent)
        case Ready() if outcome.sent is not None:
            _note_sent(found, prepared, outcome.sent)
        case Look() if outcome.sent is not None:
            _note_found(found, prepared, outcome.sent)
        case Look(skip=skip) if outcome.tried and outcome.failure is None:
            _note_skip(found, skip, unsent)
        case Ready() | Look():
            _note_failure(found, prepared.delivery, outcome)


def _settle(
    found: _Record,
    delivery: Delivery,
    state: DeliveryState,
    reason: str | None = None,
    ready_at: datetime | None = None,
    **more: Any,
) -> None:
    attempt = delivery.attempts if delivery.leased_until else None
    settlement = Settlement(delivery.id, state, reason, ready_at, attempt=attempt, **more)
    found.settlements.append(settlement)


def _note_skip(found: _Record, skip: Skip, unsent: set[int]) -> None:
    if skip.leader in unsent:
        # What was to tell it was not sent: both are told together next time.
        _settle(found, skip.delivery, DeliveryState.PENDING, ready_at=found.now + SOON)
        return
    metrics.NOT_SENT.labels(DeliveryState.SKIPPED).inc()
    log.debug("not sent", key=skip.delivery.key, reason=skip.reason)
    _settle(found, skip.delivery, DeliveryState.SKIPPED, skip.reason)
    for one in skip.together:
        _note_skip(found, one, unsent)


def _note_sent(found: _Record, ready: Ready, sent: Sent) -> None:
    delivery = ready.delivery
    found.reached.add(delivery.channel)
    _settle_sent(found, delivery, sent, ready.together)
    for lost in ready.lost:
        _note_skip(found, lost, set())
    for known in ready.knows:
        # What is found was said when the channel was told no more than was queued by then.
        revision = known.delivery.revision if sent.found else known.revision
        place = (delivery.channel, thread_of(known.delivery))
        found.tellings[place] = Telling(revision or known.revision, known.first)
    if ready.event is not None:
        told = Telling(ready.surely if sent.found else ready.revision, sent.first)
        found.tellings[delivery.channel, ready.event] = told
    metrics.SENT.labels(sent.receipt.platform, delivery.kind).inc()
    metrics.LATENESS.observe(max(0.0, (found.now - delivery.due).total_seconds()))
    log.debug("sent", key=delivery.key, message=sent.receipt.message)


def _note_found(found: _Record, look: Look, sent: Sent) -> None:
    """Note that a delivery had been sent, though it has nothing to say any more."""
    delivery = look.delivery
    _settle_sent(found, delivery, sent, tuple(one.delivery for one in look.skip.together))
    log.debug("found", key=delivery.key, message=sent.receipt.message)


def _settle_sent(
    found: _Record, delivery: Delivery, sent: Sent, together: tuple[Delivery, ...]
) -> None:
    for one in (delivery, *together):
        _settle(
            found,
            one,
            DeliveryState.SENT,
            held_for=None if one is delivery else delivery.key,
            receipt=sent.receipt,
            sent_at=found.now,
            repeated=sent.repeated,
        )


def _note_failure(found: _Record, delivery: Delivery, outcome: Outcome) -> None:
    """Note a delivery that failed, or that was not tried."""
    failure = outcome.failure
    reason = str(failure) if failure else None
    match failure:
        case Rejected():
            log.warning("refused for good", key=delivery.key, reason=reason)
            metrics.NOT_SENT.labels(DeliveryState.FAILED).inc()
            _settle(found, delivery, DeliveryState.FAILED, reason)
            return
        case Undeliverable():
            found.troubled.setdefault(delivery.channel, reason or str(Undeliverable.__doc__))
            state = DeliveryState.HELD
        case Unclear():
            state = DeliveryState.UNCLEAR
        case None:
            state = delivery.state
        case _:
            state = DeliveryState.PENDING
    # The rest of a channel waits for as long as what failed, so that the order stands.
    wait = found.waits.setdefault(delivery.channel, _wait(failure or outcome.after, delivery))
    again = found.now + wait
    if failure is not None:
        log.warning("will be tried again", key=delivery.key, reason=reason, at=again.isoformat())
    _settle(found, delivery, state, reason, again, tried=outcome.tried)


def _wait(failure: SendError | None, delivery: Delivery) -> timedelta:
    match failure:
        case None:
            return timedelta()
        case TryLater():
            return failure.after
        case Undeliverable():
            return PROBE
        case Overrun():
            return SOON  # it has waited for as long as a lease
        case _:
            return back_off(delivery.attempts)


async def _pause_troubled(session: Session, found: _Record) -> list[str]:
    """Pause channels in trouble, all but one message of each; return which are new to it."""
    new = []
    held = {one.id for one in found.settlements if one.state is DeliveryState.HELD}
    for channel, reason in found.troubled.items():
        pause = Pause(until=None, reason=reason, by="dragoman", trouble=True)
        if await attention.put_pause(session, channel, found.now, pause):
            new.append(channel)
        await outbox.hold_channel(session, channel, reason, FOREVER, but=held)
        log.warning("the channel is paused", channel=channel, reason=reason)
    return new


async def _resume_reached(session: Session, briefing: Briefing, found: _Record) -> None:
    """End the trouble of channels that can be posted to again, and let go what was held.

    Where the probe said nothing about the channel, such as one that was refused or had lost its
    point, another one is made.
    """
    for channel in briefing.troubles:
        if channel in found.reached - set(found.troubled):
            await attention.end_pause(session, channel, trouble=True)
            await outbox.let_go(session, channel, found.now)
        else:
            await outbox.keep_probing(session, channel, found.now + PROBE)


async def _warn(desk: Desk, channel: Channel, reason: str, now: datetime) -> None:
    card = trouble_card(
        f"Nothing can be posted to {channel.name}: {reason}",
        "See to it that the channel exists and that Dragoman may post there; what is held is "
        "then sent by itself.",
    )
    token = idempotency_token(f"warn/{channel.id}/{now.isoformat()}")
    try:
        await desk.platforms[channel.platform].warn(channel.workspace, card, token)
    except SendError as failure:
        log.warning("nobody could be told", channel=channel.id, failure=str(failure))
