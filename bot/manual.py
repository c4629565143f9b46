"""What the manual page shows as output: the examples answered, as it was known on a day of 2024."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import ReplayClock
from bot.commands.spec import Command, Reply, Request
from bot.commands.table import COMMANDS
from bot.counter import Counter
from bot.flow.desk import Desk
from bot.flow.ingest import ingest_item
from bot.playback import replay_of
from bot.root import make_console, open_database
from bot.settings import Settings
from bot.shipped import WIRE, background, load_shipped
from bot.store.database import Database

AS_OF = datetime(2024, 6, 17, 12, tzinfo=UTC)
"""The day on which the visits to North Korea and Vietnam were announced."""


async def outputs() -> dict[str, tuple[str, str]]:
    """Return an example of each look-up and what it prints, by command."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'manual.db')}"
        settings = Settings(database_url=url, console_journal=Path(folder, "console.jsonl"))
        async with open_database(settings) as database:
            await _learn(database)
            counter = Counter(Desk(database, {}, ReplayClock(AS_OF)))
            return {
                one.name: found
                for one in COMMANDS
                if not one.writes and not one.option("channel")
                if (found := await _answered(counter, one, settings)) is not None
            }


async def _learn(database: Database) -> None:
    wire = replay_of(WIRE, None, AS_OF)
    await load_shipped(database, background(), wire.start, lambda *_: None)
    async with database.writing() as session:
        for item in wire.items:
            await ingest_item(session, item, by="wire", now=AS_OF, tell=False)


async def _answered(
    counter: Counter, command: Command, settings: Settings
) -> tuple[str, str] | None:
    """Return the first example that is answered; none if none is."""
    for example in command.examples:
        reply = await counter.answer_line(example, Request("", {}, AS_OF, "manual"))
        if reply.ok and reply.data is not None:
            return example, _printed(reply, settings)
    return None


def _printed(reply: Reply, settings: Settings) -> str:
    out = StringIO()
    make_console(settings, out=out).show(reply.card, "UTC", AS_OF)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
