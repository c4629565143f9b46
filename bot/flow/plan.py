"""Planning what falls due: reminders, the schedule's turns, digests. One query, one watermark.

What is due is a question to the database about (watermark, now]. A moved event needs no
clean-up, and time that was missed is caught up by the same query.
"""

import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.alerts import AlertKind
from bot.domain.cadence import (
    MORNING,
    MORNING_HOUR,
    daily,
    last_rung,
    offset_length,
    presumed_end,
    presumed_start,
    reminders,
)
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Event, EventKind
from bot.domain.subscription import Channel, DigestTime, Subscription, next_digest
from bot.flow.audience import wanting_of
from bot.lookup.profile import profile_of
from bot.store import channels, events, outbox, progress, turns
from bot.store.channels import Subscriber
from bot.store.database import Database, Session

WATERMARK = "plan"

SKEW = timedelta(minutes=1)
"""By so much the clocks of several machines may differ; one that is set back goes back further."""

CATCHING_UP = timedelta(minutes=1)
"""Who plans more than this was down, or is late."""

BY_SCHEDULE = "schedule"
"""Marks, in a delivery's offset, that nobody reported it: the clock says so."""

FIRST_PORTION = 50
"""Deliveries that are queued before the first of them goes out."""

_LONGEST_GAP = timedelta(days=8)
"""Within this, a digest of any kind falls at least once."""

