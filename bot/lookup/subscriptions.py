"""What a channel wants and what it set aside, with the names behind the ids."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.domain.answers import Named
from bot.domain.channel_answers import (
    ChannelAnswer,
    PauseAnswer,
    SnoozeAnswer,
    SubscriptionAnswer,
    Where,
)
from bot.domain.countries import country_name
from bot.domain.subscription import Channel, Subscription, next_digest
from bot.lookup.refs import Refs, resolve
from bot.store import attention, channels, events
from bot.store.database import Session


def where(place: Channel) -> Where:
    """Say which channel an answer is about."""
    return Where(id=place.id, name=place.name, zone=place.zone)


def subscription_id(place: Channel, name: str) -> str:
    """Return the id of the subscription that a channel calls `name`."""
    return f"{place.id}-{name}"


def subscription_name(one: Subscription) -> str:
    """Return what a subscription is called in its channel."""
    return one.id.removeprefix(f"{one.channel}-")


async def wishes_of(session: Session, place: Channel) -> tuple[Subscription, ...]:
    """Return the subscriptions of a channel."""
    return tuple(one.subscription for one in await channels.subscribers_of(session, place.id))


async def subscription_answers(
    session: Session, place: Channel, wishes: Iterable[Subscription], now: datetime
) -> tuple[SubscriptionAnswer, ...]:
    """Say what subscriptions of a channel want."""
    wishes = tuple(wishes)
    refs = await resolve(session, actors={actor for one in wishes for actor in one.filter.actors})
    return tuple(_answer(place, one, refs, now) for one in wishes)


def _answer(place: Channel, one: Subscription, refs: Refs, now: datetime) -> SubscriptionAnswer:
    wanted = one.filter
    digests = one.digests if one.wants_kind(AlertKind.DIGEST) else ()
    return SubscriptionAnswer(
        id=one.id,
        name=subscription_name(one),
        channel=where(place),
        actors=tuple(map(refs.named, wanted.actors)),
        countries=tuple(Named(id=code, name=country_name(code)) for code in wanted.countries),
        regions=wanted.regions,
        kinds=wanted.kinds,
        certainty=wanted.least_certainty,
        exposure_only=wanted.exposure_only,
        bound_only=wanted.bound_only,
        warrants=wanted.warrants,
        alerts=one.alerts,
        reminders=one.reminders,
        digests=one.digests,
        empty_digests=one.empty_digests,
        quiet=one.quiet,
        mentions=one.mentions,
        locale=one.locale,
        style=one.style,
        mirror=one.mirror,
        picture=one.picture,
        next_digest=next_digest(digests, place.zone, now),
    )


async def pause_answer(session: Session, place: Channel, now: datetime) -> PauseAnswer:
    """Say whether a channel is paused; a pause that has run out is none."""
    found = await attention.pause(session, place.id, trouble=True)
    if found is None:
        found = await attention.pause(session, place.id, trouble=False)
    over = found is not None and found.until is not None and found.until <= now
    if found is None or over:
        return PauseAnswer(channel=where(place), paused=False)
    return PauseAnswer(
        channel=where(place),
        paused=True,
        until=found.until,
        reason=found.reason,
        by=found.by,
        trouble=found.trouble,
    )


async def channel_answer(session: Session, place: Channel, now: datetime) -> ChannelAnswer:
    """Say all that a channel wants, and all that it set aside."""
    snoozed = await attention.snoozed(session, place.id, now)
    known = await events.events_by_id(session, snoozed)
    muted = await attention.mutes(session, place.id)
    refs = await resolve(session, actors=muted)
    return ChannelAnswer(
        channel=where(place),
        subscriptions=await subscription_answers(
            session, place, await wishes_of(session, place), now
        ),
        pause=await pause_answer(session, place, now),
        snoozed=tuple(
            SnoozeAnswer(
                channel=where(place),
                event=Named(id=one, name=known[one].title if one in known else one),
                until=until,
            )
            for one, until in snoozed.items()
        ),
        muted=tuple(map(refs.named, sorted(muted))),
    )
