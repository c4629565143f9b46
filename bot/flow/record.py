"""Recording what came of a batch, in one transaction: receipts, reasons, pauses, tellings."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.cards.replies import trouble_card
from bot.domain.delivery import Delivery, DeliveryState, idempotency_token
from bot.domain.subscription import Channel
from bot.flow.briefing import Briefing, Place
from bot.flow.desk import Desk
from bot.flow.hold import FOREVER
from bot.flow.prepare import Prepared, Ready, Skip, Wait
from bot.flow.retry import back_off
from bot.flow.send import Sent
from bot.ports import Rejected, SendError, TryLater, Unclear, Undeliverable
from bot.store import attention, outbox
from bot.store.attention import Pause, Telling
from bot.store.database import Session
from bot.store.outbox import Settlement

PROBE = timedelta(hours=1)
"""How often a channel in trouble is tried again, with one message."""

SOON = timedelta(seconds=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one prepared delivery: sent, failed, or not tried as another had failed."""

    prepared: Prepared
    sent: Sent | None = None
    failure: SendError | None = None
    after: SendError | None = None
    """What failed before it in its channel, so that it was not tried."""


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


async def record(desk: Desk, briefing: Briefing, outcomes: list[Outcome], now: datetime) -> None:
    """Record what came of a batch; then tell the people of channels in new trouble."""
    found = _Record(now)
    # A message that was found may have been sent before the rest of the batch was known.
    unsent = {one.prepared.delivery.id for one in outcomes if one.sent is None or one.sent.found}
    for one in outcomes:
        _note(found, one, unsent)
    async with desk.database.writing() as session:
        await outbox.enqueue(session, found.releases)
        await outbox.settle_all(session, found.settlements)
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
            found.settlements.append(
                Settlement(delivery.id, DeliveryState.HELD, hold.reason, hold.until, key)
            )
        case Skip():
            _note_skip(found, prepared, unsent)
        case Ready() if outcome.sent is not None:
            _note_sent(found, prepared, outcome.sent)
        case Ready():
            _note_failure(found, prepared.delivery, outcome.failure, outcome.after)


def _note_skip(found: _Record, skip: Skip, unsent: set[int]) -> None:
    if skip.leader in unsent:
        # What was to tell it was not sent: both are told together next time.
        again = Settlement(skip.delivery.id, DeliveryState.PENDING, None, found.now + SOON)
        found.settlements.append(again)
        return
    metrics.NOT_SENT.labels(DeliveryState.SKIPPED).inc()
    for one in (skip.delivery, *skip.together):
        log.debug("not sent", key=one.key, reason=skip.reason)
        found.settlements.append(Settlement(one.id, DeliveryState.SKIPPED, skip.reason))


def _note_sent(found: _Record, ready: Ready, sent: Sent) -> None:
    delivery = ready.delivery
    found.reached.add(delivery.channel)
    for one in (delivery, *ready.together):
        found.settlements.append(
            Settlement(
                one.id,
                DeliveryState.SENT,
                held_for=None if one is delivery else delivery.key,
                receipt=sent.receipt,
                sent_at=found.now,
                repeated=sent.repeated,
            )
        )
    if ready.event is not None:
        said = delivery.revision if sent.found else None
        told = Telling(said or ready.revision, sent.first)
        found.tellings[delivery.channel, ready.event] = told
    metrics.SENT.labels(sent.receipt.platform, delivery.kind).inc()
    metrics.LATENESS.observe(max(0.0, (found.now - delivery.due).total_seconds()))
    log.debug("sent", key=delivery.key, message=sent.receipt.message)


def _note_failure(
    found: _Record, delivery: Delivery, failure: SendError | None, after: SendError | None
) -> None:
    """Note a delivery that failed, or that was not tried after another had failed."""
    again = found.now + _wait(failure or after, delivery)
    reason = str(failure) if failure else None
    match failure:
        case Rejected():
            log.warning("refused for good", key=delivery.key, reason=reason)
            metrics.NOT_SENT.labels(DeliveryState.FAILED).inc()
            found.settlements.append(Settlement(delivery.id, DeliveryState.FAILED, reason))
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
    if failure is not None:
        log.warning("will be tried again", key=delivery.key, reason=reason, at=again.isoformat())
    found.settlements.append(Settlement(delivery.id, state, reason, again))


def _wait(failure: SendError | None, delivery: Delivery) -> timedelta:
    match failure:
        case None:
            return timedelta()
        case TryLater():
            return failure.after
        case Undeliverable():
            return PROBE
        case _:
            return back_off(delivery.attempts + 1)


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
    """End the trouble of channels that can be posted to again, and let go what was held."""
    for channel in found.reached - set(found.troubled):
        pause = briefing.pauses.get(channel)
        if pause is not None and pause.trouble:
            await attention.end_pause(session, channel)
            await outbox.let_go(session, channel, found.now)


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
