import errno
import io
import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from adapters.console.platform import AGAIN, ConsolePlatform
from bot.cards.card import Card, Paragraph, Tone
from bot.ports import Post, TryLater

NOW = datetime(2024, 6, 17, 11, tzinfo=UTC)
DESK, LAB = "#foreign-desk", "#osint"


def card(heading="Announced: a visit"):
    return Card(Tone.NEWS, heading, (Paragraph(("18–19 Jun 2024",)),))


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "console" / "journal.jsonl"


@pytest.fixture
def screen():
    return io.StringIO()


@pytest.fixture
def start(journal, screen):
    """Start the platform, as often as a test likes, on one journal and one screen."""
    return lambda out=screen: ConsolePlatform(journal, out, lambda _: "Europe/London")


async def test_a_post_is_printed_and_found(start, screen):
    console = start()
    receipt = await console.post(Post(DESK, card(), "token-1", NOW))
    assert receipt.platform == console.name == "console"
    assert "#foreign-desk · Mon 17 Jun 12:00 BST" in screen.getvalue()
    assert await console.find(DESK, "token-1") == receipt
    assert await console.find(DESK, "token-2") is None
    assert await console.find(LAB, "token-1") is None


async def test_the_same_token_is_posted_once_in_each_channel(start, screen):
    console = start()
    first = await console.post(Post(DESK, card(), "token-1", NOW))
    assert await console.post(Post(DESK, card("Other"), "token-1", NOW)) == first
    other = await console.post(Post(LAB, card(), "token-1", NOW))
    assert other != first
    assert [(one.address, one.shown) for one in console.posted()] == [(DESK, 1), (LAB, 1)]
    assert screen.getvalue().count("Announced") == 2


async def test_a_restart_remembers_the_channel_and_prints_nothing_twice(start, screen):
    first = await start().post(Post(DESK, card(), "token-1", NOW))
    printed = screen.getvalue()
    again = start()
    assert again.restore() == 0
    assert await again.post(Post(DESK, card(), "token-1", NOW + timedelta(hours=1))) == first
    assert screen.getvalue() == printed


async def test_killed_between_post_and_print_it_is_printed_at_the_next_start(
    start, screen, journal
):
    receipt = await start().post(Post(DESK, card(), "token-1", NOW))
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0])  # as a kill right after the first line leaves it
    screen.truncate(0)
    again = start()
    assert again.restore() == 1
    assert "Announced: a visit" in screen.getvalue()
    assert "Mon 17 Jun 12:00 BST" in screen.getvalue()
    assert AGAIN in screen.getvalue()
    assert await again.post(Post(DESK, card(), "token-1", NOW)) == receipt
    assert [one.shown for one in again.posted()] == [1]


async def test_the_first_post_prints_what_was_left_unshown(start, screen, journal):
    await start().post(Post(DESK, card("First"), "token-1", NOW))
    journal.write_bytes(journal.read_bytes().splitlines(keepends=True)[0])
    screen.truncate(0)
    await start().post(Post(DESK, card("Second"), "token-2", NOW))
    shown = screen.getvalue()
    assert 0 < shown.index("First") < shown.index("Second")


@pytest.mark.parametrize("torn", [b'{"message": "m0000', b"\x00\x00", b'{"message": \n', b"[]\n"])
async def test_a_torn_end_is_cut_off(start, journal, torn):
    await start().post(Post(DESK, card(), "token-1", NOW))
    whole = journal.read_bytes()
    journal.write_bytes(whole + torn)
    console = start()
    assert await console.find(DESK, "token-1")
    assert journal.read_bytes() == whole
    await console.post(Post(DESK, card(), "token-2", NOW))
    assert [one.token for one in start().posted()] == ["token-1", "token-2"]


