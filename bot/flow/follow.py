"""Following what becomes of channels: renamed, closed, open again."""

from datetime import datetime

from bot.domain.subscription import Channel
from bot.flow.hold import FOREVER
from bot.flow.record import PROBE
from bot.ports import ChannelNews, Happening
from bot.store import attention, channels, outbox
from bot.store.attention import Pause
from bot.store.database import Session


async def follow(session: Session, news: ChannelNews, now: datetime) -> None:
    """Take note of what became of a channel, or of all channels of a workspace.

    To a channel that is closed nothing is sent, and nothing for it is lost: it is held, and one
    message is tried from time to time, in case nobody tells that the channel is open again.
    """
    for one in await _concerned(session, news):
        match news.happening:
            case Happening.RENAMED:
                named = one.model_copy(update={"name": news.name or one.name})
                await channels.put_channel(session, named)
            case Happening.CLOSED:
                await _close(session, one, news.reason, now)
            case Happening.LEFT:
                await _close(session, one, news.reason, now)
                await attention.put_left(session, one.id, now)
            case Happening.OPENED:
                await _open(session, one, now)


async def concerns(session: Session, news: ChannelNews) -> bool:
    """Return whether there is anything to note: most of what opens was not closed."""
    known = [one.id for one in await _concerned(session, news)]
    if news.happening is not Happening.OPENED:
        return bool(known)
    return bool(known and await attention.pauses(session, known, trouble=True))


async def _close(session: Session, one: Channel, reason: str, now: datetime) -> None:
    pause = Pause(until=None, reason=reason, by="dragoman", trouble=True)
    await attention.put_pause(session, one.id, now, pause)
    await outbox.hold_channel(session, one.id, reason, FOREVER, but=())
    await outbox.keep_probing(session, one.id, now + PROBE)


async def _open(session: Session, one: Channel, now: datetime) -> None:
    if await attention.end_pause(session, one.id, trouble=True):
        await outbox.let_go(session, one.id, now)


async def _concerned(session: Session, news: ChannelNews) -> tuple[Channel, ...]:
    if news.address is None:
        return await channels.workspace_channels(session, news.platform, news.workspace)
    found = await channels.channel_at(session, news.platform, news.workspace, news.address)
    return (found,) if found else ()
