"""Loading: all of a file or nothing of it, once however often it is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.events import Event, EventStatus
from bot.flow.load import Loading, check, load
from bot.store import events
from bot.store.database import Database
from bot.store.tables import Table

NOW = datetime(2024, 6, 17, 12, tzinfo=UTC)

PEOPLE = """\
actors:
  - { id: putin, kind: person, name: Vladimir Putin }
  - { id: kim, kind: person, name: Kim Jong Un }
  - { id: icc, kind: organisation, name: International Criminal Court }
sources:
  - { id: kcna, outlet: KCNA }
"""
VISIT = """\
events:
  - id: visit
    kind: visit
    title: Putin visits North Korea
    certainty: eos4
    standing: announced
    planned: { start: 2024-06-18, end: 2024-06-19, zone: Asia/Pyongyang }
    place: { name: Pyongyang, country: KP, zone: Asia/Pyongyang }
    participants:
      - { actor: putin, role: visitor }
      - { actor: kim, role: host }
    sources: [kcna]
"""
SUMMIT = """\
events:
  - { id: summit, kind: summit, title: A summit, certainty: eos4, standing: announced }
"""
PEOPLE_ELSEWHERE = """\
actors:
  - { id: to-lam, kind: person, name: To Lam }
"""
WIRE = """\
wire:
  - id: one-day-only
    at: 2024-06-17T10:00Z
    headline: The visit shrinks to one day
    source: kcna
    changes:
      - event: visit
        set:
          planned: { start: 2024-06-19, zone: Asia/Pyongyang }
          status: rescheduled
        reason: He arrives late.
"""
CHANNELS = """\
channels:
  - { id: desk, platform: console, address: "#desk", name: desk }
subscriptions:
  - { id: desk, channel: desk }
"""

Write = Callable[..., list[Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files, named by the keywords; return their paths."""

    def files(**contents: str) -> list[Path]:
        paths = []
        for name, content in contents.items():
            path = tmp_path / f"{name}.yaml"
            path.write_text(content)
            paths.append(path)
        return paths

    return files


async def _dump(database: Database) -> dict[str, list[Any]]:
    """Everything that the database holds."""
    async with database.reading() as session:
        return {
            table.name: sorted(map(str, await session.execute(select(table))))
            for table in Table.metadata.sorted_tables
        }


async def _load(database: Database, paths: list[Path], now: datetime = NOW) -> Loading:
    found = await load(database, paths, now)
    assert found.problems == []
    return found


async def _said(database: Database, paths: list[Path]) -> list[str]:
    """What is said of bad files, without the folder."""
    found = await load(database, paths, NOW)
    return [str(one).replace(f"{paths[0].parent}/", "") for one in found.problems]


async def _visit(database: Database) -> Event:
    async with database.reading() as session:
        found = await events.event(session, "visit")
    assert found is not None
    return found


async def _changes(database: Database) -> list[list[str]]:
    """The diff of each revision of the visit."""
    async with database.reading() as session:
        found = await events.revisions(session, "visit")
    return [[change.field for change in one.changes] for one in found]


async def test_what_a_file_holds_is_in_the_database(database: Database, write: Write):
    found = await _load(database, write(people=PEOPLE, visit=VISIT))

    assert (found.files, found.intake.new) == (2, 5)
    assert (await _visit(database)).revision == 1


async def test_loading_twice_changes_nothing(database: Database, write: Write):
    paths = write(people=PEOPLE, visit=VISIT, wire=WIRE, channels=CHANNELS)
    await _load(database, paths)
    before = await _dump(database)

    again = await _load(database, paths)

    assert (again.intake.new, again.intake.changed, again.intake.queued) == (0, 0, 0)
    assert await _dump(database) == before


async def test_loading_twice_a_day_later_adds_no_revision(database: Database, write: Write):
    paths = write(people=PEOPLE, visit=VISIT, wire=WIRE)
    await _load(database, paths)
    before = await _dump(database)

    await _load(database, paths, NOW.replace(day=18))

    after = await _dump(database)
    assert {name for name in after if after[name] != before[name]} <= {"watermarks"}


async def test_a_changed_file_makes_a_revision_of_what_it_changed(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT))

    found = await _load(database, write(visit=VISIT.replace("eos4", "eos5")))

    assert (found.intake.new, found.intake.changed) == (0, 1)
    assert await _changes(database) == [[], ["certainty"]]
    assert (await _visit(database)).revision == 2


