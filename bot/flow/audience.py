"""Who is to hear of a change: the deliveries that a revision or a warrant calls for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import AlertKind, alert_kind
from bot.domain.answers import ExposureAnswer
from bot.domain.dates import span
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Event
from bot.domain.revision import Revision
from bot.domain.warrants import LegalInstrument
from bot.lookup.exposure import event_exposures
from bot.store import channels, events
from bot.store.channels import Subscriber
from bot.store.database import Session

STALE_AFTER = timedelta(days=2)
"""What became known, or was over, longer ago than this is history and no news."""

WARRANT_STALE_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Heard:
    """A revision, and the event as it was before it (none: the first notice)."""

    before: Event | None
    revision: Revision

    @property
    def kind(self) -> AlertKind | None:
        """What the revision amounts to."""
        return alert_kind(self.before, self.revision)


async def tell_revisions(session: Session, heard: list[Heard], now: datetime) -> list[Delivery]:
    """Return the deliveries that these revisions call for, the exposure alerts among them."""
    news = [one for one in heard if is_news(one.revision, now)]
    announced_trips = {one.revision.event.id for one in news if one.kind is AlertKind.ANNOUNCED}
    subscribers = await channels.subscribers(session) if news else ()
    found: list[Delivery] = []
    for one in news:
        event = one.revision.event
        exposures = await event_exposures(session, event, now)
        # A trip's first notice names its legs; a second message each would say nothing new.
        told_by_trip = one.kind is AlertKind.ANNOUNCED and event.broader in announced_trips
        if one.kind is not None and not told_by_trip:
            found += _revision_deliveries(one, subscribers, bool(exposures), now)
        if not event.dead:
            told = await _told_by_broader(session, event, now)
            own = [each for each in exposures if (each.warrant, each.state) not in told]
            found += exposure_deliveries(event, own, subscribers, now)
    return found


async def _told_by_broader(
    session: Session, event: Event, now: datetime
) -> set[tuple[str | None, str]]:
    """Return the warrants and states of which the visit that an event is a part of tells."""
    broader = await events.event(session, event.broader) if event.broader else None
    exposures = await event_exposures(session, broader, now) if broader else ()
    return {(each.warrant, each.state) for each in exposures}


def is_news(revision: Revision, now: datetime) -> bool:
    """Whether what a revision says is still worth telling: lately known, and not long over."""
    over = revision.event.dates.over
    known_lately = now - revision.at <= STALE_AFTER
    return known_lately and (over is None or now - over <= STALE_AFTER)


def _revision_deliveries(
    heard: Heard, subscribers: Iterable[Subscriber], exposed: bool, now: datetime
) -> Iterator[Delivery]:
    event, number = heard.revision.event, heard.revision.number
    kind = heard.kind or AlertKind.CHANGED
    for one in subscribers:
        if one.subscription.filter.wants_event(event, exposed=exposed):
            yield Delivery(
                key=delivery_key(one.channel.id, kind, event.id, f"r{number}"),
                channel=one.channel.id,
                kind=kind,
                subject=event.id,
                revision=number,
                due=now,
            )


def exposure_deliveries(
    event: Event,
    exposures: Iterable[ExposureAnswer],
    subscribers: Iterable[Subscriber],
    now: datetime,
) -> Iterator[Delivery]:
    """Yield the exposure alerts for an event. The same answer is given once, whatever moves."""
    for exposure in exposures:
        answer = {True: "bound", False: "not-bound", None: "unknown"}[exposure.bound]
        for one in subscribers:
            if one.subscription.filter.wants_event(event, exposed=True):
                yield Delivery(
                    key=delivery_key(
                        one.channel.id, AlertKind.EXPOSURE, event.id, exposure.warrant, answer
                    ),
                    channel=one.channel.id,
                    kind=AlertKind.EXPOSURE,
                    subject=event.id,
                    warrant=exposure.warrant,
                    due=now,
                )


async def tell_warrant(
    session: Session, instrument: LegalInstrument, now: datetime
) -> list[Delivery]:
    """Return the deliveries that a warrant calls for that was just made public or changed."""
    since = instrument.status_date or instrument.made_public or instrument.issued
    if since is None or not timedelta() <= now.date() - span(since).last <= WARRANT_STALE_AFTER:
        return []
    subscribers = await channels.subscribers(session)
    key_parts = (instrument.kind, instrument.status)
    found = [
        Delivery(
            key=delivery_key(one.channel.id, AlertKind.WARRANT, instrument.id, *key_parts),
            channel=one.channel.id,
            kind=AlertKind.WARRANT,
            subject=instrument.id,
            warrant=instrument.id,
            due=now,
        )
        for one in subscribers
        if one.subscription.filter.wants_subject(instrument.subject)
    ]
    ahead = events.EventQuery(first=now.date(), actors=[instrument.subject], dated_only=True)
    for event in await events.find(session, ahead):
        if not event.dead:
            exposures = await event_exposures(session, event, now)
            found += exposure_deliveries(event, exposures, subscribers, now)
    return found
