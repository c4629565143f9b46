"""Who is to hear of something: the deliveries that a revision, a warrant or a meeting calls for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import AlertKind, alert_kind, is_urgent
from bot.domain.answers import ExposureAnswer
from bot.domain.claims import Claim
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.edtf import span
from bot.domain.events import Event
from bot.domain.filters import ANY, Profile
from bot.domain.revision import Revision
from bot.domain.warrants import LegalInstrument
from bot.flow.arrivals import arrival_deliveries, state_number, summit_of
from bot.flow.colocation import meeting_points
from bot.lookup.exposure import event_exposures
from bot.lookup.profile import profile_of
from bot.store import channels, events, facts
from bot.store.channels import Subscriber
from bot.store.database import Session

STALE_AFTER = timedelta(days=2)
"""What became known, or was over, longer ago than this is history and no news."""

WARRANT_STALE_AFTER = timedelta(days=7)

SETTLE = timedelta(seconds=60)
"""How long a change waits for further ones, so that they are told as one; urgent ones do not."""


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
    """Return the deliveries that these revisions call for, exposures and meetings among them."""
    news = [one for one in heard if is_news(one.revision, now)]
    announced_trips = {one.revision.event.id for one in news if one.kind is AlertKind.ANNOUNCED}
    found: list[Delivery] = []
    for one in news:
        event = one.revision.event
        wanting = await wanting_of(session, await profile_of(session, event, now))
        concerned = await _concerned(session, one, wanting, now)
        # A trip's first notice names its legs; a second message each would say nothing new.
        told_by_trip = one.kind is AlertKind.ANNOUNCED and event.broader in announced_trips
        urgent = one.kind is not None and is_urgent(one.kind, event, now)
        due = now if urgent else now + SETTLE
        summit = await summit_of(session, one.before, one.revision, one.kind)
        if summit is not None:
            found += arrival_deliveries(summit, await state_number(session, summit), concerned, due)
        elif one.kind is not None and not told_by_trip:
            found += _revision_deliveries(one, one.kind, concerned, due)
        if not event.dead:
            exposures = await event_exposures(session, event, now)
            told = await _told_by_broader(session, event, now)
            own = [each for each in exposures if (each.warrant, each.state) not in told]
            found += exposure_deliveries(event, own, wanting, due)
            found += await _meeting_deliveries(session, event, wanting, now, due)
    return found


async def wanting_of(session: Session, profile: Profile) -> list[Subscriber]:
    """Return the subscriptions that want an event."""
    candidates = await channels.subscribers(session, profile.keys)
    return [one for one in candidates if one.subscription.filter.wants(profile)]


async def _concerned(
    session: Session, heard: Heard, wanting: list[Subscriber], now: datetime
) -> list[Subscriber]:
    """Return who wants the event as it is, or as it was: they must hear that it no longer is so."""
    if heard.before is None:
        return wanting
    before = await wanting_of(session, await profile_of(session, heard.before, now))
    both = {one.subscription.id: one for one in (*wanting, *before)}
    return list(both.values())


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
    heard: Heard, kind: AlertKind, wanting: Iterable[Subscriber], due: datetime
) -> Iterator[Delivery]:
    event, number = heard.revision.event, heard.revision.number
    for one in wanting:
        if one.subscription.wants_kind(kind):
            yield Delivery(
                key=delivery_key(one.channel.id, kind, event.id, f"r{number}"),
                channel=one.channel.id,
                kind=kind,
                subject=event.id,
                revision=number,
                due=due,
            )


def exposure_deliveries(
    event: Event,
    exposures: Iterable[ExposureAnswer],
    wanting: Iterable[Subscriber],
    due: datetime,
) -> Iterator[Delivery]:
    """Yield the exposure alerts for an event. The same answer is given once, whatever moves."""
    wanting = [one for one in wanting if one.subscription.wants_kind(AlertKind.EXPOSURE)]
    for exposure in (one for one in exposures if one.exposes):
        answer = {True: "bound", False: "not-bound", None: "unknown"}[exposure.bound]
        for one in wanting:
            parts = (event.id, exposure.warrant, answer)
            yield Delivery(
                key=delivery_key(one.channel.id, AlertKind.EXPOSURE, *parts),
                channel=one.channel.id,
                kind=AlertKind.EXPOSURE,
                subject=event.id,
                about=exposure.warrant,
                due=due,
            )


async def _meeting_deliveries(
    session: Session, event: Event, wanting: list[Subscriber], now: datetime, due: datetime
) -> list[Delivery]:
    """Return the alerts that somebody else who is watched is in the same place on the same day."""
    wanting = [one for one in wanting if one.subscription.wants_kind(AlertKind.CO_LOCATION)]
    found: list[Delivery] = []
    for other in await meeting_points(session, event) if wanting else ():
        profile = await profile_of(session, other, now)
        both = [one for one in wanting if one.subscription.filter.wants(profile)]
        first, second = sorted((event.id, other.id))
        found += [
            Delivery(
                key=delivery_key(one.channel.id, AlertKind.CO_LOCATION, first, second),
                channel=one.channel.id,
                kind=AlertKind.CO_LOCATION,
                subject=first,
                about=second,
                due=due,
            )
            for one in both
        ]
    return found


async def tell_warrant(
    session: Session, instrument: LegalInstrument, now: datetime
) -> list[Delivery]:
    """Return the deliveries that a warrant calls for that was just made public or changed."""
    since = instrument.status_date or instrument.made_public or instrument.issued
    if since is None or not timedelta() <= now.date() - span(since).last <= WARRANT_STALE_AFTER:
        return []
    held = await facts.occupancies_of(session, [instrument.subject])
    offices = {one.post for one in held if one.covers(now.date())}
    parts = (instrument.id, instrument.kind, instrument.status)
    found = [
        Delivery(
            key=delivery_key(one.channel.id, AlertKind.WARRANT, *parts),
            channel=one.channel.id,
            kind=AlertKind.WARRANT,
            subject=instrument.id,
            about=instrument.id,
            due=now,
        )
        for one in await channels.subscribers(session)
        if one.subscription.wants_kind(AlertKind.WARRANT)
        and one.subscription.filter.wants_subject(instrument.subject, offices)
    ]
    ahead = events.EventQuery(first=now.date(), actors=[instrument.subject], dated_only=True)
    for event in await events.find(session, ahead):
        if not event.dead:
            wanting = await wanting_of(session, await profile_of(session, event, now))
            exposures = await event_exposures(session, event, now)
            found += exposure_deliveries(event, exposures, wanting, now)
    return found


async def tell_claims(session: Session, claims: list[Claim], now: datetime) -> list[Delivery]:
    """Return the deliveries for claims and denials, to those who asked for them by kind."""
    found: list[Delivery] = []
    for claim in claims:
        if claim.date is not None and not _lately(claim.date, now):
            continue
        keys = {ANY, *(f"actor:{one}" for one in (claim.claimant, *claim.about))}
        found += [
            Delivery(
                key=delivery_key(one.channel.id, AlertKind.CLAIM, claim.id),
                channel=one.channel.id,
                kind=AlertKind.CLAIM,
                subject=claim.id,
                due=now,
            )
            for one in await channels.subscribers(session, keys)
            if one.subscription.wants_kind(AlertKind.CLAIM)
        ]
    return found


def _lately(day: str, now: datetime) -> bool:
    return now.date() - span(day).last <= STALE_AFTER
