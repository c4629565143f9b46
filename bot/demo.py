"""The first look: June 2024 replayed on the console, in files of its own, with no token."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.flow.load import Progress
from bot.playback import Say, play, play_and_prompt, replay_of
from bot.replay import Typed
from bot.settings import Settings
from bot.shipped import WIRE

HOME = Path(".dragoman")
DATABASE = HOME / "demo.sqlite3"
JOURNAL = HOME / "demo-console.jsonl"

TYPED = (
    Typed(
        datetime(2024, 6, 17, 12, tzinfo=UTC), "foreign-desk", "ada", "claim putin-north-korea-2024"
    ),
    Typed(
        datetime(2024, 6, 17, 12, 1, tzinfo=UTC),
        "foreign-desk",
        "bob",
        "claim putin-north-korea-2024",
    ),
    Typed(
        datetime(2024, 6, 17, 12, 2, tzinfo=UTC),
        "foreign-desk",
        "bob",
        "why putin-north-korea-2024",
    ),
)
"""What two people at the desk do while it goes on: one covers a visit, the other learns of it."""

SECONDS = 20
"""How long the replayed month takes."""


async def show(say: Say, progress: Progress, *, interactive: bool) -> None:
    """Replay the month from scratch, then leave a prompt if somebody is there to use it."""
    _clear()
    settings = Settings(
        database_url=f"sqlite:///{DATABASE}", console_journal=JOURNAL, shipped_seeds=True
    )
    replay = replace(replay_of(WIRE, None, None), typed=TYPED)
    speed = (replay.until - replay.start).total_seconds() / SECONDS
    say("June 2024 on two channels, as it became known. First the background is loaded ...")
    run = play_and_prompt if interactive else play
    await run(settings, replay, speed, say, progress)


def _clear() -> None:
    """Remove what an earlier demo made."""
    for path in (DATABASE, JOURNAL):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