_MORNING_MARGIN = timedelta(days=2)
"""A morning in the channel's zone lies this near to the event's anchor at most."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time that is planned in one go: after `since`, until `now`."""

    since: datetime
    now: datetime

    def has(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.since < at <= self.now


@dataclass(slots=True)
class Portion:
    """As much as is planned in one transaction, where there is much: the reminders of some events.

    The watermark stays until all are planned; that they are queued again does no harm.
    """

    size: int
    """How many deliveries are enough for now."""
    planned: set[str] = field(default_factory=set)
    """The events of which the reminders are queued already."""
    last: bool = True
    """Whether nothing is left to plan."""


async def plan(
    session: Session, now: datetime, *, start: bool = True, portion: Portion | None = None
) -> int:
    """Queue all that fell due since the last time; return how many deliveries are new.

    The first time ever sets the watermark only: nothing is said in retrospect. With
    `start` false, a planner that never ran is left alone. With a `portion`, no more than that.
    """
    await progress.alone_in(session, WATERMARK)
    since = await progress.watermark(session, WATERMARK)
    if since is None and start:
        await progress.set_watermark(session, WATERMARK, now)
    if since is not None and since > now + SKEW:
        await _set_back(session, now)
    if since is None or since >= now:
        return 0
    window = Window(since, now)
    portion = portion or Portion(size=sys.maxsize)
    if now - since > CATCHING_UP:
        portion.size = sys.maxsize  # of a ladder that was missed, one rung is sent: all are needed
    found = await _reminders(session, window, portion)
    if portion.last:
        found += await _turns(session, window)
        found += await _digests(session, now)
        await progress.set_watermark(session, WATERMARK, now)
    return await outbox.enqueue(session, found)


async def plan_in_portions(database: Database, now: datetime) -> AsyncIterator[int]:
    """Plan in one transaction after the other; yield how many deliveries are new by each.

    The first is small, so that the first reminders go out while the others are planned.
    """
    portion = Portion(size=FIRST_PORTION)
    while True:
        async with database.writing() as session:
            portion.last = True
            new = await plan(session, now, portion=portion)
        yield new
        if portion.last:
            return
        portion.size *= 2


async def _set_back(session: Session, now: datetime) -> None:
    """Look again at a time that comes again, as the clock was set back.

    What was queued in it is not queued twice, as the keys of the outbox are unique.
    """
    await progress.set_watermark(session, WATERMARK, now)
    for one in await channels.subscribers(session):
        if one.subscription.digests:
            at = next_digest(one.subscription.digests, one.channel.zone, now)
            await channels.set_next_digest(session, one.subscription.id, at)


def _lengths(offsets: Iterable[str]) -> list[timedelta]:
    """Return every length before an event at which somebody is reminded."""
    return sorted(offset_length(one) for one in offsets if one != MORNING)


async def _reminders(session: Session, window: Window, portion: Portion) -> list[Delivery]:
    found: list[Delivery] = []
    lengths = _lengths(await channels.offsets(session))
    windows = [(window.since + one, window.now + one) for one in lengths]
    windows.append((window.since - _MORNING_MARGIN, window.now + _MORNING_MARGIN))
    for event in await turns.anchored_between(session, windows):
        if event.id in portion.planned:
            continue
        if len(found) >= portion.size:
            portion.last = False
            break
        portion.planned.add(event.id)
        wanting = await _wanting(session, event, AlertKind.REMINDER, window.now)
        wishes: dict[str, list[Subscription]] = {}
        for one in wanting:
            wishes.setdefault(one.channel.id, []).append(one.subscription)
        for channel in {one.channel.id: one.channel for one in wanting}.values():
            found += _reminder(event, channel, wishes[channel.id], window)
    return found


async def _turns(session: Session, window: Window) -> list[Delivery]:
    found: list[Delivery] = []
    kind = AlertKind.UNDER_WAY
    for event in await turns.starting_between(session, window.since, window.now):
        at, wanting = presumed_start(event.dates), await _wanting(session, event, kind, window.now)
        found += [_turn(kind, event, at, one, window) for one in wanting]
    kind = AlertKind.CONCLUDED
    for event in await turns.ending_between(session, window.since, window.now):
        at, wanting = presumed_end(event.dates), await _wanting(session, event, kind, window.now)
        found += [_turn(kind, event, at, one, window) for one in wanting]
    return found


async def _wanting(
    session: Session, event: Event, kind: AlertKind, now: datetime
) -> list[Subscriber]:
    """Return who wants this kind of alert about an event; nobody of a trip that has legs."""
    if event.kind is EventKind.TRIP and await events.parts(session, [event.id]):
        return []
    wanting = await wanting_of(session, await profile_of(session, event, now))
    return [one for one in wanting if one.subscription.wants_kind(kind)]


def _reminder(
    event: Event, channel: Channel, wishes: list[Subscription], window: Window
) -> list[Delivery]:
    """Return the reminder that fell due; of a ladder that was missed, only the last rung.

    The ladder of a channel is that of all its subscriptions.
    """
    offsets = dict.fromkeys(offset for one in wishes for offset in one.reminders)
    dues = reminders(event.dates, tuple(offsets), channel.zone)
    last = last_rung(due for due in dues if window.has(due.at))
    if last is None:
        return []
    begins = event.dates.begins
    parts = (event.id, last.offset, begins and begins.isoformat())
    return [
        Delivery(
            key=delivery_key(channel.id, AlertKind.REMINDER, *parts),
            channel=channel.id,
            kind=AlertKind.REMINDER,
            subject=event.id,
            revision=event.revision,
            offset=last.offset,
            due=last.at,
        )
    ]


def _turn(
    kind: AlertKind, event: Event, at: datetime | None, one: Subscriber, window: Window
) -> Delivery:
    """Return what is said when the clock reaches `at`; anew, if the dates move."""
    return Delivery(
        key=delivery_key(one.channel.id, kind, event.id, BY_SCHEDULE, at and at.isoformat()),
        channel=one.channel.id,
        kind=kind,
        subject=event.id,
        revision=event.revision,
        offset=BY_SCHEDULE,
        due=window.now,
    )


async def _digests(session: Session, now: datetime) -> list[Delivery]:
    """Return the digests that fell due, one for a channel and hour; of several missed, the last."""
    found: dict[str, Delivery] = {}
    for one in await channels.digests_due(session, now):
        digests, zone = one.subscription.digests, one.channel.zone
        at = _last_digest(digests, zone, now)
        await channels.set_next_digest(
            session, one.subscription.id, next_digest(digests, zone, now)
        )
        if at is not None and one.subscription.wants_kind(AlertKind.DIGEST):
            key = delivery_key(one.channel.id, AlertKind.DIGEST, at.isoformat())
            found[key] = Delivery(
                key=key,
                channel=one.channel.id,
                kind=AlertKind.DIGEST,
                subject=one.channel.id,
                due=at,
            )
    return list(found.values())


def _last_digest(digests: tuple[DigestTime, ...], zone: str, now: datetime) -> datetime | None:
    """Return the latest instant up to `now` at which one of the digests fell."""
    at = next_digest(digests, zone, now - _LONGEST_GAP)
    last = None
    while at is not None and at <= now:
        last, at = at, next_digest(digests, zone, at)
    return last


async def next_due(
    session: Session, now: datetime, platforms: Iterable[str] | None = None
) -> datetime | None:
    """Return when the planner, or the dispatcher to `platforms`, is to act next; none if never."""
    tomorrow = now + timedelta(days=1)
    offsets = await channels.offsets(session)
    found = [
        await outbox.next_ready(session, platforms),
        await turns.next_turn(session, now, _lengths(offsets)),
        await channels.next_digest_at(session),
    ]
    if MORNING in offsets:
        for zone in await channels.zones(session):
            found += [at for _, at in daily(now, tomorrow, MORNING_HOUR, zone)][:1]
    return min((at for at in found if at is not None), default=None)
