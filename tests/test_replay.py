"""The shipped wire, replayed: nothing lost, nothing twice, also when it is killed on the way.

DRAGOMAN_TEST_KILLS says how often (5, unless told otherwise).
"""

import asyncio
import logging
import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from adapters.console.platform import ConsolePlatform
from bot.clock import ReplayClock
from bot.domain.bundle import WireItem
from bot.domain.subscription import Channel
from bot.flow.audit import audit
from bot.flow.desk import Desk
from bot.flow.ingest import Intake
from bot.flow.tally import Seen, Tally, tally
from bot.playback import replay_of
from bot.replay import (
    AFTERGLOW,
    CannotReplay,
    Replay,
    at_speed,
    no_pause,
    run_replay,
    whole_replay,
)
from bot.shipped import WIRE, background, load_shipped
from bot.store import outbox, progress
from bot.store.database import Database
from tests import replay_process
from tests.fakes.platform import FakePlatform
from tests.stage import ACTORS, Stage, at, visit

KILLS = int(os.environ.get("DRAGOMAN_TEST_KILLS", "5"))
ROOT = Path(__file__).parents[1]
WHILE_THE_TRIP_LASTS = datetime(2024, 6, 19, 12, tzinfo=UTC)
CHANNELS = {"#foreign-desk", "#sanctions"}


def wire(until: datetime | None = None) -> Replay:
    return replay_of(WIRE, None, until)


@dataclass
class Run:
    """A replay of the shipped wire in this process."""

    url: str
    until: datetime | None = None
    platform: FakePlatform = field(default_factory=FakePlatform)

    @property
    def seen(self) -> list[Seen]:
        return [Seen(one.post.address, one.post.token) for one in self.platform.kept.values()]

    async def load(self) -> None:
        database = Database(self.url)
        await load_shipped(database, background(), wire().start, lambda *_: None)
        await database.close()

    async def play(self) -> Intake:
        database = Database(self.url)
        wanted = wire(self.until)
        clock = ReplayClock(wanted.start)
        desk = Desk(database, {self.platform.name: self.platform}, clock)
        intake = await run_replay(desk, clock, wanted, no_pause)
        await database.close()
        return intake

    async def tally(self) -> Tally:
        return await tally_of(self.url, self.seen)


async def tally_of(url: str, seen: list[Seen]) -> Tally:
    database = Database(url)
    async with database.reading() as session:
        found = await tally(session, seen)
    await database.close()
    return found


@pytest.fixture(scope="module")
def background_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was known before the wire begins, and the demo's channels."""
    path = tmp_path_factory.mktemp("background") / "dragoman.db"
    shutil.copyfile(migrated_sqlite, path)
    asyncio.run(Run(f"sqlite:///{path}").load())
    return path


@pytest.fixture(scope="module")
def undisturbed(background_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A replay from one end to the other."""
    path = tmp_path_factory.mktemp("undisturbed") / "dragoman.db"
    shutil.copyfile(background_sqlite, path)
    run = Run(f"sqlite:///{path}")
    asyncio.run(run.play())
    return run


async def test_nothing_is_lost_and_nothing_comes_twice(undisturbed: Run) -> None:
    found = await undisturbed.tally()
    assert (found.lost, found.duplicates) == (0, 0)
    assert found.total >= len(undisturbed.seen) > 100
    assert {one.address for one in undisturbed.seen} == CHANNELS


async def test_every_kind_of_the_first_slice_is_there(undisturbed: Run) -> None:
    sent = (await undisturbed.tally()).sent["#foreign-desk"]
    expected = {"announced", "exposure", "reminder", "rescheduled", "under-way", "concluded"}
    assert expected <= sent.keys()
    assert sent["digest"] == 25  # one for each morning


async def test_again_it_says_nothing_new(undisturbed: Run) -> None:
    before = undisturbed.seen
    assert await undisturbed.play() == Intake()
    assert undisturbed.seen == before


async def test_the_auditor_misses_nothing(undisturbed: Run) -> None:
    database = Database(undisturbed.url)
    async with database.reading() as session:
        found = await audit(session, wire().until)
    await database.close()
    assert found.well, found


async def test_on_postgresql_the_same_is_said(postgres_url: str, undisturbed: Run) -> None:
    run = Run(postgres_url, until=WHILE_THE_TRIP_LASTS)
    await run.load()
    await run.play()
    found = await run.tally()
    assert (found.lost, found.duplicates) == (0, 0)
    assert set(run.seen) <= set(undisturbed.seen)
    said = len(run.seen)
    assert said > 40
    await run.play()
    assert len(run.seen) == said


# Killed, and started again.

_START = 1.5
"""Seconds within which a run has begun to say something, about."""


class Killing:
    """Starts the replay's process again and again, and kills it at random moments."""

    def __init__(self, database: Path, journal: Path, random: Random) -> None:
        self._command = [sys.executable, replay_process.__file__, str(database), str(journal)]
        self._random = random
        self.kills = 0

    def run(self, kills: int, lines: int) -> str:
        """Kill it until it was killed so often or has ended; then let it end.

        About so many `lines` are printed by the last kill. Returns the last line of all.
        """
        while self.kills < kills:
            with self._start() as process:
                self._wait(process, lines / kills)
                process.kill()
                process.stdout.read()
            if process.returncode == 0:
                break
            assert process.returncode == -9
            self.kills += 1
        with self._start() as process:
            said = process.stdout.read()
        assert process.returncode == 0
        return said.decode().splitlines()[-1]

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "DRAGOMAN_SHIPPED_SEEDS": "false"}
        return subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=Path(self._command[2]).parent,
        )

    def _wait(self, process: subprocess.Popen[bytes], mean: float) -> None:
        """Wait for a moment while it starts, or some lines and a moment later."""
        if self._random.random() < 0.2:
            pause = self._random.uniform(0, _START)
        else:
            for _ in range(1 + int(self._random.uniform(0, 2 * mean))):
                if not process.stdout.readline():
                    break
            pause = self._random.uniform(0, 0.05)
        with suppress(subprocess.TimeoutExpired):
            process.wait(pause)


