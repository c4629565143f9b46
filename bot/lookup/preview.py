"""What a channel got in the last days, what waits for it, and what it will get in the next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.cadence import MORNING, offset_length
from bot.domain.channel_answers import ComingAnswer, PreviewAnswer
from bot.domain.delivery import DeliveryState
from bot.domain.events import Event, EventKind
from bot.domain.subscription import Channel
from bot.lookup.ahead import Calendar
from bot.lookup.deliveries import delivery_answers
from bot.lookup.profile import profiles_of
from bot.lookup.subscriptions import where
from bot.lookup.why import calendar_of
from bot.store import events, journal, turns
from bot.store.database import Session
from bot.store.journal import Entry

_MORNING_MARGIN = timedelta(days=2)
"""A morning in the channel's zone lies this near to the event's anchor at most."""


async def preview(session: Session, place: Channel, days: int, now: datetime) -> PreviewAnswer:
    """Say what a channel got in the last `days`, what waits, and what the next will bring."""
    calendar = await calendar_of(session, place, now)
    since, until = now - timedelta(days=days), now + timedelta(days=days)
    entries = await journal.entries_since(session, place.id, since)
    coming = await _of_events(session, calendar, now, until)
    coming += calendar.digests(now, until)
    return PreviewAnswer(
        channel=where(place),
        days=days,
        pause=calendar.pause,
        got=await delivery_answers(session, _got(entries)),
        waiting=await delivery_answers(session, [one for one in entries if one.waits]),
        missed=await delivery_answers(session, [one for one in entries if _missed(one)]),
        coming=tuple(sorted(coming, key=lambda one: (one.at, one.event or ""))),
    )


def _got(entries: Sequence[Entry]) -> list[Entry]:
    sent = [one for one in entries if one.delivery.state is DeliveryState.SENT]
    return sorted(sent, key=lambda one: one.delivery.sent_at or one.delivery.due)


def _missed(entry: Entry) -> bool:
    return entry.delivery.state in (DeliveryState.FAILED, DeliveryState.SKIPPED)


async def _of_events(
    session: Session, calendar: Calendar, now: datetime, until: datetime
) -> list[ComingAnswer]:
    near = await _near(session, calendar, now, until)
    trips = [one.id for one in near.values() if one.kind is EventKind.TRIP]
    with_legs = {one.broader for one in await events.parts(session, trips)}
    told = [one for one in near.values() if one.id not in with_legs]  # of a trip, its legs
    found: list[ComingAnswer] = []
    for profile in await profiles_of(session, told, now):
        wanting = [one for one in calendar.wishes if one.filter.wants(profile)]
        coming = calendar.of_event(profile.event, wanting, now)
        found += [one for one in coming if one.at <= until]
    return found


async def _near(
    session: Session, calendar: Calendar, now: datetime, until: datetime
) -> dict[str, Event]:
    """Return the events of which something may fall due in a stretch of time."""
    offsets = {offset for one in calendar.wishes for offset in one.reminders}
    lengths = [offset_length(one) for one in offsets if one != MORNING]
    windows = [(now + one, until + one) for one in lengths]
    if MORNING in offsets:
        windows.append((now - _MORNING_MARGIN, until + _MORNING_MARGIN))
    found = [
        *(await turns.anchored_between(session, windows) if windows else ()),
        *await turns.starting_between(session, now, until),
        *await turns.ending_between(session, now, until),
    ]
    return {one.id: one for one in found} if calendar.wishes else {}
