"""What a channel sets aside: itself for a while, an event, an actor; and takes up again."""

from datetime import datetime, timedelta

from bot.cards.attention import mute_card, pause_card, snooze_card
from bot.commands.meaning import the_actor, the_event
from bot.commands.place import the_channel
from bot.commands.replies import unread
from bot.commands.spec import Reply, Request
from bot.commands.until import read_until
from bot.domain.answers import Named
from bot.domain.channel_answers import MuteAnswer, SnoozeAnswer
from bot.domain.subscription import Channel
from bot.lookup.subscriptions import pause_answer, where
from bot.store import attention, outbox
from bot.store.attention import Pause
from bot.store.database import Session

SNOOZE = timedelta(days=1)
"""For how long an event is set aside, unless somebody says."""


async def answer_pause(session: Session, request: Request) -> Reply:
    """Send a channel nothing for now; what falls due is held."""
    place = await the_channel(session, request)
    until = _until(request, place)
    pause = Pause(until=until, reason=f"by {request.called}", by=request.who, trouble=False)
    await attention.put_pause(session, place.id, request.now, pause)
    return await _paused(session, place, request)


async def answer_resume(session: Session, request: Request) -> Reply:
    """Send a channel again what it is to hear, first what was held."""
    place = await the_channel(session, request)
    for trouble in (False, True):
        await attention.end_pause(session, place.id, trouble=trouble)
    await outbox.let_go(session, place.id, request.now)
    return await _paused(session, place, request)


async def _paused(session: Session, place: Channel, request: Request) -> Reply:
    await session.flush()
    found = await pause_answer(session, place, request.now)
    return Reply(card=pause_card(found), data=found)


def _until(request: Request, place: Channel) -> datetime | None:
    """Return the instant that is meant; none where none is given. Raises NoAnswer."""
    text = request.get("until")
    if text is None:
        return None
    try:
        return read_until(text, request.now, place.zone)
    except ValueError as wrong:
        raise unread(wrong) from wrong


async def answer_snooze(session: Session, request: Request) -> Reply:
    """Let a channel hear nothing of an event for a while."""
    place = await the_channel(session, request)
    event = await the_event(session, request.required("event"), request.now)
    until = _until(request, place) or request.now + SNOOZE
    await attention.put_snooze(session, place.id, event.id, until, request.who)
    return _snoozed(place, Named(id=event.id, name=event.name), until)


async def answer_wake(session: Session, request: Request) -> Reply:
    """Let a channel hear of an event again, first what was held of it."""
    place = await the_channel(session, request)
    event = await the_event(session, request.required("event"), request.now)
    await attention.end_snooze(session, place.id, event.id)
    await outbox.let_go(session, place.id, request.now, subject=event.id)
    return _snoozed(place, Named(id=event.id, name=event.name), None)


def _snoozed(place: Channel, event: Named, until: datetime | None) -> Reply:
    found = SnoozeAnswer(channel=where(place), event=event, until=until)
    return Reply(card=snooze_card(found), data=found)


async def answer_mute(session: Session, request: Request) -> Reply:
    """Let a channel hear nothing of an actor."""
    place = await the_channel(session, request)
    actor = await the_actor(session, request.required("actor"))
    await attention.put_mute(session, place.id, actor.id, request.who)
    return _muted(place, Named(id=actor.id, name=actor.name), muted=True)


async def answer_unmute(session: Session, request: Request) -> Reply:
    """Let a channel hear of an actor again."""
    place = await the_channel(session, request)
    actor = await the_actor(session, request.required("actor"))
    await attention.end_mutes(session, place.id, [actor.id])
    return _muted(place, Named(id=actor.id, name=actor.name), muted=False)


def _muted(place: Channel, actor: Named, *, muted: bool) -> Reply:
    found = MuteAnswer(channel=where(place), actor=actor, muted=muted)
    return Reply(card=mute_card(found), data=found)
