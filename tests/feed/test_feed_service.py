"""The service with calendars: switched on by the settings, and clear where it cannot be."""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.adapter import NotConfigured
from bot.root import Role, open_house
from bot.service import serve
from bot.settings import Settings


def settings(tmp_path: Path, url: str, port: int, **more: str) -> Settings:
    return Settings(
        _env_file=None,
        database_url=url,
        console_journal=tmp_path / "console.jsonl",
        feed_port=port,
        **more,
    )


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_the_service_says_where_and_serves_there(
    sqlite_url: str, tmp_path: Path, port: int
) -> None:
    said: list[str] = []
    running = asyncio.Event()

    def say(line: str) -> None:
        said.append(line)
        if line.startswith("Console: running"):
            running.set()

    public = settings(tmp_path, sqlite_url, port, feed_url="https://dragoman.example.org")
    async with open_house(public, alone=True) as house:
        service = asyncio.ensure_future(serve(house, say, interactive=False))
        await running.wait()
        assert await _status(port) == 404
        assert "Calendars: served at https://dragoman.example.org." in said
        service.cancel()
        with suppress(asyncio.CancelledError):
            await service
    with pytest.raises(OSError, match="Cannot connect"):
        await _status(port)


async def _status(port: int) -> int:
    async with (
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/calendar.ics") as got,
    ):
        return got.status


async def test_a_port_that_is_taken_is_said_in_a_line(sqlite_url: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        async with open_house(settings(tmp_path, sqlite_url, port), alone=True) as house:
            with pytest.raises(NotConfigured, match="DRAGOMAN_FEED_PORT cannot be used"):
                await serve(house, lambda _: None, interactive=False)


async def test_only_the_role_that_plans_serves(sqlite_url: str, tmp_path: Path, port: int) -> None:
    known = settings(tmp_path, sqlite_url, port)
    assert known.feeds == f"http://127.0.0.1:{port}"
    assert not Role.SLACK.plans
    assert settings(tmp_path, sqlite_url, 0).feeds is None
    url = "https://dragoman.example.org"
    assert settings(tmp_path, sqlite_url, 0, feed_url=url).feeds == url
    with pytest.raises(ValueError, match="feed_url"):
        settings(tmp_path, sqlite_url, 0, feed_url="dragoman.example.org")