async def test_the_revision_names_the_file(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT))
    await _load(database, write(corrected=VISIT.replace("eos4", "eos5")))

    async with database.reading() as session:
        first, second = await events.revisions(session, "visit")
    assert (first.by, first.source, first.at) == ("visit.yaml", "kcna", NOW)
    assert second.by == "corrected.yaml"


async def test_a_changed_file_does_not_revert_what_the_wire_changed(
    database: Database, write: Write
):
    await _load(database, write(people=PEOPLE, visit=VISIT, wire=WIRE))

    await _load(database, write(visit=VISIT.replace("eos4", "eos5")))

    visit = await _visit(database)
    assert visit.planned.start == "2024-06-19"
    assert visit.status is EventStatus.RESCHEDULED
    assert await _changes(database) == [[], ["status", "dates"], ["certainty"]]


async def test_a_field_taken_out_of_a_file_is_unset(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT + "    note: Unsure.\n"))

    await _load(database, write(visit=VISIT))

    assert (await _visit(database)).note is None


async def test_an_event_taken_out_of_a_file_stays(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT))

    await _load(database, write(visit="title: Nothing any more\n"))

    assert (await _visit(database)).revision == 1


async def test_a_change_in_the_background_is_made_once(database: Database, write: Write):
    """What the wire says afterwards is not reverted by reading the file again."""
    change = "changes:\n  - { event: visit, set: { title: Another title } }\n"
    paths = write(people=PEOPLE, visit=VISIT, change=change)
    await _load(database, paths)
    wire = WIRE.replace("status: rescheduled", "title: The last title")
    await _load(database, write(wire=wire))

    await _load(database, paths)

    assert (await _visit(database)).title == "The last title"
    assert len(await _changes(database)) == 3


async def test_the_wire_is_taken_in_in_the_order_in_which_it_became_known(
    database: Database, write: Write
):
    wire = """\
    wire:
      - id: second
        at: 2024-06-17T11:00Z
        headline: Another title
        changes: [{ event: visit, set: { title: Second } }]
      - id: first
        at: 2024-06-17T10:00Z
        headline: A title
        changes: [{ event: visit, set: { title: First } }]
    """

    await _load(database, write(people=PEOPLE, visit=VISIT, wire=dedent(wire)))

    async with database.reading() as session:
        found = await events.revisions(session, "visit")
    assert [one.event.title for one in found][1:] == ["First", "Second"]
    assert [one.at.hour for one in found][1:] == [10, 11]


async def test_files_are_taken_in_in_the_order_in_which_they_need_each_other(
    database: Database, write: Write
):
    found = await _load(database, write(a_wire=WIRE, b_visit=VISIT, c_people=PEOPLE))

    assert found.files == 3


async def test_what_the_database_holds_need_not_be_in_the_files(database: Database, write: Write):
    await _load(database, write(people=PEOPLE))

    found = await _load(database, write(visit=VISIT))

    assert found.files == 1


async def test_progress_is_told_file_by_file(database: Database, write: Write):
    told: list[tuple[str, int, int]] = []

    await load(
        database,
        write(visit=VISIT, people=PEOPLE),
        NOW,
        progress=lambda path, number, of: told.append((path.name, number, of)),
    )

    assert told == [("people.yaml", 1, 2), ("visit.yaml", 2, 2)]


async def test_the_same_file_twice_is_read_once(database: Database, write: Write):
    (path,) = write(people=PEOPLE)
    detour = path.parent / "nowhere" / ".." / path.name
    (path.parent / "nowhere").mkdir()

    found = await _load(database, [path, path.parent, detour])

    assert found.files == 1