async def test_any_cut_of_the_journal_loses_no_whole_line(start, journal):
    for number in range(2):
        await start().post(Post(DESK, card(), f"token-{number}", NOW))
    whole = journal.read_bytes()
    for length in range(len(whole) + 1):
        journal.write_bytes(whole[:length])
        posted = [json.loads(line) for line in whole[:length].split(b"\n")[:-1]]
        tokens = [entry["token"] for entry in posted if "token" in entry]
        console = start(io.StringIO())
        console.restore()
        assert [one.token for one in console.posted()] == tokens
        assert all(one.shown == 1 for one in console.posted())


async def test_two_processes_share_one_channel(start):
    one, other = start(), start()
    first = await one.post(Post(DESK, card(), "token-1", NOW))
    assert await other.post(Post(DESK, card(), "token-1", NOW)) == first
    second = await other.post(Post(DESK, card(), "token-2", NOW))
    assert await one.find(DESK, "token-2") == second
    assert first.message != second.message


async def test_a_journal_that_was_removed_begins_anew(start, journal):
    console = start()
    await console.post(Post(DESK, card(), "token-1", NOW))
    journal.unlink()
    assert await console.find(DESK, "token-1") is None


@pytest.fixture
def full_disk(mocker):
    """Let a write take a few bytes, as the last block of a disk does, or none."""
    real = os.write

    def fill(takes):
        def write(opened, line):
            if takes == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(opened, line[:takes])

        return mocker.patch("adapters.console.journal.os.write", side_effect=write)

    return fill


@pytest.mark.parametrize("takes", [0, 20])
async def test_a_full_disk_means_later_and_leaves_nothing(  # noqa: PLR0917 - fixtures
    start, screen, journal, full_disk, mocker, takes
):
    console = start()
    full_disk(takes)
    with pytest.raises(TryLater) as refused:
        await console.post(Post(DESK, card(), "token-1", NOW))
    assert refused.value.after == timedelta(seconds=30)
    assert screen.getvalue() == ""
    assert journal.read_bytes() == b""
    mocker.stopall()
    await console.post(Post(DESK, card(), "token-1", NOW))
    assert [one.shown for one in console.posted()] == [1]


async def test_a_disk_that_fills_after_the_print_prints_nothing_twice(
    start, screen, mocker, full_disk
):
    console = start()
    real, calls = os.write, []

    def write(opened, line):
        calls.append(line)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(opened, line)

    mocker.patch("adapters.console.journal.os.write", side_effect=write)
    await console.post(Post(DESK, card("First"), "token-1", NOW))
    await console.post(Post(DESK, card("Second"), "token-2", NOW))
    assert screen.getvalue().count("First") == 1
    assert [one.shown for one in console.posted()] == [1, 1]


class ClosedPipe(io.StringIO):
    def write(self, text):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


async def test_a_closed_pipe_loses_no_message(start, screen):
    console = start(ClosedPipe())
    receipt = await console.post(Post(DESK, card(), "token-1", NOW))
    await console.post(Post(DESK, card("Second"), "token-2", NOW))
    assert await console.find(DESK, "token-1") == receipt
    assert [one.shown for one in console.posted()] == [0, 0]
    assert start().restore() == 2
    assert screen.getvalue().count(AGAIN) == 2


async def test_a_journal_that_cannot_be_opened_means_later(tmp_path, screen):
    (tmp_path / "file").write_text("")
    console = ConsolePlatform(tmp_path / "file" / "journal.jsonl", screen)
    with pytest.raises(TryLater):
        await console.post(Post(DESK, card(), "token-1", NOW))
    with pytest.raises(TryLater):
        await console.find(DESK, "token-1")


async def test_it_prints_to_stdout_and_in_utc_unless_told_otherwise(journal, capsys):
    await ConsolePlatform(journal).post(Post(DESK, card(), "token-1", NOW))
    assert "#foreign-desk · Mon 17 Jun 11:00 UTC" in capsys.readouterr().out


async def test_a_screen_with_few_letters_is_no_obstacle(start):
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    console = start(narrow)
    await console.post(Post(DESK, card("Визит"), "token-1", NOW))
    assert [one.shown for one in console.posted()] == [1]
