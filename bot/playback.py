"""A wire played on the console through the real pipeline, and the count of what it came to."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.clock import ReplayClock
from bot.commands.spec import Request
from bot.flow.load import Progress
from bot.flow.seedfile import read_seed
from bot.flow.tally import Seen, Tally, summary, tally
from bot.replay import Ask, Replay, Typed, at_speed, no_pause, run_replay, whole_replay
from bot.root import House, open_database, open_house
from bot.service import prompt
from bot.settings import Settings
from bot.shipped import background, is_empty, load_shipped

Say = Callable[[str], None]


def replay_of(file: Path, start: datetime | None, until: datetime | None) -> Replay:
    """Return the replay of a file's wire. Raises BadSeed, CannotReplay."""
    return whole_replay(read_seed(file).content.wire, start, until)


async def play(
    settings: Settings, replay: Replay, speed: float, say: Say, progress: Progress
) -> Tally:
    """Play a wire, or what is left of it, at `speed` (0: without pause), and say the sums."""
    await _prepare(settings, replay, progress)
    clock = ReplayClock(replay.start)
    async with open_house(settings, clock, alone=True) as house:
        with house.database.alone():
            return await _play(house, clock, replay, speed, say)


async def play_and_prompt(
    settings: Settings, replay: Replay, speed: float, say: Say, progress: Progress
) -> Tally:
    """Play a wire, then answer slash commands as of its end, until the prompt is left."""
    await _prepare(settings, replay, progress)
    clock = ReplayClock(replay.start)
    async with open_house(settings, clock, alone=True) as house:
        with house.database.alone():
            found = await _play(house, clock, replay, speed, say)
            say(f"It is {clock.now():%-d %B %Y} here. Type /help, or /actor putin; Ctrl-D ends.")
            await prompt(house, clock)
            return found


async def _prepare(settings: Settings, replay: Replay, progress: Progress) -> None:
    """Give an empty database the shipped background, as of the replay's beginning."""
    async with open_database(settings) as database:
        if settings.shipped_seeds and await is_empty(database):
            await load_shipped(database, background(), replay.start, progress)


async def _play(house: House, clock: ReplayClock, replay: Replay, speed: float, say: Say) -> Tally:
    house.console.restore()
    pause = at_speed(speed) if speed else no_pause
    await run_replay(house.desk, clock, replay, pause, _asking(house, say))
    async with house.database.reading() as session:
        posted = [Seen(one.address, one.token) for one in house.console.posted() if one.shown]
        found = await tally(session, posted)
    span = f"{replay.start:%-d %B %Y} to {replay.until:%-d %B %Y}"
    say(f"Replayed {span}: {found.total} messages. {summary(found)}")
    return found


def _asking(house: House, say: Say) -> Ask:
    """Return what answers people in the replay, as they would see it."""

    async def ask(typed: Typed) -> None:
        now = house.desk.clock.now()
        say(f"{typed.who} types in the channel {typed.channel}: /{typed.line}")
        request = Request("", {}, now, typed.who, typed.channel)
        reply = await house.counter.answer_line(typed.line, request)
        house.console.show(reply.card, house.settings.console_zone, now)

    return ask
