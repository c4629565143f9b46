"""Every fault of a seed file is one clear error: where it is, what was found, what is expected."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.bundle import SeedFile
from bot.flow.load import seed_files
from bot.flow.references import twice_defined, undefined
from bot.flow.seedfile import MAX_PROBLEMS, BadSeed, Seed, read_seed

GOOD = """\
actors:
  - id: kim
    kind: person
    name: Kim Jong Un
events:
  - id: visit
    kind: visit
    title: A visit
    certainty: eos4
    standing: announced
    planned: { start: 2024-06-18, end: 2024-06-19 }
    participants:
      - { actor: kim, role: host }
"""
SECTIONS = (
    "sources, actors, occupancies, treaties, courts, warrants, events, changes, claims, "
    "precedents, channels, subscriptions, title, wire"
)

Read = Callable[[str | bytes], Seed]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "seed.yaml"


@pytest.fixture
def read(path: Path) -> Read:
    def write_and_read(content: str | bytes) -> Seed:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_seed(path)

    return write_and_read


@pytest.fixture
def problems(read: Read, path: Path) -> Callable[[str | bytes], list[str]]:
    """What is said of a bad file, without the folder."""

    def of(content: str | bytes) -> list[str]:
        with pytest.raises(BadSeed) as caught:
            read(content)
        return [str(one).removeprefix(f"{path.parent}/") for one in caught.value.problems]

    return of


def test_a_good_file_is_read(read: Read):
    content = read(GOOD).content

    assert [one.id for one in content.actors] == ["kim"]
    assert content.events[0].planned.end == "2024-06-19"


def test_the_readable_form_begins_with_file_and_line(path: Path):
    path.write_text(GOOD.replace("name:", "nmae:"))

    with pytest.raises(BadSeed) as caught:
        read_seed(path)

    assert str(caught.value).startswith(f"{path}:4: actors[0].nmae: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "    name: Kim",
            "    nmae: Kim",
            "seed.yaml:4: actors[0].nmae: there is no such field; did you mean 'name'?",
        ),
        (
            "actors:",
            "ACTORS:",
            "seed.yaml:1: ACTORS: there is no such field; did you mean 'actors'?",
        ),
        (
            "start: 2024-06-18, end: 2024-06-19",
            "start: 2024-06-18, ned: 2024-06-19",
            "seed.yaml:11: events[0].planned.ned: there is no such field; did you mean 'end'?",
        ),
        (
            "start: 2024-06-18, end: 2024-06-19",
            "start: 2024-06-19, end: 2024-06-18",
            "seed.yaml:11: events[0].planned: the end 2024-06-18 lies before the start 2024-06-19",
        ),
        (
            "start: 2024-06-18,",
            "start: 18 June,",
            (
                "seed.yaml:11: events[0].planned.start: '18 June' is not an EDTF date, such as "
                "2024-06-18, 2024-06, 2024-06~ or 2024"
            ),
        ),
        (
            "start: 2024-06-18,",
            "start: 2024-06-18/2024-06-19,",
            (
                "seed.yaml:11: events[0].planned.start: '2024-06-18/2024-06-19' is an interval; "
                "give its start and its end as two fields"
            ),
        ),
        (
            "    title: A visit",
            "    title: A visit\n    place: { name: Pyongyang, country: North Korea }",
            (
                "seed.yaml:9: events[0].place.country: 'North Korea' is not an ISO 3166-1 alpha-2 "
                "country code; did you mean KP?"
            ),
        ),
        (
            "    title: A visit",
            "    title: A visit\n    place: { name: Atlantis, country: AX1 }",
            "seed.yaml:9: events[0].place.country: 'AX1' is not an ISO 3166-1 alpha-2 country code",
        ),
        (
            "    title: A visit",
            "    title: A visit\n    place: { name: Pyongyang, zone: Pyongyang }",
            (
                "seed.yaml:9: events[0].place.zone: 'Pyongyang' is not an IANA time zone (such as "
                "'Europe/London')"
            ),
        ),
        (
            "    title: A visit\n",
            "",
            "seed.yaml:6: events[0].title: is missing; it is required",
        ),
        (
            "    kind: person",
            "    kind: persn",
            (
                "seed.yaml:3: actors[0].kind: found 'persn'; expected 'person', 'office', 'state', "
                "'organisation' or 'group'"
            ),
        ),
        (
            "id: kim",
            "id: Kim Jong Un",
            (
                "seed.yaml:2: actors[0].id: found 'Kim Jong Un'; expected lower-case words "
                "joined by hyphens"
            ),
        ),
        (
            "name: Kim Jong Un",
            "name:",
            "seed.yaml:4: actors[0].name: found None; expected text",
        ),
        (
            "name: Kim Jong Un",
            "name: ''",
            "seed.yaml:4: actors[0].name: found ''; expected text",
        ),
        (
            "name: Kim Jong Un",
            "name: [Kim, Jong]",
            "seed.yaml:4: actors[0].name: found ['Kim', 'Jong']; expected text",
        ),
        (
            "name: Kim Jong Un",
            f"name: {'x' * 301}",
            f"seed.yaml:4: actors[0].name: found '{'x' * 59}…; expected at most 300 characters",
        ),
        (
            "    name: Kim Jong Un",
            "    name: Kim Jong Un\n    aliases: Kim",
            "seed.yaml:5: actors[0].aliases: found 'Kim'; expected a list",
        ),
        (
            "    name: Kim Jong Un",
            "    name: Kim Jong Un\n    rank: ten",
            "seed.yaml:5: actors[0].rank: found 'ten'; expected a whole number",
        ),
        (
            "{ actor: kim, role: host }",
            "kim",
            "seed.yaml:13: events[0].participants[0]: found 'kim'; expected a mapping of fields",
        ),
        (
            "{ actor: kim, role: host }",
            "{ actor: kim, role: host }\n      - { actor: kim, role: host }",
            "seed.yaml:6: events[0]: kim is named 2 times as host",
        ),
        (
            "    certainty: eos4",
            "    certainty: eos4\n    status: postponed",
            (
                "seed.yaml:6: events[0]: a postponed event has no date: move it to 'previously', "
                "or use 'rescheduled'"
            ),
        ),
        (
            "    certainty: eos4",
            "    certainty: eos4\n    revision: 3",
            "seed.yaml:6: events[0]: leave out 'revision': Dragoman counts the revisions itself",
        ),
        (
            "name: Kim Jong Un",
            r'name: "Kim\0Jong Un"',
            r"seed.yaml:4: the control character '\x00' is not used here",
        ),
        (
            "name: Kim Jong Un",
            r'name: "\e[2JKim"',
            r"seed.yaml:4: the control character '\x1b' is not used here",
        ),
    ],
)
def test_one_fault_is_one_clear_error(problems, old: str, new: str, said: str):
    assert old in GOOD

    assert problems(GOOD.replace(old, new, 1)) == [said]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "seed.yaml:1: expected a mapping with sections such as actors: or events:"),
        ("# a comment\n", "seed.yaml:1: expected a mapping with sections such as actors: or"),
        ("- a\n- b\n", "seed.yaml:1: expected a mapping with sections such as actors: or events:"),
        ("Just a letter.\n", "seed.yaml:1: expected a mapping with sections such as"),
        ("nonsense: 1\n", f"seed.yaml:1: nonsense: there is no such field; there are {SECTIONS}"),
        ("actors: kim\n", "seed.yaml:1: actors: found 'kim'; expected a list"),
        ("actors:\n\t- id: kim\n", "seed.yaml:2: is not YAML: found character that cannot start"),
        ("actors: [\n", "seed.yaml:2: is not YAML: did not find expected node content"),
        ("title: a: b\n", "seed.yaml:1: is not YAML: mapping values are not allowed"),
        ("title: a\n---\ntitle: b\n", "seed.yaml:2: is not YAML: but found another document"),
        ("actors: []\nactors: []\n", "seed.yaml:2: actors: the key 'actors' stands here twice"),
        ("actors:\n  - id: a\n    id: b\n", "seed.yaml:3: id: the key 'id' stands here twice"),
        ("? [a, b]\n: c\n", "seed.yaml:1: a key must be a word"),
        ("title: !!python/name:os.system x\n", "seed.yaml:1: the tag tag:yaml.org,2002:python/"),
        ("title: x\nactors: !!set {}\n", "seed.yaml:2: the tag tag:yaml.org,2002:set is not used"),
        ("title: &t x\n", "seed.yaml:1: anchors and aliases are not used here"),
        ("title: *t\n", "seed.yaml:1: anchors and aliases are not used here"),
        ("title: x\nactors: " + "[" * 100, "seed.yaml:2: is nested more than 20 deep"),
        ("title: x\nactors: " + "{a: " * 100, "seed.yaml:2: is nested more than 20 deep"),
        (b"\x89PNG\r\n\x1a\n\x00", "seed.yaml:1: is not UTF-8 text; expected a YAML file"),
        (b"title: x\nnote: caf\xe9\n", "seed.yaml:2: is not UTF-8 text; expected a YAML file"),
        (b"\x00\x01\x02", "seed.yaml: is not YAML: unacceptable character"),
        (b"x" * 4_900_000, "seed.yaml:1: expected a mapping with sections such as"),
        (b"- x\n" * 1_000_000, "seed.yaml: the file holds more than 300,000 values: split it"),
        (b"x" * 10_000_000, "seed.yaml: the file has 10.0 MB; at most 5 MB are read: split it"),
    ],
    ids=lambda value: repr(value[:30]) if len(value) < 200 else f"{len(value)} characters",
)
def test_what_is_no_seed_file_is_one_clear_error(problems, content: str | bytes, said: str):
    (only,) = problems(content)

    assert only.startswith(said)


def test_a_bomb_does_not_go_off(problems):
    """Nine levels of nine references each: 387 million strings if they were followed."""
    levels = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [
        f"{name}: &{name} [{', '.join([f'*{inner}'] * 9)}]"
        for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    assert problems("\n".join(levels)) == ["seed.yaml:1: anchors and aliases are not used here"]


def test_every_fault_of_a_file_is_told_at_once(problems):
    assert problems(GOOD.replace("person", "persn").replace("eos4", "eos9")) == [
        (
            "seed.yaml:3: actors[0].kind: found 'persn'; expected 'person', 'office', 'state', "
            "'organisation' or 'group'"
        ),
        (
            "seed.yaml:9: events[0].certainty: found 'eos9'; expected 'eos0', 'eos1', 'eos2', "
            "'eos3', 'eos4', 'eos5' or 'eos6'"
        ),
    ]


def test_a_misspelt_field_is_not_told_as_missing_too(problems):
    assert problems(GOOD.replace("    title:", "    titel:")) == [
        "seed.yaml:8: events[0].titel: there is no such field; did you mean 'title'?"
    ]


def test_a_hundred_thousand_faults_are_told_by_the_first(problems):
    said = problems("".join(f"key-{number}: x\n" for number in range(100_000)))

    assert len(said) == MAX_PROBLEMS + 1
    assert said[-1] == f"seed.yaml: and {100_000 - MAX_PROBLEMS} more problems, not shown"


def test_a_fault_in_the_wire_is_found_in_its_item(problems):
    wire = """\
        wire:
          - id: one
            at: 2024-06-17T10:00Z
            headline: News
          - id: two
            at: 2024-06-17
            headline: News
            claims:
              - { id: a, claimant: kim, proposition: P, stance: shouted, outlet: O }
    """

    assert problems(dedent(wire)) == [
        "seed.yaml:6: wire[1].at: '2024-06-17' is not an instant, such as 2024-06-19T02:22+09:00",
        (
            "seed.yaml:9: wire[1].claims[0].stance: found 'shouted'; expected 'asserted', "
            "'denied', 'concluded', 'stated', 'pledged', 'demanded', 'assessed' or "
            "'declined-to-comment'"
        ),
    ]


# What YAML 1.1 would have turned into something else.


def test_norway_stays_norway(read: Read):
    content = read("treaties:\n  - { state: NO, name: Norway }\n").content

    assert content.treaties[0].state == "NO"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2000", "2000"), ("2024-06-18", "2024-06-18"), ("2024-06", "2024-06"), ("1999~", "1999~")],
)
def test_a_date_stays_as_it_is_written(read: Read, written: str, kept: str):
    content = read(f"sources:\n  - {{ id: a, outlet: O, published: {written} }}\n").content

    assert content.sources[0].published == kept


@pytest.mark.parametrize(
    "title", ["yes", "off", "1_000", "0x1F", "1e3", "12:30:45", ".inf", "Null"]
)
def test_a_word_that_looks_like_something_else_is_a_word(read: Read, title: str):
    assert read(f"title: {title}\n").content.title == title


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_nothing_can_be_said(read: Read, nothing: str):
    content = read(f"changes:\n  - event: visit\n    set: {{ subtype: {nothing} }}\n").content

    assert content.changes[0].set == {"subtype": None}


def test_a_quoted_word_is_always_text(read: Read):
    assert read("title: 'null'\n").content.title == "null"


def test_truth_can_be_said(read: Read):
    warrant = "{ id: w, court: c, subject: s, kind: summons, status: pending, sealed: true }"

    assert read(f"warrants:\n  - {warrant}\n").content.warrants[0].sealed is True


def test_a_byte_order_mark_is_no_fault(read: Read):
    assert read(b"\xef\xbb\xbftitle: x\n").content.title == "x"


# Files among each other.


def _seeds(tmp_path: Path, **contents: str) -> list[Seed]:
    found = []
    for name, content in contents.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(dedent(content))
        found.append(read_seed(path))
    return found


KIM = "actors:\n  - { id: kim, kind: person, name: Kim }\n"


def test_an_id_twice_in_one_file(tmp_path: Path):
    (said,) = twice_defined(
        _seeds(tmp_path, a=KIM + "  - { id: kim, kind: person, name: Another }\n")
    )

    assert str(said) == (
        f"{tmp_path}/a.yaml:3: actors[1].id: the actor 'kim' is defined already at "
        f"{tmp_path}/a.yaml:2"
    )


def test_an_id_twice_in_two_files(tmp_path: Path):
    (said,) = twice_defined(_seeds(tmp_path, a=KIM, b=f"title: Another\n{KIM}"))

    assert str(said) == (
        f"{tmp_path}/b.yaml:3: actors[0].id: the actor 'kim' is defined already at "
        f"{tmp_path}/a.yaml:2"
    )


def test_a_state_twice_in_the_list_of_a_treaty(tmp_path: Path):
    twice = "treaties:\n  - { state: NO, name: Norway }\n  - { state: NO, name: Norge }\n"
    (said,) = twice_defined(_seeds(tmp_path, a=twice))

    assert "the treaty status 'rome-statute/NO' is defined already at" in str(said)


def test_an_id_may_name_things_of_several_kinds(tmp_path: Path):
    assert twice_defined(_seeds(tmp_path, a=GOOD.replace("id: visit", "id: kim"))) == []


def test_an_id_that_nobody_defines(tmp_path: Path):
    (seed,) = _seeds(tmp_path, a=GOOD.replace("actor: kim", "actor: kim-yong-un"))
    (said,) = undefined(seed, {"actor": {"kim-jong-un", "putin"}})

    assert str(said) == (
        f"{tmp_path}/a.yaml:13: events[0].participants[0].actor: found 'kim-yong-un', but no actor "
        "has that id; did you mean 'kim-jong-un'?"
    )


def test_an_id_is_looked_for_wherever_a_file_can_name_one(tmp_path: Path):
    (seed,) = _seeds(
        tmp_path,
        a="""\
        occupancies: [{ holder: x-holder, post: x-post, sources: [x-source] }]
        warrants: [{ id: w, court: x-court, subject: x-subject, kind: summons, status: pending }]
        claims:
          - { id: c, claimant: x-claimant, about: [x-about], proposition: P, stance: denied,
              denies: x-claim, outlet: O, events: [x-event], sources: [x-source] }
        subscriptions: [{ id: s, channel: x-channel }]
        events:
          - id: e
            kind: visit
            title: T
            certainty: eos4
            standing: expected
            broader: x-broader
            sources: [x-source]
            tally: { number: 1, sources: [x-source] }
            agenda: [{ text: T, standing: expected, sources: [x-source] }]
            participants:
              - { actor: x-actor, role: host, mode: represented, represented_by: x-deputy }
        changes:
          - event: x-changed
            add:
              sources: [x-source]
              outcomes: [{ text: T, standing: expected, sources: [x-source] }]
              participants: [{ actor: x-added, role: host }]
        wire:
          - { id: i, at: 2024-06-17T10:00Z, headline: H, source: x-source }
        """,
    )

    fields = {one.field for one in undefined(seed, {})}

    assert fields >= {
        "occupancies[0].holder", "occupancies[0].post", "occupancies[0].sources[0]",
        "warrants[0].court", "warrants[0].subject", "claims[0].claimant", "claims[0].about[0]",
        "claims[0].denies", "claims[0].events[0]", "claims[0].sources[0]",
        "subscriptions[0].channel", "events[0].broader", "events[0].sources[0]",
        "events[0].tally.sources[0]", "events[0].agenda[0].sources[0]",
        "events[0].participants[0].actor", "events[0].participants[0].represented_by",
        "changes[0].event", "changes[0].add.sources[0]",
        "changes[0].add.outcomes[0].sources[0]", "changes[0].add.participants[0].actor",
        "wire[0].source",
    }  # fmt: skip
    assert len(undefined(seed, {})) == len(fields)


# Which files are read.


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(BadSeed, match=r"nowhere\.yaml: there is no such file or folder"):
        seed_files([tmp_path / "nowhere.yaml"])


def test_a_folder_without_yaml_is_told(tmp_path: Path):
    (tmp_path / "readme.txt").write_text("nothing")

    with pytest.raises(BadSeed, match=r"no \.yaml file is among the paths given"):
        seed_files([tmp_path])


def test_a_folder_is_searched_to_the_bottom_once(tmp_path: Path):
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    for path in (inner / "b.yaml", tmp_path / "a.yml", tmp_path / "c.txt"):
        path.write_text(KIM)

    assert seed_files([tmp_path, inner]) == [tmp_path / "a.yml", inner / "b.yaml"]


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path):
    with pytest.raises(BadSeed, match="cannot be read: Is a directory"):
        read_seed(tmp_path)


# Whatever comes, it is a seed or a bad seed.

_YAMLISH = st.text(alphabet="actorsidkn:-[]{}&*!|>'\"#%@,?\n\t 0129~\\", max_size=80)
_PIECES = st.lists(
    st.sampled_from(
        ["actors:", "events:", "wire:", "title:", "  - ", "id: a", "kind: visit", "name: x",
         "planned: ", "{start: 2024}", "\n", "\n  ", "[", "]", "{", "}", ": ", ", ", "'", '"',
         "null", "at: 2024-06-17T10:00Z", "set: ", "add: ", "changes:", "- event: a", "\\0"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary() | (_YAMLISH | _PIECES | st.text()).map(lambda text: text.encode(errors="replace"))
)
@example(b"actors: [{id: a, kind: person, name: x, rank: " + b"9" * 5000 + b"}]")
@example(b"sources: [{id: a, outlet: x, published: Y1E99999999}]")
@example(b"? |\n  a\n: - b\n")
@example(b"wire: [{id: a, headline: h, at: 9999-12-31T23:59:59-12:00}]")
@example(b"subscriptions: [{id: a, channel: b, reminders: [999999999999d]}]")
def test_any_bytes_are_a_seed_or_a_bad_seed(path: Path, content: bytes):
    path.write_bytes(content)
    try:
        seed = read_seed(path)
    except BadSeed as bad:
        problems = bad.problems
    else:
        assert isinstance(seed.content, SeedFile)
        return
    assert problems
    assert all(one.message for one in problems)
