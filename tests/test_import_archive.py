"""Archives through the command line, on both databases: who is who, twice, changed, killed."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import importing
from bot.flow import intake
from bot.store import outbox
from bot.store.database import Database

DATA = Path(__file__).parent / "data"
VISITS, TRAVELS = DATA / "us-visits.csv", DATA / "us-travels.csv"

Run = Callable[..., tuple[int, str, str]]

SEEDS = """\
actors:
  - { id: united-states, kind: state, name: United States, country: US }
  - { id: russia, kind: state, name: Russia, country: RU }
  - { id: vladimir-putin, kind: person, name: Vladimir Putin, country: RU }
  - { id: joe-biden, kind: person, name: Joe Biden, country: US }
  - { id: andrzej, kind: person, name: Andrzej Dudek, country: PL }
  - { id: president-of-the-united-states, kind: office, name: President of the United States,
      country: US, rank: 10 }
occupancies:
  - { holder: joe-biden, post: president-of-the-united-states, start: 2021-01-20, end: 2025-01-20 }
channels:
  - { id: desk, platform: console, workspace: console, address: desk, name: Desk, zone: UTC }
subscriptions:
  - { id: all, channel: desk }
"""


def taken_in(run: Run, file: Path, mapping: object, *more: str) -> dict[str, Any]:
    code, out, errors = run("import", "csv", file, "--mapping", mapping, "--json", *more)
    found: dict[str, Any] = json.loads(out)
    assert code == (1 if found["refused"] else 0), errors
    return found


def answer(run: Run, *words: str) -> dict[str, Any]:
    code, out, errors = run(*words, "--json")
    assert code == 0, errors
    found: dict[str, Any] = json.loads(out)
    return found


def deliveries(url: str) -> int:
    async def count() -> int:
        database = Database(url)
        async with database.reading() as session:
            found = len(await outbox.deliveries(session))
        await database.close()
        return found

    return asyncio.run(count())


def test_both_archives_become_actors_offices_visits_and_journeys(
    seeded: Run, database_url: str
) -> None:
    visits = taken_in(seeded, VISITS, "us-visits")
    travels = taken_in(seeded, TRAVELS, "us-travels")
    assert (visits["added"], visits["refused"], visits["queued"]) == (69, [], 0)
    assert travels["added"] == travels["rows"] + travels["trips"] == 41 + 7
    assert deliveries(database_url) == 0  # what is long past is no news

    golob = answer(seeded, "actor", "golob")
    assert golob["name"] == "Robert Golob"
    assert golob["country"] == "SI"
    assert golob["counts"]["visits_by_country"] == {"US": 2}
    assert golob["counts"]["last_visits"] == {"US": "2024-10-22"}
    (office,) = golob["offices"]
    assert (office["title"], office["start"]) == ("Prime Minister of Slovenia", None)
    assert office["attested"] == ["2024-07-10", "2024-10-22"]
    assert golob["office_now"] is None
    assert golob["archives"][0]["since"] == "1874-12-12"

    assert answer(seeded, "actor", "kalakaua")["counts"]["visits"] == 2
    assert answer(seeded, "actor", "medvedev")["counts"]["visits"] == 7
    assert answer(seeded, "actor", "havel")["counts"]["visits"] == 8  # of two states, one after
    assert answer(seeded, "actor", "vladimir-putin")["counts"]["visits"] == 7
    biden = answer(seeded, "actor", "joe-biden")
    assert biden["counts"]["visits"] == 6
    assert [one["title"] for one in biden["offices"]] == ["President of the United States"]
    assert biden["behind"][0]["title"] == "Joe Biden visits Luanda, Angola"


def test_states_of_the_time_are_kept(seeded: Run) -> None:
    taken_in(seeded, VISITS, "us-visits")
    taken_in(seeded, TRAVELS, "us-travels")
    hawaii = answer(seeded, "actor", "hawaii")
    assert (hawaii["years"], hawaii["country"]) == ("1795–1898", None)
    assert [one["id"] for one in hawaii["successors"]] == ["united-states"]
    assert hawaii["counts"]["events"] == 2
    soviet = answer(seeded, "actor", "soviet-union")
    assert soviet["years"] == "1922–1991"
    assert soviet["counts"]["events"] == 4  # Gorbachev three times, Nixon in Moscow
    both = answer(seeded, "between", "soviet-union", "united-states")
    assert both["counts"] == {"visit": 4}
    assert answer(seeded, "between", "russia", "united-states")["counts"]["visit"] > 10
    assert answer(seeded, "actor", "mobutu")["offices"][0]["title"].startswith("President of")
    moscow = answer(seeded, "event", "us-travels-2847")
    assert moscow["place"]["name"] == "Moscow, Leningrad, Kiev, Soviet Union"
    assert moscow["place"]["country"] == "RU"
    assert moscow["broader"] == "us-travels-trip-2846"
    assert moscow["leg"] == 2


def test_journeys_have_their_legs_in_order(seeded: Run) -> None:
    taken_in(seeded, TRAVELS, "us-travels")
    trip = answer(seeded, "event", "us-travels-trip-980")
    assert [one["leg"] for one in trip["legs"]] == list(range(1, 11))
    assert (trip["start"], trip["end"]) == ("1973-11-05", "1973-11-16")
    there = answer(seeded, "where", "kissinger", "--on", "1973-11-12")
    assert [one["place"]["city"] for one in there["stays"]] == ["Peking"]
    seward = answer(seeded, "event", "us-travels-1917")
    assert (seward["place"]["city"], seward["place"]["country"]) == ("Havana", "CU")
    assert seward["broader"] is None  # eleven days at sea are no leg


def test_several_in_a_cell_and_what_is_not_sure(seeded: Run) -> None:
    found = taken_in(seeded, VISITS, "us-visits")
    pair = answer(seeded, "event", "us-visits-3246")
    assert [(one["name"], one["office"]) for one in pair["participants"]] == [
        ("Andrzej Duda", "President of Poland"),
        ("Donald Tusk", "Prime Minister of Poland"),
    ]
    fox = answer(seeded, "event", "us-visits-1423")["participants"][0]
    assert (fox["office"], fox["note"]) == (None, "President-elect")
    hussein = answer(seeded, "event", "us-visits-3150")["participants"]
    assert hussein[1]["id"] != answer(seeded, "event", "us-visits-1314")["participants"][0]["id"]
    texts = [one["text"] for one in found["doubtful"]]
    assert "'Prime Minster' is read as 'Prime Minister'" in texts
    assert any("Hussein" in one and "kept apart" in one for one in texts)
    assert any("Dimitry A. Medvedev" in one["text"] for one in found["merged"])
    assert all(one["line"] for one in found["doubtful"] + found["merged"])


def test_twice_changes_nothing_a_change_is_a_revision_and_what_is_gone_is_kept(
    seeded: Run, folder: Path
) -> None:
    table = folder / "visits.csv"
    table.write_text(VISITS.read_text())
    taken_in(seeded, table, "us-visits")
    again = taken_in(seeded, table, "us-visits")
    assert (again["added"], again["revised"], again["unchanged"]) == (0, 0, 69)
    assert (again["actors"], again["vanished"]) == (0, [])

    lines = table.read_text().splitlines(keepends=True)
    changed = [one.replace("2024-10-22,2024-10-22", "2024-10-22,2024-10-23")
               for one in lines if not one.startswith("2140,")]  # fmt: skip
    table.write_text("".join(changed))
    third = taken_in(seeded, table, "us-visits")
    assert (third["added"], third["revised"], third["unchanged"]) == (0, 1, 67)
    assert "us-visits-3232" in third["revisions"][0]["text"]
    assert [one["text"].split()[0] for one in third["vanished"]] == ["us-visits-2140"]
    history = answer(seeded, "history", "us-visits-3232")["items"]
    assert [one["end"] for one in history] == [None, "2024-10-23"]
    assert answer(seeded, "actor", "kalakaua")["counts"]["visits"] == 2


def test_a_dry_run_keeps_nothing(seeded: Run) -> None:
    found = taken_in(seeded, VISITS, "us-visits", "--dry-run")
    assert (found["rehearsed"], found["added"]) == (True, 69)
    assert seeded("event", "us-visits-2138")[0] == 1
    assert taken_in(seeded, VISITS, "us-visits")["added"] == 69


def test_killed_half_way_a_second_run_finishes(
    seeded: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", 10)
    kept, keep = [], intake._keep_events

    async def dies(*given: Any) -> None:
        await keep(*given)
        kept.append(given)
        if len(kept) == 3:
            raise OSError("pulled the plug")

    monkeypatch.setattr(intake, "_keep_events", dies)
    code, _, errors = seeded("import", "csv", VISITS, "--mapping", "us-visits")
    assert (code, "pulled the plug" in errors) == (1, True)
    assert seeded("event", "us-visits-3232")[0] == 1
    monkeypatch.setattr(intake, "_keep_events", keep)
    found = taken_in(seeded, VISITS, "us-visits")
    assert (found["unchanged"], found["added"], found["revised"]) == (20, 49, 0)
    assert answer(seeded, "actor", "nguyen-van-thieu")["counts"]["visits"] == 4
    assert answer(seeded, "actor", "barrios")["counts"]["visits"] == 1


OWN = """\
id: calls
title: Calls on the ministry
source: { id: ministry, outlet: The ministry }
row: number
dates: { start: day, end: until, formats: ["%d %B %Y", "%B %Y"] }
people: { column: guest, state_column: land }
place: { country: FR }
remarks: what
"""
ROWS = """\
number,day,until,guest,land,what
1,3 May 2021,,"President A. Bee, Prime Minister C. Dee",Spain,Working lunch
2,June 2021,,Queen Eff,Spain,
3,soon,,President Gee,Spain,
4,2021-05-09,2021-05-02,President Gee,Spain,
5,2021,,President Gee,Atlantis,
6,2021-07-01/2021-07-03,,Chancellor,Spain,
6,2021-07-01,,President Gee,Spain,
7,2031-01-05,2031-01-06,President Gee and Mrs. Gee,Spain,Working visit
"""


def test_a_mapping_of_ones_own_dates_no_firmer_and_refusals_with_lines(
    seeded: Run, folder: Path, database_url: str
) -> None:
    (folder / "own.yaml").write_text(OWN)
    (folder / "own.csv").write_text(ROWS)
    found = taken_in(seeded, folder / "own.csv", folder / "own.yaml", "--report", "all.txt")
    refused = {one["line"]: one["text"] for one in found["refused"]}
    assert sorted(refused) == [4, 5, 6, 7, 8]
    assert "EDTF" in refused[4]
    assert "before the start" in refused[5]
    assert "under 'states' in the mapping" in refused[6]
    assert "names nobody" in refused[7]
    assert "in line 7 already" in refused[8]
    june = answer(seeded, "event", "calls-2")
    assert (june["start"], june["precision"]) == ("2021-06", "month")
    assert june["dates"]["wording"] == "the last day is not given"
    ahead = answer(seeded, "event", "calls-7")
    assert (ahead["status"], ahead["participants"][0]["note"]) == ("scheduled", "with Mrs. Gee")
    assert found["queued"] == deliveries(database_url) == 1  # what is ahead is announced
    assert f"{folder}/own.csv:4:" in (folder / "all.txt").read_text()


@pytest.mark.parametrize(
    ("file", "mapping", "said"),
    [
        ("none.csv", "us-visits", "no such file"),
        (VISITS, "nonsense", "ready are us-travels, us-visits"),
        (VISITS, "us-travels", "has no column 'name'"),
        ("bad.yaml", "bad.yaml", "bad.yaml:1: idd: there is no such field; did you mean 'id'?"),
        ("latin.csv", "us-visits", "line 2: is not UTF-8"),
    ],
)
@pytest.mark.usefixtures("migrated")
def test_what_cannot_be_read_is_one_line(
    run: Run, folder: Path, file: str, mapping: str, said: str
) -> None:
    (folder / "bad.yaml").write_text("idd: x\n")
    (folder / "latin.csv").write_bytes(b"id\n\xe9\n")
    code, out, errors = run("import", "csv", file, "--mapping", mapping)
    assert code in (1, 2)
    assert out == ""
    assert said in errors
    assert "Traceback" not in errors


def test_a_bar_on_a_terminal_and_lines_elsewhere(
    migrated: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, errors = run("import", "csv", TRAVELS, "--mapping", "us-travels")
    assert "48 of 48 events" in errors
    assert "41 row(s)" in out
    shown: list[tuple[int, int]] = []
    monkeypatch.setattr(importing.Progress, "update", lambda _, __, **now: shown.append(
        (now["completed"], now["total"])))  # fmt: skip
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run("import", "csv", TRAVELS, "--mapping", "us-travels")
    assert shown[-1] == (48, 48)
