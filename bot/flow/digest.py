"""The digest: what is under way, what is coming, what changed, and who claims what."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.cards.card import Card
from bot.cards.digest import digest_card
from bot.domain.answers import ChangeAnswer, ClaimAnswer, EventSummary
from bot.domain.delivery import Delivery
from bot.domain.events import Event, EventKind, EventStatus
from bot.domain.subscription import Filter
from bot.domain.zones import local_day
from bot.flow.audience import is_news
from bot.lookup.claims import claims_between
from bot.lookup.event import event_summary
from bot.lookup.exposure import event_exposures
from bot.lookup.history import revision_answer
from bot.store import channels, events
from bot.store.database import Session

HORIZON = timedelta(days=7)
"""How far a daily digest looks ahead."""

LOOK_BACK = timedelta(days=1)
"""How far it looks back: to the digest before."""


async def compose_digest(
    session: Session, delivery: Delivery, now: datetime, *, late: bool
) -> Card | None:
    """Return the digest of a subscription for the day of `delivery`; none if it is gone."""
    subscription = await channels.subscription(session, delivery.subject)
    channel = await channels.channel(session, delivery.channel)
    if subscription is None or channel is None:
        return None
    day = local_day(now, channel.zone)
    near = await _wanted(session, await _near(session, day), subscription.filter, now)
    claims = () if subscription.filter.exposure_only else await _new_claims(session, day)
    return digest_card(
        day,
        channel.zone,
        under_way=tuple(event_summary(one) for one in near if _under_way(one, now)),
        coming=tuple(event_summary(one) for one in near if _coming(one, now)),
        changed=await _changed(session, subscription.filter, now),
        claims=claims,
        late=late,
    )


async def _near(session: Session, day: date) -> list[Event]:
    """Return what may go on or begin within the horizon; a trip's legs stand for the trip."""
    query = events.EventQuery(first=day - timedelta(days=1), last=day + HORIZON, dated_only=True)
    found = await events.find(session, query)
    trips = [one.id for one in found if one.kind is EventKind.TRIP]
    with_legs = {one.broader for one in await events.parts(session, trips)}
    return [one for one in found if one.id not in with_legs]


async def _wanted(
    session: Session, found: Iterable[Event], wish: Filter, now: datetime
) -> list[Event]:
    kept = []
    for event in found:
        exposed = bool(await event_exposures(session, event, now))
        if wish.wants_event(event, exposed=exposed):
            kept.append(event)
    return kept


def _under_way(event: Event, now: datetime) -> bool:
    if event.status is EventStatus.UNDER_WAY:
        return True
    begins, over = event.dates.begins, event.dates.over
    ahead_or_over = event.dead or event.status is EventStatus.OCCURRED
    return not ahead_or_over and begins is not None and begins <= now and bool(over and now < over)


def _coming(event: Event, now: datetime) -> bool:
    begun = event.status in (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
    begins = event.dates.begins
    return not (begun or event.dead) and begins is not None and begins > now


async def _changed(
    session: Session, wish: Filter, now: datetime
) -> tuple[tuple[EventSummary, tuple[ChangeAnswer, ...]], ...]:
    """Return what changed since the digest before, each event once, with all its changes."""
    changes: dict[str, list[ChangeAnswer]] = {}
    latest: dict[str, Event] = {}
    for revision in await events.revisions_between(session, now - LOOK_BACK, now):
        if not is_news(revision, now):
            continue
        answer = await revision_answer(session, revision.event.id, revision.number)
        changes.setdefault(revision.event.id, []).extend(answer.changes if answer else ())
        latest[revision.event.id] = revision.event
    wanted = await _wanted(session, latest.values(), wish, now)
    return tuple((event_summary(one), tuple(changes[one.id])) for one in wanted)


async def _new_claims(session: Session, day: date) -> tuple[ClaimAnswer, ...]:
    return await claims_between(session, day - LOOK_BACK, day)
