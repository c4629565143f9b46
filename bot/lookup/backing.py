"""Where an answer comes from and how old it is: its sources, and when it was recorded last."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from bot.domain.answers import SourceAnswer
from bot.domain.events import Event
from bot.domain.zones import Instant
from bot.lookup.refs import resolve
from bot.store import events as store
from bot.store.database import Session


class Backing(TypedDict):
    """The fields by which an answer says what it rests on."""

    sources: tuple[SourceAnswer, ...]
    as_of: Instant | None


async def backing(session: Session, events: Sequence[Event], more: Iterable[str] = ()) -> Backing:
    """Return what an answer rests on: these events, and sources besides."""
    wanted = list(dict.fromkeys([*(one for event in events for one in event.sources), *more]))
    refs = await resolve(session, sources=wanted)
    revised = await store.last_revised(session, [one.id for one in events]) if events else None
    return Backing(sources=refs.source_list(wanted), as_of=revised)
