"""Listing events in a workspace's own calendar, once an alert about them is sent there.

It comes after the alert and never in its way: what fails is tried again with the next news of the
event. An event whose days are not known, or that was called off, is taken away.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime

import structlog

from bot.domain.dates import anchor
from bot.domain.edtf import Precision
from bot.domain.events import Event
from bot.flow.briefing import Briefing
from bot.flow.desk import Desk
from bot.flow.prepare import Ready
from bot.flow.record import Outcome
from bot.lookup.profile import profile_of
from bot.ports import Entry, Mirror
from bot.store import mirrors
from bot.store.database import Session
from bot.store.mirrors import Listing

log = structlog.get_logger(__name__)


async def mirror(
    desk: Desk, briefing: Briefing, outcomes: Iterable[Outcome], now: datetime
) -> None:
    """List the events of which a batch told, where a subscription asks for it."""
    told = _told(desk, briefing, outcomes)
    if told:
        await asyncio.gather(*(_mirror(desk, briefing, *each, now) for each in told.items()))


def entry_of(event: Event) -> Entry | None:
    """Return an event as a calendar lists it; none where it is off, or its days are not known."""
    dates = event.dates
    begins, ends = anchor(dates), dates.over
    if event.dead or dates.precision is not Precision.DAY or dates.approximate:
        return None
    if begins is None or ends is None or ends <= begins.instant:
        return None
    return Entry(event.title, begins.instant, ends, event.place.name if event.place else None)


def _told(desk: Desk, briefing: Briefing, outcomes: Iterable[Outcome]) -> dict[Listing, set[str]]:
    """Return the events of which calendars may be told, and the channels that heard of them."""
    found: dict[Listing, set[str]] = {}
    for one in outcomes:
        ready = one.prepared
        if one.sent is None or not isinstance(ready, Ready):
            continue
        place = briefing.channels[ready.delivery.channel]
        if not any(wish.mirror for wish in briefing.wishes_of(place.id)):
            continue
        if not isinstance(desk.platforms[place.platform], Mirror):
            continue
        for subject in {ready.delivery.subject, *(each.delivery.subject for each in ready.knows)}:
            if subject in briefing.events:
                listing = Listing(place.platform, place.workspace, subject)
                found.setdefault(listing, set()).add(place.id)
    return found


async def _mirror(
    desk: Desk, briefing: Briefing, one: Listing, channels: set[str], now: datetime
) -> None:
    event = briefing.events[one.event]
    entry = entry_of(event)
    if entry is not None and entry.starts <= now:
        return  # it goes on, or is over: a calendar has it as it was announced
    async with desk.database.writing() as session:
        if not await _wanted(session, briefing, one, channels, now):
            return
        claimed = await mirrors.claim(session, one, event.revision)
    if claimed is None or (entry is None and claimed[0] is None):
        return
    known = await _shown(desk, one, entry, claimed[0])
    async with desk.database.writing() as session:
        if known is None:
            await mirrors.release(session, one)
        else:
            await mirrors.put(session, one, *known)


async def _wanted(
    session: Session, briefing: Briefing, one: Listing, channels: set[str], now: datetime
) -> bool:
    """Whether a subscription asks for it; what is listed is kept up to date wherever it leads."""
    if await mirrors.listed(session, one):
        return True
    profile = await profile_of(session, briefing.events[one.event], now)
    wishes = [wish for channel in channels for wish in briefing.wishes_of(channel)]
    return any(wish.mirror and wish.filter.wants(profile) for wish in wishes)


async def _shown(
    desk: Desk, one: Listing, entry: Entry | None, known: str | None
) -> tuple[str | None] | None:
    """Show it; return by what it is known now, none where that failed."""
    platform = desk.platforms[one.platform]
    assert isinstance(platform, Mirror)  # noqa: S101 - only those are asked
    try:
        async with asyncio.timeout(desk.lease.total_seconds()):
            return (await platform.mirror(one.workspace, entry, known),)
    except Exception as failure:  # noqa: BLE001 - whatever it is, alerts go on
        log.warning("not listed", subject=one.event, workspace=one.workspace, reason=str(failure))
        return None
