"""What may go wrong with a calendar: guesses, haste, a dead database, and a token in a log."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.domain.feeds import digest_of
from bot.feed import site
from bot.feed.discretion import masked
from bot.ports import ChannelNews, Happening
from bot.store import feeds
from bot.store.database import Database
from tests.feed.conftest import Place, serve


async def test_who_guesses_waits_and_who_has_a_link_does_not(sqlite_place: Place) -> None:
    link = await sqlite_place.link()
    assert (await sqlite_place.get(link)).status == 200
    guess = f"{sqlite_place.address}/calendar.ics?token="
    for number in range(site.GUESSES):
        assert (await sqlite_place.get(f"{guess}{number:064x}")).status == 404
    late = await sqlite_place.get(f"{guess}{'f' * 64}")
    assert (late.status, late.headers["Retry-After"]) == (429, "600")
    assert (await sqlite_place.get(f"{guess}nonsense")).status == 429
    assert (await sqlite_place.get(f"{guess}{'f' * 64}", X_Forwarded_For="192.0.2.7")).status == 404
    assert (await sqlite_place.get(link)).status == 200
    sqlite_place.clock.advance(sqlite_place.clock.now() + site.GUESSES_WITHIN)
    assert (await sqlite_place.get(f"{guess}{'f' * 64}")).status == 404


async def test_who_fetches_without_pause_waits(
    sqlite_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.feed.site.FETCHES", 2)
    link = await sqlite_place.link()
    async with serve(sqlite_place.database) as hasty:
        elsewhere = link.replace(sqlite_place.address, hasty.address)
        asked = (elsewhere, f"{elsewhere}&kind=banana", elsewhere)
        assert [(await hasty.get(one)).status for one in asked] == [200, 400, 429]
        hasty.clock.advance(hasty.clock.now() + timedelta(hours=1))
        assert (await hasty.get(elsewhere)).status == 200


async def test_a_database_in_trouble_is_not_a_calendar_that_is_gone() -> None:
    dead = Database("postgresql://nobody@127.0.0.1:1/nothing")
    async with serve(dead) as place:
        got = await place.get(f"{place.address}/calendar.ics?token={'0' * 64}")
        assert (got.status, got.headers["Retry-After"]) == (503, "300")
        assert got.text == "The calendar cannot be made just now. It will be there again.\n"
    await dead.close()


async def test_a_workspace_that_throws_us_out_ends_its_links(sqlite_place: Place) -> None:
    link = await sqlite_place.link()
    for happening, status in ((Happening.LEFT, 404), (Happening.OPENED, 200)):
        news = ChannelNews("slack", "home", happening)
        await sqlite_place.counter.follow(news)
        assert (await sqlite_place.get(link)).status == status
    assert (await sqlite_place.ask("unsubscribe asia")).ok
    assert (await sqlite_place.get(link)).status == 404


async def test_of_a_token_only_the_hash_is_kept_and_no_log_has_it(
    sqlite_place: Place, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    link = await sqlite_place.link()
    token = link.partition("=")[2]
    for asked in (link, f"{link}&kind=banana", link.replace("calendar", "other"), f"{link}0"):
        await sqlite_place.get(asked)
    await _say(sqlite_place, f"GET /calendar.ics?token={token} NONSENSE/1.1 x\r\n\r\n")
    await _say(sqlite_place, f"GET /calendar.ics?token={token} HTTP/1.1\r\nA: b\x00\r\nx\r\n\r\n")
    out, err = capfd.readouterr()
    assert caplog.records
    assert token not in caplog.text + out + err
    path = sqlite_place.database.engine.url.database
    assert path is not None
    for suffix in ("", "-wal"):
        with open(f"{path}{suffix}", "rb") as file:  # noqa: ASYNC230, PTH123
            assert token.encode() not in file.read()
    async with sqlite_place.database.reading() as session:
        (kept,) = (await feeds.feeds_of(session, ["desk-asia"])).values()
    assert kept.digest == digest_of(token)


async def _say(place: Place, text: str) -> None:
    """Send what no calendar would."""
    port = int(place.address.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text.encode())
    assert b" 400 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


def test_a_token_is_masked_wherever_it_stands() -> None:
    token = "0a" * 32
    assert token not in masked(f"GET /calendar.ics?token={token}&kind=visit")
    assert masked(f"b'token={token}&kind=visit'") == "b'token=(secret)&kind=visit'"
    assert masked(f"of {token}.") == "of (secret)."
