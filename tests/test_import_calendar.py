"""Calendars through the command line: taken in, moved, cancelled, repeated, fetched, refused."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot import fetch
from tests import test_import_archive as archives
from tests.test_import_archive import answer, deliveries

SEEDS = archives.SEEDS
Run = Callable[..., tuple[int, str, str]]

ENTRY = """\
BEGIN:VEVENT
UID:visit-1@example.org
SEQUENCE:{sequence}
STATUS:{status}
SUMMARY:Vladimir Putin visits Hanoi <!channel>
LOCATION:Hanoi, Vietnam
CATEGORIES:visit
DTSTART;VALUE=DATE:{start}
DTEND;VALUE=DATE:{end}
END:VEVENT
"""
TALKS = """\
BEGIN:VEVENT
UID:talks@example.org
SUMMARY:Talks
DTSTART;TZID=Europe/Paris:20301001T100000
DTEND;TZID=Europe/Paris:20301001T113000
END:VEVENT
"""


def calendar(*entries: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
    lines += [line for entry in entries for line in entry.splitlines()]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def entry(start: str = "20301001", end: str = "20301003", status: str = "CONFIRMED",
          sequence: int = 0) -> str:  # fmt: skip
    return ENTRY.format(start=start, end=end, status=status, sequence=sequence)


def taken_in(run: Run, source: object, *more: str) -> dict[str, Any]:
    code, out, errors = run("import", "ics", source, "--json", *more)
    assert out, errors
    found: dict[str, Any] = json.loads(out)
    assert code == (1 if found["refused"] else 0)
    return found


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(run, "events", "--limit", "500")["items"]
    return sorted(found, key=lambda one: (one["start"], one["id"]))


def test_entries_are_announced_and_what_moves_is_a_revision(
    seeded: Run, folder: Path, database_url: str
) -> None:
    file = folder / "ministry.ics"
    file.write_text(calendar(entry(), TALKS))
    first = taken_in(seeded, file)
    assert (first["added"], first["queued"]) == (2, deliveries(database_url)) == (2, 2)
    talks, visit = sorted(listed(seeded), key=lambda one: one["title"])
    known = answer(seeded, "event", visit["id"])
    assert (known["start"], known["end"]) == ("2030-10-01", "2030-10-02")  # DTEND is exclusive
    assert (known["place"]["city"], known["place"]["country"]) == ("Hanoi", "VN")
    assert [one["id"] for one in known["participants"]] == ["vladimir-putin"]
    assert known["standing"] == "reported"
    assert talks["dates"]["start_at"] == "2030-10-01T08:00:00Z"
    assert talks["dates"]["zone"] == "Europe/Paris"

    again = taken_in(seeded, file)
    assert (again["unchanged"], again["revised"], again["queued"]) == (2, 0, 0)
    file.write_text(calendar(entry("20301005", "20301006", sequence=1), TALKS))
    assert taken_in(seeded, file)["revised"] == 1
    file.write_text(calendar(entry("20301001", "20301003", sequence=0), TALKS))
    stale = taken_in(seeded, file)
    assert (stale["revised"], "older" in stale["doubtful"][0]["text"]) == (0, True)
    file.write_text(calendar(entry("20301005", "20301006", "CANCELLED", 2), TALKS))
    assert taken_in(seeded, file)["queued"] == 1
    history = answer(seeded, "history", visit["id"])["items"]
    assert [(one["start"], one["status"]) for one in history] == [
        ("2030-10-01", "scheduled"), ("2030-10-05", "scheduled"), ("2030-10-05", "cancelled"),
    ]  # fmt: skip
    file.write_text(calendar(TALKS))
    gone = taken_in(seeded, file)
    assert "visit-1@example.org" in gone["vanished"][0]["text"]
    assert len(listed(seeded)) == 2


SERIES = """\
BEGIN:VEVENT
UID:weekly
SUMMARY:Council
DTSTART;TZID=Europe/Paris:{year}0302T100000
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE;TZID=Europe/Paris:{year}0316T100000
END:VEVENT
BEGIN:VEVENT
UID:weekly
RECURRENCE-ID;TZID=Europe/Paris:{year}0323T100000
SUMMARY:Council, moved
DTSTART;TZID=Europe/Paris:{year}0324T150000
DTEND;TZID=Europe/Paris:{year}0324T160000
END:VEVENT
BEGIN:VEVENT
UID:minutely
SUMMARY:Pulse
DTSTART:{year}0302T100000Z
RRULE:FREQ=SECONDLY
END:VEVENT
BEGIN:VEVENT
SUMMARY:Nameless
DTSTART:{year}0302T100000Z
END:VEVENT
"""


def test_a_series_by_the_clocks_of_its_place_with_turns_left_out_and_moved(
    seeded: Run, folder: Path
) -> None:
    year = datetime.now(UTC).year + 1
    file = folder / "council.ics"
    file.write_text(calendar(SERIES.format(year=year)))
    found = taken_in(seeded, file)
    starts = [one["dates"]["start_at"][5:16] for one in listed(seeded)]
    assert len(starts) == 5
    assert starts[:3] == ["03-02T09:00", "03-09T09:00", "03-24T14:00"]
    assert starts[4] == "04-06T08:00"  # ten o'clock in Paris, also in summer
    refused = " ".join(one["text"] for one in found["refused"])
    assert "secondly" in refused
    assert "has no UID" in refused


def test_our_own_calendar_comes_back_without_doubles(
    seeded: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "in.ics").write_text(calendar(entry(), TALKS))
    taken_in(seeded, folder / "in.ics")
    before = listed(seeded)
    assert seeded("export", "ics", "--out", "out.ics")[0] == 0
    found = taken_in(seeded, folder / "out.ics")
    assert (found["added"], found["revised"], found["unchanged"]) == (0, 0, 2)
    assert listed(seeded) == before
    monkeypatch.setenv("DRAGOMAN_DATABASE_URL", "sqlite:///another.db")
    assert taken_in(seeded, folder / "out.ics")["added"] == 2
    assert [one["id"] for one in listed(seeded)] == [one["id"] for one in before]
    assert taken_in(seeded, folder / "out.ics")["unchanged"] == 2


@dataclass
class Served:
    """What the loopback server answers, and what it was asked."""

    url: str = ""
    body: bytes = b""
    status: int = 200
    location: str | None = None
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def served() -> Iterator[Served]:
    state = Served(body=calendar(entry()).encode())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(dict(self.headers))
            known = self.headers.get("If-None-Match") == '"v1"'
            self.send_response(304 if known else state.status)
            self.send_header("ETag", '"v1"')
            if state.location:
                self.send_header("Location", state.location)
            self.end_headers()
            if not known:
                self.wfile.write(state.body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/feed.ics?token=secret"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000)


TRUST = ("--allow-http", "--allow-private")


@pytest.mark.usefixtures("migrated")
def test_a_calendar_that_has_not_changed_is_not_fetched_again(run: Run, served: Served) -> None:
    assert taken_in(run, served.url, *TRUST)["added"] == 1
    again = taken_in(run, served.url, *TRUST)
    assert (again["unmodified"], again["rows"]) == (True, 0)
    assert served.asked[1]["If-None-Match"] == '"v1"'


@pytest.mark.usefixtures("migrated", "small_limit")
@pytest.mark.parametrize(
    ("change", "trust", "said"),
    [
        ({}, (), "is not encrypted; use https, or say --allow-http"),
        ({}, ("--allow-http",), "own network (127.0.0.1); say --allow-private"),
        ({"status": 404}, TRUST, "answers 404 Not Found: is the address right"),
        ({"status": 302, "location": "ftp://127.0.0.1/x"}, TRUST, "no address of the web"),
        ({"status": 302, "location": "/feed.ics"}, TRUST, "without end"),
        ({"body": b"<html>no calendar</html>"}, TRUST, "is not an iCalendar file"),
        ({"body": b"x" * 2_000}, TRUST, "larger than"),
    ],
)
def test_what_cannot_be_fetched_says_why_and_keeps_the_token_to_itself(
    run: Run, served: Served, change: dict[str, Any], trust: tuple[str, ...], said: str
) -> None:
    for name, value in change.items():
        setattr(served, name, value)
    code, out, errors = run("import", "ics", served.url, *trust)
    assert (code, out) == (1, "")
    assert said in errors
    assert "secret" not in errors
    assert "Traceback" not in errors


@pytest.mark.usefixtures("migrated")
def test_a_name_that_leads_to_this_machine_is_not_followed(run: Run, served: Served) -> None:
    url = served.url.replace("127.0.0.1", "localhost")
    code, _, errors = run("import", "ics", url, "--allow-http")
    assert (code, served.asked) == (1, [])
    assert "say --allow-private" in errors