# Bad files.


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            VISIT.replace("title:", "titel:"),
            "visit.yaml:4: events[0].titel: there is no such field; did you mean 'title'?",
        ),
        (
            VISIT.replace("end: 2024-06-19", "end: 2024-06-17"),
            "visit.yaml:7: events[0].planned: the end 2024-06-17 lies before the start 2024-06-18",
        ),
        (
            VISIT.replace("country: KP", "country: Korea"),
            "visit.yaml:8: events[0].place.country: 'Korea' is not an ISO 3166-1 alpha-2",
        ),
        (
            VISIT.replace("actor: kim,", "actor: kim-jong-un,"),
            "visit.yaml:11: events[0].participants[1].actor: found 'kim-jong-un', but no actor",
        ),
        (
            VISIT + PEOPLE,
            "visit.yaml:14: actors[0].id: the actor 'putin' is defined already at people.yaml:2",
        ),
        (
            VISIT + VISIT.removeprefix("events:\n"),
            "visit.yaml:13: events[1].id: the event 'visit' is defined already at visit.yaml:2",
        ),
        (
            VISIT + "changes:\n  - { event: visit, set: { colour: red } }\n",
            "visit.yaml:14: changes[0].set: an event has no field 'colour' that can be set",
        ),
        (
            VISIT + "changes:\n  - { event: visit, set: { status: postponed } }\n",
            "visit.yaml:14: changes[0]: a postponed event has no date: move it to 'previously'",
        ),
        (
            VISIT + "changes:\n  - { event: visit, set: { planned: { start: soon } } }\n",
            "visit.yaml:14: changes[0]: planned.start: 'soon' is not an EDTF date, such as ",
        ),
        ("x" * 10_000_000, "visit.yaml: the file has 10.0 MB; at most 5 MB are read: split it"),
        (
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            "visit.yaml:1: anchors and aliases are not used here",
        ),
    ],
    ids=["typo", "reversed", "country", "unknown", "twice-across", "twice-within", "no-such-field",
         "invalid-result", "invalid-value", "10-MB", "bomb"],
)  # fmt: skip
async def test_a_bad_file_is_one_clear_error_and_the_database_is_as_before(
    database: Database, write: Write, content: str, said: str
):
    await _load(database, write(people=PEOPLE))
    before = await _dump(database)

    problems = await _said(database, write(people=PEOPLE, visit=content))

    assert len(problems) >= 1
    assert problems[0].startswith(said)
    assert await _dump(database) == before


async def test_a_fault_at_the_end_of_a_file_leaves_nothing_of_it(database: Database, write: Write):
    wire = WIRE + "  - { id: late, at: 2024-06-17T11:00Z, headline: H, changes: [{ event: visit, "
    wire += "set: { colour: red } }] }\n"
    await _load(database, write(channels=CHANNELS))
    before = await _dump(database)

    problems = await _said(database, write(all=PEOPLE + VISIT + wire))

    assert problems == [
        "all.yaml:30: wire[1].changes[0].set: an event has no field 'colour' that can be set"
    ]
    assert await _dump(database) == before


async def test_a_good_file_is_taken_in_beside_a_bad_one(database: Database, write: Write):
    paths = write(bad="nonsense: 1\n", people=PEOPLE)

    found = await load(database, paths, NOW)

    assert (found.files, len(found.problems)) == (1, 1)


async def test_what_needs_a_bad_file_is_left_out(database: Database, write: Write):
    before = await _dump(database)

    problems = await _said(database, write(people="nonsense: 1\n" + PEOPLE, visit=VISIT))

    assert problems[0].startswith("people.yaml:1: nonsense: there is no such field")
    assert problems[1:] == [
        "visit.yaml:10: events[0].participants[0].actor: found 'putin', but no actor has that id",
        "visit.yaml:11: events[0].participants[1].actor: found 'kim', but no actor has that id",
        "visit.yaml:12: events[0].sources[0]: found 'kcna', but no source has that id",
    ]
    assert await _dump(database) == before


async def test_law_that_names_what_is_not_there_is_said_with_its_line(
    database: Database, write: Write
):
    law = """courts:
  - { id: kimm, basis: national, home: KP, law: Its law }
precedents:
  - id: journey
    subject: kim
    state: MN
    warrant: no-such-warrant
    start: 2024-06-01
    outcome: He went home.
    findings: [{ on: 2024-07-01, by: kim, ruled: It failed., sources: [tv] }]
    arguments: [no-claim]
"""
    assert await _said(database, write(people=PEOPLE, law=law)) == [
        "law.yaml:2: courts[0].id: found 'kimm', but no actor has that id; did you mean 'kim'?",
        "law.yaml:7: precedents[0].warrant: found 'no-such-warrant', but no warrant has that id",
        "law.yaml:10: precedents[0].findings[0].sources[0]: found 'tv', but no source has that id",
        "law.yaml:11: precedents[0].arguments[0]: found 'no-claim', but no claim has that id",
    ]