async def test_killed_at_any_moment_it_says_the_same(
    background_sqlite: Path, undisturbed: Run, tmp_path: Path
) -> None:
    database, journal = tmp_path / "dragoman.db", tmp_path / "console.jsonl"
    shutil.copyfile(background_sqlite, database)
    killing = Killing(database, journal, Random(1))  # noqa: S311 - the same each time
    last = killing.run(KILLS, lines=1_000)  # of 1,600, so that it hardly ends before the last
    logging.getLogger(__name__).info("%d kills", killing.kills)
    posted = [Seen(one.address, one.token) for one in ConsolePlatform(journal).posted()]
    assert killing.kills >= KILLS // 2
    assert [one for one, count in Counter(posted).items() if count > 1] == []
    assert last.endswith("duplicates 0, lost 0")
    found = await tally_of(f"sqlite:///{database}", posted)
    assert (found.lost, found.duplicates) == (0, 0)
    # What a kill leaves in doubt at night is looked for in the morning, and told on its own.
    assert await told(f"sqlite:///{database}") == await told(undisturbed.url)


async def told(url: str) -> set[str]:
    """Return the keys of all that was told, alone or bundled after quiet hours."""
    database = Database(url)
    async with database.reading() as session:
        found = await outbox.deliveries(session)
    await database.close()
    return {one.key for one in found if one.state == "sent" and one.kind != "held"}


# What a replay is, and where it is refused.


def item(name: str, moment: str, **facts: object) -> WireItem:
    told = {"id": name, "at": moment, "headline": "News"} | facts
    return WireItem.model_validate(told)


ITEMS = (
    item("second", "2024-06-02T12:00Z", events=[visit().model_dump(exclude={"revision"})]),
    item("first", "2024-06-01T12:00Z"),
)


def test_a_replay_runs_from_the_first_item_to_a_day_past_the_last() -> None:
    found = whole_replay(ITEMS)
    assert (found.start, found.until) == (
        at("2024-06-01 12:00"),
        at("2024-06-02 12:00") + AFTERGLOW,
    )
    assert [one.id for one in found.items] == ["first", "second"]


def test_what_lies_before_its_start_is_known_already() -> None:
    found = whole_replay(ITEMS, at("2024-06-02 00:00"))
    assert [one.id for one in found.before] == ["first"]
    assert [one.id for one in found.items] == ["second"]


def test_what_lies_after_its_end_is_left_out() -> None:
    found = whole_replay(ITEMS, None, at("2024-06-02 00:00"))
    assert [one.id for one in found.items] == ["first"]


@pytest.mark.parametrize("until", ["2024-05-31 00:00", "2024-06-01 12:00"])
def test_an_end_before_the_start_is_refused(until: str) -> None:
    with pytest.raises(CannotReplay, match="does not lie after the start"):
        whole_replay(ITEMS, None, at(until))


def test_a_file_without_a_wire_is_refused() -> None:
    with pytest.raises(CannotReplay, match="a section wire:"):
        whole_replay(())


@pytest.fixture
def stage(sqlite_database: Database) -> Stage:
    """A stage that was never opened: nothing was planned yet."""
    return Stage(sqlite_database)


async def play(stage: Stage, start: datetime | None = None) -> Intake:
    replay = whole_replay(ITEMS, start)
    return await run_replay(stage.desk, stage.clock, replay, no_pause)


async def test_what_was_known_before_its_start_is_not_told(stage: Stage) -> None:
    await stage.take_in(actors=ACTORS)
    await stage.channel()
    await play(stage, at("2024-06-02 13:00"))
    assert stage.said() == []


async def test_what_becomes_known_is_told(stage: Stage) -> None:
    await stage.take_in(actors=ACTORS)
    await stage.channel()
    assert (await play(stage)).queued == 1
    assert stage.said() == ["Announced: The visit (Pyongyang)"]


async def test_a_database_in_service_is_no_place_for_a_replay(stage: Stage) -> None:
    await stage.open()
    with pytest.raises(CannotReplay, match="has been in service"):
        await play(stage)


async def test_a_channel_of_a_real_platform_is_no_place_for_a_replay(stage: Stage) -> None:
    place = Channel(id="desk", platform="slack", address="C1", name="desk")
    await stage.take_in(channels=[place])
    with pytest.raises(CannotReplay, match="would post old news there"):
        await play(stage)


async def test_an_item_that_cannot_be_taken_in_stops_it_and_is_named(stage: Stage) -> None:
    replay = whole_replay([item("bad", "2024-06-01T13:00Z", changes=[{"event": "no-such-one"}])])
    with pytest.raises(CannotReplay, match="the item 'bad' cannot be taken in"):
        await run_replay(stage.desk, stage.clock, replay, no_pause)
    async with stage.database.reading() as session:
        assert await progress.taken_in(session, "wire:bad") is None


async def test_at_a_speed_the_time_of_the_replay_passes_so_much_faster(mocker) -> None:
    slept = mocker.patch("bot.replay.asyncio.sleep")
    loop = mocker.patch("bot.replay.asyncio.get_running_loop").return_value
    loop.time.side_effect = [100.0, 100.5, 101.5]
    pause = at_speed(3600)
    await pause(timedelta(hours=1))
    await pause(timedelta(hours=1))
    assert [call.args[0] for call in slept.call_args_list] == [0.5, 0.5]  # slow work is made up for
