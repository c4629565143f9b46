"""A full disk: nothing is half written, one line says so, and with room again it goes on."""

import json
from collections import Counter

import pytest

from adapters.console.journal import Journal
from tests.faults import world
from tests.faults.small_disk import CHANNELS, EVENTS, in_a_process

ALL = CHANNELS * EVENTS


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "console" / "journal.jsonl"


def posted(journal):
    """How often each token is in a channel, and whether each line is whole."""
    for line in journal.read_bytes().splitlines():
        json.loads(line)
    found = Journal(journal)
    with found.locked():
        return Counter(one.token for one in found.posted() if one.address != "#archive")


async def everything_is_there_once(database, journal):
    assert sorted(posted(journal).values()) == [1] * ALL
    assert await world.states(database) == {"sent": ALL}


async def test_of_the_journal(sqlite_database, sqlite_url, journal):
    log = in_a_process(sqlite_url, journal, of_the_journal=True)
    assert log.messages < ALL  # the journal was full, indeed
    failures = [one for one in log.lines if one["event"] == "will be tried again"]
    assert len(failures) == CHANNELS  # one for each, and not for each message
    assert "The journal cannot be written" in failures[0]["reason"]
    await everything_is_there_once(sqlite_database, journal)


async def test_of_the_database(sqlite_database, sqlite_url, journal):
    log = in_a_process(sqlite_url, journal, of_the_journal=False)
    (line,) = [one for one in log.lines if one["log_level"] == "error"]
    assert line["event"] == "a turn failed"
    assert "\n" not in line["trouble"]
    await everything_is_there_once(sqlite_database, journal)
