"""One run of the shipped wire on the console, in a process of its own that can be killed.

Arguments: the SQLite file, in which the background is, and the console's journal.
"""

import asyncio
import sys
from pathlib import Path

from bot import playback
from bot.settings import Settings
from bot.shipped import WIRE


async def run(database: Path, journal: Path) -> None:
    """Play what is left of the wire, without pause."""
    settings = Settings(database_url=f"sqlite:///{database}", console_journal=journal)
    wire = playback.replay_of(WIRE, None, None)
    await playback.play(settings, wire, 0, print, lambda *_: None)


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), Path(sys.argv[2])))
