"""Planning what falls due: reminders, the schedule's turns, digests. One query, one watermark.

What is due is a question to the database about (watermark, now]. A moved event needs no
clean-up, and time that was missed is caught up by the same query.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import AlertKind
from bot.domain.cadence import MORNING, MORNING_HOUR, daily, offset_length, reminders
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Event, EventKind
from bot.lookup.exposure import event_exposures
from bot.store import channels, events, outbox, progress
from bot.store.channels import Subscriber
from bot.store.database import Session

WATERMARK = "plan"

BY_SCHEDULE = "schedule"
"""Marks, in a delivery's offset, that nobody reported it: the clock says so."""

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


async def plan(session: Session, now: datetime, *, start: bool = True) -> int:
    """Queue all that fell due since the last time; return how many deliveries are new.

    The first time ever sets the watermark only: nothing is said in retrospect. With
    `start` false, a planner that never ran is left alone.
    """
    await progress.alone_in(session, WATERMARK)
    since = await progress.watermark(session, WATERMARK)
    if since is None and start:
        await progress.set_watermark(session, WATERMARK, now)
    if since is None or since >= now:
        return 0
    window = Window(since, now)
    subscribers = await channels.subscribers(session)
    found = [*await _event_deliveries(session, window, subscribers)]
    found += _digests(window, subscribers)
    await progress.set_watermark(session, WATERMARK, now)
    return await outbox.enqueue(session, found)


def lengths(subscribers: Iterable[Subscriber]) -> list[timedelta]:
    """Return every length before an event at which somebody is reminded."""
    offsets = {offset for one in subscribers for offset in one.subscription.reminders}
    return sorted(offset_length(offset) for offset in offsets - {MORNING})


async def _event_deliveries(
    session: Session, window: Window, subscribers: tuple[Subscriber, ...]
) -> list[Delivery]:
    found: list[Delivery] = []
    windows = [(window.since + one, window.now + one) for one in lengths(subscribers)]
    windows.append((window.since - _MORNING_MARGIN, window.now + _MORNING_MARGIN))
    for event in await events.anchored_between(session, windows):
        for one in await _wanting(session, event, subscribers, window.now):
            found += _reminders(event, one, window)
    for event in await events.starting_between(session, window.since, window.now):
        for one in await _wanting(session, event, subscribers, window.now):
            found.append(_turn(AlertKind.UNDER_WAY, event, event.dates.start, one, window))
    for event in await events.ending_between(session, window.since, window.now):
        for one in await _wanting(session, event, subscribers, window.now):
            found.append(_turn(AlertKind.CONCLUDED, event, event.dates.end, one, window))
    return found


async def _wanting(
    session: Session, event: Event, subscribers: Iterable[Subscriber], now: datetime
) -> list[Subscriber]:
    """Return the subscribers who want to hear of an event; nobody of a trip that has legs."""
    if event.kind is EventKind.TRIP and await events.parts(session, [event.id]):
        return []
    exposed = bool(await event_exposures(session, event, now))
    return [
        one for one in subscribers if one.subscription.filter.wants_event(event, exposed=exposed)
    ]


def _reminders(event: Event, one: Subscriber, window: Window) -> Iterator[Delivery]:
    for due in reminders(event.dates, one.subscription.reminders, one.channel.zone):
        if window.has(due.at):
            begins = event.dates.begins
            yield Delivery(
                key=delivery_key(
                    one.channel.id, AlertKind.REMINDER, event.id, due.offset,
                    begins and begins.isoformat(),
                ),
                channel=one.channel.id,
                kind=AlertKind.REMINDER,
                subject=event.id,
                revision=event.revision,
                offset=due.offset,
                due=due.at,
            )  # fmt: skip


def _turn(
    kind: AlertKind, event: Event, day: str | None, one: Subscriber, window: Window
) -> Delivery:
    return Delivery(
        key=delivery_key(one.channel.id, kind, event.id, BY_SCHEDULE, day),
        channel=one.channel.id,
        kind=kind,
        subject=event.id,
        revision=event.revision,
        offset=BY_SCHEDULE,
        due=window.now,
    )


def _digests(window: Window, subscribers: Iterable[Subscriber]) -> Iterator[Delivery]:
    """Yield each channel's digest; of several that were missed, only the last."""
    for one in subscribers:
        hour = one.subscription.digest_at
        if hour is None:
            continue
        for day, at in list(daily(window.since, window.now, hour, one.channel.zone))[-1:]:
            yield Delivery(
                key=delivery_key(one.channel.id, AlertKind.DIGEST, one.subscription.id, day),
                channel=one.channel.id,
                kind=AlertKind.DIGEST,
                subject=one.subscription.id,
                offset=day.isoformat(),
                due=at,
            )


async def next_due(session: Session, now: datetime) -> datetime | None:
    """Return when the planner or the dispatcher has something to do next; none if never."""
    subscribers = await channels.subscribers(session)
    turns = [
        await outbox.next_ready(session),
        await events.next_turn(session, now, lengths(subscribers)),
    ]
    tomorrow = now + timedelta(days=1)
    for one in subscribers:
        zone, hours = one.channel.zone, [one.subscription.digest_at]
        if MORNING in one.subscription.reminders:
            hours.append(MORNING_HOUR)
        for hour in hours:
            if hour is not None:
                turns += [at for _, at in daily(now, tomorrow, hour, zone)][:1]
    return min((at for at in turns if at is not None), default=None)
