"""The whole service as a person starts it, in processes of its own, before a loopback Slack."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import bot
from tests.adapters.slack.front import Front
from tests.fakes.slack import seen
from tests.fakes.slack.server import APP_TOKEN, TOKEN

LEAVING = 10
"""Seconds within which the service has to end."""
PATIENCE = 20
"""For a process on a busy machine."""

ADD = ("add", "An envoy in Oslo", "visit", "--country", "norway", "--on", "2031-03")
POSTPONE = ("postpone", "an-envoy-in-oslo")
"""What is postponed is told at once; other news waits a minute for more of it."""


@pytest.fixture
def home(tmp_path, slack, migrated_sqlite):
    """A folder with a database, in which every process is started."""
    (tmp_path / "dragoman.db").write_bytes(migrated_sqlite.read_bytes())
    return Home(tmp_path, slack)


class Home:
    """Starts `dragoman …` with the settings of this place, and none of the developer's own."""

    def __init__(self, folder, slack) -> None:
        self._folder = folder
        own = {name: value for name, value in os.environ.items() if "DRAGOMAN" not in name}
        self._environment = own | {
            "PYTHONPATH": str(Path(bot.__file__).parents[1]),
            "DRAGOMAN_DATABASE_URL": f"sqlite:///{folder}/dragoman.db",
            "DRAGOMAN_CONSOLE_JOURNAL": f"{folder}/console.jsonl",
            "DRAGOMAN_SHIPPED_SEEDS": "false",
            "DRAGOMAN_SLACK_BOT_TOKEN": TOKEN,
            "DRAGOMAN_SLACK_APP_TOKEN": APP_TOKEN,
            "DRAGOMAN_SLACK_API_URL": slack.api_url,
        }

    async def start(self, *words: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words,
            cwd=self._folder, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip

    async def dragoman(self, *words: str) -> str:
        """Run a command to its end and return what it said."""
        process = await self.start(*words)
        said, complaints = await process.communicate()
        assert process.returncode == 0, complaints.decode()
        return said.decode()

    @asynccontextmanager
    async def service(self):
        """Run the service until it is told to end, and say how it ended."""
        process = await self.start("run")
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()


async def test_from_the_first_command_to_the_last_signal(home, slack):
    slack.users["U0001"].is_owner = True
    front = Front(slack)
    async with asyncio.timeout(3 * PATIENCE), home.service() as service:
        # Somebody at the shell records what nobody wants to hear of yet.
        await asyncio.gather(slack.sockets.connected(patience=PATIENCE), home.dragoman(*ADD))
        subscribed = await front.asked("subscribe countries:norway")
        assert "Norway" in subscribed.text

        await home.dragoman(*POSTPONE)
        alert = await front.posted.next(PATIENCE)
        assert alert.channel == "C0001"
        assert "An envoy in Oslo" in seen(alert).text
        buttons = {one["action_id"]: one for one in seen(alert).buttons}
        assert {"diplo:event", "diplo:snooze", "diplo:why", "diplo:claim"} <= set(buttons)

        await front.press("diplo:claim", buttons["diplo:claim"]["value"])
        assert "Covered by @ada" in seen(await front.edited.next(PATIENCE)).text
        assert [one.ts for one in front.posted] == [alert.ts]

        service.send_signal(signal.SIGTERM)
        async with asyncio.timeout(LEAVING):
            assert await service.wait() == 0
        assert slack.sockets.open == []
