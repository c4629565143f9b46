"""The digest: what is under way, what is coming, what changed, and who claims what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.cards.card import Card
from bot.cards.digest import digest_card
from bot.cards.picture import Picture
from bot.domain.alerts import AlertKind
from bot.domain.answers import ChangeAnswer, ClaimAnswer, EventSummary
from bot.domain.dates import anchor
from bot.domain.delivery import Delivery
from bot.domain.events import Event, EventKind, EventStatus
from bot.domain.subscription import Subscription
from bot.domain.theme import Theme
from bot.domain.zones import local_day
from bot.flow.audience import is_news
from bot.lookup.claims import claims_between
from bot.lookup.event import event_summary
from bot.lookup.history import change_answers
from bot.lookup.profile import profiles_of
from bot.lookup.timeline import Window, put_off_events, timeline
from bot.pictures.of import timeline_picture
from bot.store import channels, events, outbox
from bot.store.database import Session

HORIZON = timedelta(days=7)
"""How far a digest looks ahead."""

PICTURED = timedelta(weeks=4)
"""How far its picture looks ahead."""
_MONDAY = 0

LOOK_BACK = timedelta(days=1)
"""How far the first digest of a channel looks back; later ones go back to the one before."""


async def compose_digest(
    session: Session, delivery: Delivery, now: datetime, *, late: bool
) -> Card | None:
    """Return the digest of a channel; none if there is nothing to say and that is not wanted."""
    channel = await channels.channel(session, delivery.channel)
    wishes = [one.subscription for one in await channels.subscribers_of(session, delivery.channel)]
    wishes = [one for one in wishes if one.digests]
    if channel is None or not wishes:
        return None
    day = local_day(now, channel.zone)
    before = await outbox.last_sent(session, channel.id, AlertKind.DIGEST)
    since = before or now - LOOK_BACK
    near = await _wanted(session, await _near(session, day), wishes, now)
    under_way = tuple(event_summary(one) for one in near if _under_way(one, now))
    coming = tuple(event_summary(one) for one in near if _coming(one, now))
    changed = await _changed(session, wishes, since, now)
    claims = await _new_claims(session, wishes, local_day(since, channel.zone), day)
    if not (under_way or coming or changed or claims or any(one.empty_digests for one in wishes)):
        return None
    card = digest_card(day, channel.zone, under_way, coming, changed, claims, late=late)
    if local_day(delivery.due, channel.zone).weekday() != _MONDAY:
        return card
    return replace(card, picture=await _picture(session, wishes, day, now))


async def _picture(
    session: Session, wishes: list[Subscription], day: date, now: datetime
) -> Picture | None:
    """Return the picture of who is where, for those of the subscriptions that ask for it."""
    asking = [one for one in wishes if one.picture is not None]
    if not asking:
        return None
    window = Window(day, day + PICTURED - timedelta(days=1), day)
    query = events.EventQuery(first=window.first, last=window.last, dated_only=True)
    found = [
        *await events.find(session, query),
        *await put_off_events(session, events.EventQuery()),
    ]
    wanted = await _wanted(session, found, asking, now)
    answer = await timeline(session, wanted, window, now)
    return timeline_picture(answer, asking[0].picture or Theme.LIGHT)


async def _near(session: Session, day: date) -> list[Event]:
    """Return what may go on or begin within the horizon; a trip's legs stand for the trip."""
    query = events.EventQuery(first=day - timedelta(days=1), last=day + HORIZON, dated_only=True)
    found = await events.find(session, query)
    trips = [one.id for one in found if one.kind is EventKind.TRIP]
    with_legs = {one.broader for one in await events.parts(session, trips)}
    return [one for one in found if one.id not in with_legs]


async def _wanted(
    session: Session, found: Iterable[Event], wishes: list[Subscription], now: datetime
) -> list[Event]:
    profiles = await profiles_of(session, list(found), now)
    return [one.event for one in profiles if any(wish.filter.wants(one) for wish in wishes)]


def _under_way(event: Event, now: datetime) -> bool:
    if event.status is EventStatus.UNDER_WAY:
        return True
    begins, over = anchor(event.dates), event.dates.over
    if event.dead or event.status is EventStatus.OCCURRED or begins is None:
        return False  # "in June" is not under way since the 1st
    return begins.instant <= now and over is not None and now < over


def _coming(event: Event, now: datetime) -> bool:
    begun = event.status in (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
    begins, over = event.dates.begins, event.dates.over
    if begun or event.dead or begins is None:
        return False
    still_open = anchor(event.dates) is None and over is not None and now < over
    return begins > now or still_open


async def _changed(
    session: Session, wishes: list[Subscription], since: datetime, now: datetime
) -> tuple[tuple[EventSummary, tuple[ChangeAnswer, ...]], ...]:
    """Return what changed since the digest before, each event once, with all its changes."""
    changes: dict[str, list[ChangeAnswer]] = {}
    latest: dict[str, Event] = {}
    for revision in await events.revisions_between(session, since, now):
        if not is_news(revision, revision.at):
            continue
        changes.setdefault(revision.event.id, []).extend(
            await change_answers(session, revision.changes)
        )
        latest[revision.event.id] = revision.event
    wanted = await _wanted(session, latest.values(), wishes, now)
    return tuple((event_summary(one), tuple(changes[one.id])) for one in wanted)


async def _new_claims(
    session: Session, wishes: list[Subscription], first: date, last: date
) -> tuple[ClaimAnswer, ...]:
    """Return what was said about or by those whom the channel watches; or by anybody."""
    if all(one.filter.exposure_only or one.filter.bound_only for one in wishes):
        return ()
    watched = {actor for one in wishes for actor in one.filter.actors}
    everybody = any(not one.filter.actors for one in wishes)
    found = await claims_between(session, first, last)
    return tuple(
        one
        for one in found
        if everybody or watched & {one.claimant, *(each.id for each in one.about)}
    )