async def test_what_needs_a_file_that_is_refused_only_later_is_left_out(
    database: Database, write: Write
):
    """The fault of the first file shows only when it is taken in."""
    people = PEOPLE + SUMMIT + "changes:\n  - { event: summit, set: { colour: red } }\n"
    claims = "claims:\n  - { id: c, claimant: kim, proposition: P, stance: stated, outlet: O, "
    claims += "events: [visit] }\n"
    before = await _dump(database)

    problems = await _said(database, write(people=people, visit=VISIT, claims=claims))

    assert problems == [
        "people.yaml:10: changes[0].set: an event has no field 'colour' that can be set",
        "visit.yaml: is left out, because it needs people.yaml",
        "claims.yaml: is left out, because it needs people.yaml and visit.yaml",
    ]
    assert await _dump(database) == before


async def test_a_file_with_channels_comes_last_save_what_needs_it(database: Database, write: Write):
    order: list[str] = []

    found = await load(
        database,
        write(desk=CHANNELS + PEOPLE, other=PEOPLE_ELSEWHERE, visit=VISIT),
        NOW,
        progress=lambda path, _number, _of: order.append(path.stem),
    )

    assert found.problems == []
    assert order == ["other", "desk", "visit"]


async def test_files_that_need_each_other_are_told(database: Database, write: Write):
    one = "actors: [{ id: a, kind: person, name: A, sources: [b] }]\n"
    other = "sources: [{ id: b, outlet: B }]\nclaims: [{ id: c, claimant: a, proposition: P, "
    other += "stance: stated, outlet: O }]\n"

    (problem,) = await _said(database, write(one=one, other=other))

    assert problem == (
        "one.yaml: one.yaml and other.yaml need each other: put what both need into one file"
    )


async def test_an_item_of_the_wire_is_never_changed(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT, wire=WIRE))
    before = await _dump(database)

    problems = await _said(database, write(wire=WIRE.replace("He arrives late", "He is late")))

    assert problems == [
        (
            "wire.yaml:2: wire[0].id: the item 'one-day-only' was taken in before in another form; "
            "add a new item"
        )
    ]
    assert await _dump(database) == before


async def test_an_item_added_to_the_wire_is_taken_in(database: Database, write: Write):
    await _load(database, write(people=PEOPLE, visit=VISIT, wire=WIRE))
    more = WIRE + "  - { id: more, at: 2024-06-17T11:00Z, headline: H, changes: [{ event: visit, "
    more += "set: { certainty: eos5 } }] }\n"

    await _load(database, write(wire=more))

    assert await _changes(database) == [[], ["status", "dates"], ["certainty"]]


async def test_checking_writes_nothing(database: Database, write: Write):
    before = await _dump(database)

    found = await check(database, write(people=PEOPLE, visit=VISIT, wire=WIRE), NOW)

    assert (found.files, found.problems) == (3, [])
    assert found.intake.new > 0
    assert await _dump(database) == before


async def test_checking_finds_what_loading_would_find(database: Database, write: Write):
    bad = WIRE.replace("status: rescheduled", "colour: red")

    found = await check(database, write(people=PEOPLE, visit=VISIT, wire=bad), NOW)

    assert [str(one.message) for one in found.problems] == [
        "an event has no field 'colour' that can be set"
    ]
    assert found.files == 2


# Facts besides events.


async def test_a_fact_that_changes_is_replaced(database: Database, write: Write):
    await _load(database, write(people=PEOPLE))

    found = await _load(database, write(people=PEOPLE.replace("Kim Jong Un", "Kim Jong-un")))

    assert (found.intake.new, found.intake.changed, found.intake.unchanged) == (0, 1, 3)


async def test_an_actor_defined_only_later_in_the_wire_is_told(database: Database, write: Write):
    wire = "wire:\n  - { id: i, at: 2024-06-17T10:00Z, headline: H, actors: [{ id: kim, kind: "
    wire += "person, name: Kim }] }\n"
    people = PEOPLE.replace("  - { id: kim, kind: person, name: Kim Jong Un }\n", "")
    before = await _dump(database)

    problems = await _said(database, write(all=people + VISIT + wire))

    assert problems == [
        (
            "all.yaml:16: events[0].participants[1].actor: found 'kim', but that actor is defined "
            "only later, at all.yaml:19"
        )
    ]
    assert await _dump(database) == before


async def test_an_actor_defined_by_an_earlier_item_of_the_wire_is_known(
    database: Database, write: Write
):
    wire = """\
    wire:
      - id: second
        at: 2024-06-17T11:00Z
        headline: H
        claims: [{ id: c, claimant: late, proposition: P, stance: stated, outlet: O }]
      - id: first
        at: 2024-06-17T10:00Z
        headline: H
        actors: [{ id: late, kind: person, name: Late }]
    """

    assert (await _load(database, write(wire=dedent(wire)))).files == 1
