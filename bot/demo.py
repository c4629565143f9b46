"""The first look: June 2024 replayed on the console, in files of its own, with no token."""

from pathlib import Path

from bot.flow.load import Progress
from bot.playback import Say, play, play_and_prompt, replay_of
from bot.settings import Settings
from bot.shipped import WIRE

HOME = Path(".dragoman")
DATABASE = HOME / "demo.sqlite3"
JOURNAL = HOME / "demo-console.jsonl"

SECONDS = 20
"""How long the replayed month takes."""


async def show(say: Say, progress: Progress, *, interactive: bool) -> None:
    """Replay the month from scratch, then leave a prompt if somebody is there to use it."""
    _clear()
    settings = Settings(
        database_url=f"sqlite:///{DATABASE}", console_journal=JOURNAL, shipped_seeds=True
    )
    replay = replay_of(WIRE, None, None)
    speed = (replay.until - replay.start).total_seconds() / SECONDS
    say("June 2024 on two channels, as it became known. First the background is loaded ...")
    run = play_and_prompt if interactive else play
    await run(settings, replay, speed, say, progress)


def _clear() -> None:
    """Remove what an earlier demo made."""
    for path in (DATABASE, JOURNAL):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
