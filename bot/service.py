"""The running service: the schedule turns, the console prompts, and a signal ends it in order."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from adapters.console.commands import prompt_loop
from bot.adapter import NotConfigured
from bot.cards.card import Card
from bot.clock import Clock
from bot.commands.spec import TERMINAL, Request
from bot.root import House
from bot.schedule import Schedule
from bot.store import channels

Say = Callable[[str], None]


async def serve(house: House, say: Say, *, interactive: bool) -> None:
    """Run until SIGTERM or SIGINT, or until the prompt is left."""
    async with _calendars(house):
        for line in await _greeting(house):
            say(line)
        house.console.restore()
        schedule = Schedule(house.desk)
        await schedule.start()
        try:
            async with _stop_signal() as stopped:
                if interactive:
                    await _first_of(stopped.wait(), prompt(house, house.desk.clock))
                else:
                    await stopped.wait()
        finally:
            await schedule.stop()


@asynccontextmanager
async def _calendars(house: House) -> AsyncIterator[None]:
    """Serve calendars where the settings say so. Raises NotConfigured."""
    settings, desk = house.settings, house.desk
    if not (settings.feed_port and desk.plans):
        yield
        return
    from bot.feed.site import serving  # noqa: PLC0415 - an HTTP server, which no look-up needs

    async with AsyncExitStack() as stack:
        feeds = serving(house.database, desk.clock, settings.feed_host, settings.feed_port)
        try:
            await stack.enter_async_context(feeds)
        except OSError as taken:
            raise NotConfigured(f"DRAGOMAN_FEED_PORT cannot be used: {taken}") from taken
        yield


async def _greeting(house: House) -> list[str]:
    lines = [f"{name.title()}: not connected. {why}" for name, why in house.left_out.items()]
    chats = [name for name in house.desk.platforms if name != house.console.name]
    lines += [f"{name.title()}: connected." for name in chats]
    async with house.database.reading() as session:
        names = [
            one.name
            for one in await channels.channels(session)
            if one.platform == house.console.name
        ]
    where = ", ".join(names) or "no channel yet: load a file with a section channels:"
    if house.settings.feed_port and house.desk.plans:
        lines.append(f"Calendars: served at {house.desk.feeds}.")
    return [*lines, f"Console: running ({where}). Ctrl-D or Ctrl-C ends it."]


async def prompt(house: House, clock: Clock) -> None:
    """Read slash commands at the terminal and answer them, until the prompt is left."""

    async def ask(line: str) -> Card:
        request = Request("", {}, clock.now(), TERMINAL)
        return (await house.counter.answer_line(line, request)).card

    def show(card: Card) -> None:
        house.console.show(card, house.settings.console_zone, clock.now())

    history = house.settings.console_journal.with_name("prompt-history")
    await prompt_loop(ask, show, history=history)


@asynccontextmanager
async def _stop_signal() -> AsyncIterator[asyncio.Event]:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    for one in signals:
        loop.add_signal_handler(one, stopped.set)
    try:
        yield stopped
    finally:
        for one in signals:
            loop.remove_signal_handler(one)


async def _first_of(*waits: Coroutine[None, None, object]) -> None:
    """Wait for the first to end, and end the others."""
    tasks = [asyncio.ensure_future(one) for one in waits]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for task in done:
        task.result()


def at_terminal() -> bool:
    """Whether somebody sits there, to read and to type."""
    return sys.stdin.isatty() and sys.stdout.isatty()
