"""Why a channel hears of an event, or does not: every gate between the two, opened or shut."""

from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.domain.channel_answers import ComingAnswer, WhyAnswer, WishAnswer
from bot.domain.events import Event, EventKind
from bot.domain.filters import Profile, only_about
from bot.domain.subscription import Channel, Subscription
from bot.lookup.ahead import Calendar
from bot.lookup.deliveries import delivery_answers
from bot.lookup.event import event_summary
from bot.lookup.profile import profile_of
from bot.lookup.refs import resolve
from bot.lookup.subscriptions import pause_answer, subscription_name, where, wishes_of
from bot.store import attention, events, journal
from bot.store.database import Session

_NOT_CHOSEN = (AlertKind.HELD, AlertKind.DIGEST)
"""Kinds that are about no event."""


async def calendar_of(session: Session, place: Channel, now: datetime) -> Calendar:
    """Return what decides on what a channel is to hear."""
    return Calendar(
        place=place,
        wishes=await wishes_of(session, place),
        pause=await pause_answer(session, place, now),
        snoozes=await attention.snoozed(session, place.id, now),
        muted=await attention.mutes(session, place.id),
    )


async def why(session: Session, event_id: str, place: Channel, now: datetime) -> WhyAnswer | None:
    """Say why a channel hears of an event or does not; none if there is no such event."""
    event = await events.event(session, event_id)
    if event is None:
        return None
    calendar = await calendar_of(session, place, now)
    profile = await profile_of(session, event, now)
    wishes = tuple(_wish(one, profile) for one in calendar.wishes)
    cover = await attention.cover(session, place.id, event.id)
    told = await attention.telling(session, place.id, event.id)
    refs = await resolve(session, actors=calendar.muted & profile.cast)
    entries = await journal.entries_about(session, place.id, event.id)
    by_legs = await _by_legs(session, event)
    ahead = () if by_legs else _ahead(event, calendar, profile, now)
    return WhyAnswer(
        event=event_summary(event),
        channel=where(place),
        wanted=any(one.refusal is None for one in wishes),
        subscriptions=wishes,
        pause=calendar.pause,
        snoozed_until=calendar.snoozes.get(event.id),
        muted=tuple(map(refs.named, sorted(refs.actors))),
        silenced=only_about(event, calendar.muted),
        covered_by=cover.who if cover else None,
        covered_by_name=cover.name if cover else None,
        told_revision=told.revision if told else None,
        message=told.receipt.message if told and told.receipt else None,
        deliveries=await delivery_answers(session, entries),
        ahead=ahead,
        by_legs=by_legs,
    )


async def _by_legs(session: Session, event: Event) -> bool:
    """Whether what falls due of an event is said of its legs: a trip has no hour of its own."""
    return event.kind is EventKind.TRIP and bool(await events.parts(session, [event.id]))


def _wish(one: Subscription, profile: Profile) -> WishAnswer:
    return WishAnswer(
        id=one.id,
        name=subscription_name(one),
        refusal=one.filter.refusal(profile),
        unwanted=tuple(
            kind for kind in AlertKind if kind not in _NOT_CHOSEN and not one.wants_kind(kind)
        ),
    )


def _ahead(
    event: Event, calendar: Calendar, profile: Profile, now: datetime
) -> tuple[ComingAnswer, ...]:
    wanting = [one for one in calendar.wishes if one.filter.wants(profile)]
    return tuple(sorted(calendar.of_event(event, wanting, now), key=lambda one: one.at))
