"""Running a recorded wire through the real flow, on a clock that jumps from event to event.

A replay can be killed at any moment and started again: what was taken in, planned and sent is
in the database, and the clock goes on from the planner's watermark.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import ReplayClock
from bot.domain.bundle import WireItem
from bot.flow.deliver import recover
from bot.flow.desk import Desk
from bot.flow.ingest import Intake, Refused, in_order, ingest_item
from bot.flow.plan import WATERMARK
from bot.flow.tick import tick
from bot.store import channels, progress
from bot.store.database import Session

BEGUN = "replay"
"""The watermark that says that a replay of this database has begun, and where."""

AFTERGLOW = timedelta(days=1)
"""How long after its last item a replay goes on, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that somebody types in a channel while a replay goes on."""

    at: datetime
    channel: str
    who: str
    line: str


Ask = Callable[[Typed], Awaitable[None]]
"""Answers what somebody types."""

Pause = Callable[[timedelta], Awaitable[None]]
"""Told how much of the replay's time passes before the next thing happens."""


class CannotReplay(Exception):  # noqa: N818 - the message says why
    """This database is no place for a replay."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Which items, from when to when."""

    before: Sequence[WireItem]
    """What was known already when the replay begins."""
    items: Sequence[WireItem]
    start: datetime
    until: datetime
    typed: Sequence[Typed] = ()
    """What people type meanwhile, in its order."""


def whole_replay(
    items: Sequence[WireItem], start: datetime | None = None, until: datetime | None = None
) -> Replay:
    """Return a replay of all `items` in [start, until]: by default from first to past the last."""
    ordered = in_order(items)
    if not ordered:
        raise CannotReplay("the file has no wire: a replay needs a section wire: with dated items")
    start = start or ordered[0].at
    until = until or ordered[-1].at + AFTERGLOW
    if until <= start:
        raise CannotReplay(
            f"the end {until:%Y-%m-%d} does not lie after the start {start:%Y-%m-%d}"
        )
    return Replay(
        before=[one for one in ordered if one.at < start],
        items=[one for one in ordered if start <= one.at <= until],
        start=start,
        until=until,
    )


def at_speed(speed: float) -> Pause:
    """Return a pause that lets `speed` seconds of the replay pass in each second here."""
    loop = asyncio.get_running_loop()
    began, passed = loop.time(), timedelta()

    async def pause(step: timedelta) -> None:
        nonlocal passed
        passed += step  # counted from the beginning, so that slow work is made up for
        await asyncio.sleep(max(0.0, began + passed.total_seconds() / speed - loop.time()))

    return pause


async def no_pause(_step: timedelta) -> None:
    """Let time pass in no time."""


async def _unheard(_typed: Typed) -> None:
    """Let nobody answer what is typed."""


async def run_replay(
    desk: Desk, clock: ReplayClock, replay: Replay, pause: Pause, ask: Ask = _unheard
) -> Intake:
    """Run a replay, or what is left of it; `clock` is the desk's. Raises CannotReplay."""
    await _begin(desk, clock, replay)
    await recover(desk)
    intake = Intake()
    waiting = await _not_taken_in(desk, replay)
    typed = [one for one in replay.typed if one.at >= clock.now()]
    while True:
        due = await tick(desk)
        heads = [queue[0].at for queue in (waiting, typed) if queue]
        coming = heads if due is None else [due, *heads]
        upcoming = max(min(coming, default=replay.until), clock.now())
        if upcoming > replay.until or (not coming):
            break
        await pause(upcoming - clock.now())
        clock.advance(upcoming)
        while waiting and waiting[0].at <= clock.now():
            async with desk.database.writing() as session:
                intake += await _take_in(session, waiting.pop(0), clock.now())
        while typed and typed[0].at <= clock.now():
            await ask(typed.pop(0))
    await pause(replay.until - clock.now())
    clock.advance(replay.until)
    await tick(desk)
    return intake


async def _begin(desk: Desk, clock: ReplayClock, replay: Replay) -> None:
    """Set the clock to where the replay stands: its start, or where it was stopped."""
    async with desk.database.writing() as session:
        for channel in await channels.channels(session):
            if channel.platform not in desk.platforms:
                raise CannotReplay(
                    f"channel {channel.name} is on {channel.platform}: a replay would post old "
                    "news there; set DRAGOMAN_DATABASE_URL to a database of its own"
                )
        if await progress.watermark(session, BEGUN) is None:
            await _begin_anew(session, replay)
        clock.advance(await progress.watermark(session, WATERMARK) or replay.start)


async def _begin_anew(session: Session, replay: Replay) -> None:
    """Set the watermarks to the start, and take in what was known by then, telling nobody."""
    known = [await progress.taken_in(session, f"wire:{one.id}") for one in replay.items]
    if any(known) or await progress.watermark(session, WATERMARK) is not None:
        raise CannotReplay(
            "this database has been in service or knows the wire already; "
            "set DRAGOMAN_DATABASE_URL to a database of its own"
        )
    for item in replay.before:
        await _take_in(session, item, replay.start, tell=False)
    await progress.set_watermark(session, BEGUN, replay.start)
    await progress.set_watermark(session, WATERMARK, replay.start)


async def _take_in(session: Session, item: WireItem, now: datetime, *, tell: bool = True) -> Intake:
    try:
        return await ingest_item(session, item, by="wire", now=now, tell=tell)
    except Refused as refused:
        raise CannotReplay(f"the item {item.id!r} cannot be taken in: {refused}") from refused


async def _not_taken_in(desk: Desk, replay: Replay) -> list[WireItem]:
    async with desk.database.reading() as session:
        return [
            one
            for one in replay.items
            if await progress.taken_in(session, f"wire:{one.id}") is None
        ]
