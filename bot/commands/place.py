"""Which channel a command is about: the one it is typed in, or at the terminal the one named."""

import re
from collections.abc import Sequence

from bot.commands.replies import NoAnswer, choose, misused, nothing
from bot.commands.spec import TERMINAL, Option, OptionKind, Origin, Reply, Request
from bot.domain.subscription import Channel
from bot.lookup.likeness import nearest_words
from bot.store import channels
from bot.store.database import Session

CHANNEL = Option(
    "channel",
    OptionKind.TEXT,
    "Which channel, by its id, address or name; the only one if left out",
    terminal=True,
)


_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


async def the_channel(session: Session, request: Request) -> Channel:
    """Return the channel that a request is about. Raises NoAnswer."""
    named = request.get(CHANNEL.name)
    if request.who == TERMINAL and (named or request.channel is None):
        return _named(named, await channels.channels(session))
    if named:
        raise NoAnswer(_elsewhere())
    if request.origin is not None:
        known = await _known(session, request.origin)
        return known or _new(request.origin)
    place = await channels.channel(session, request.channel) if request.channel else None
    if place is None or place.workspace != request.workspace:
        raise NoAnswer(misused("this channel is not known here", "type it where Dragoman posts"))
    return place


async def keep_channel(session: Session, request: Request) -> None:
    """Make the channel in which something is changed known, and its new name."""
    if request.origin is None:
        return
    known = await _known(session, request.origin)
    if known is None:
        await channels.put_channel(session, _new(request.origin))
    elif known.name != request.origin.name:
        named = known.model_copy(update={"name": request.origin.name})
        await channels.put_channel(session, named)


async def _known(session: Session, origin: Origin) -> Channel | None:
    return await channels.channel_at(session, origin.platform, origin.workspace, origin.address)


def _new(origin: Origin) -> Channel:
    """Return a channel that nobody has changed anything in yet."""
    stem = f"{origin.platform}-{origin.workspace}-{origin.address}".lower()
    return Channel(
        id=_NOT_IN_SLUG.sub("-", stem).strip("-"),
        platform=origin.platform,
        address=origin.address,
        name=origin.name,
        zone=origin.zone,
        workspace=origin.workspace,
    )


def _elsewhere() -> Reply:
    return misused("only the terminal can name a channel", "type the command in the channel itself")


def _named(name: str | None, known: Sequence[Channel]) -> Channel:
    fits = [one for one in known if name is None or _goes_by(one, name)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise NoAnswer(choose(name or "channel", [(one.id, one.name) for one in fits]))
    if not known:
        raise NoAnswer(
            misused("there is no channel yet", "load a file with a section channels: first")
        )
    by_name = {one.id: one for one in known}
    near = nearest_words(name or "", by_name)
    raise NoAnswer(nothing(name or "", [(one, by_name[one].name) for one in near]))


def _goes_by(place: Channel, name: str) -> bool:
    plain = name.casefold()
    return plain in {
        place.id,
        place.address.casefold(),
        place.address.casefold().removeprefix("#"),
        place.name.casefold(),
    }
