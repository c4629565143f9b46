"""From a typed line to a command and its arguments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parse import Parsed, UsageProblem, parse
from bot.commands.table import BY_NAME, COMMANDS


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        ("actor putin", "actor", {"name": "putin"}),
        ("/actor putin", "actor", {"name": "putin"}),
        ("/diplo actor kim jong un", "actor", {"name": "kim jong un"}),
        ("ACTOR To Lam", "actor", {"name": "To Lam"}),
        ("", "help", {}),
        ("/", "help", {}),
        ("help exposure", "help", {"command": "exposure"}),
        ("upcoming", "upcoming", {}),
        (
            "upcoming next 2 weeks actor:putin country:vietnam kind:visit",
            "upcoming",
            {"range": "next 2 weeks", "actor": "putin", "country": "vietnam", "kind": "visit"},
        ),
        ("upcoming --actor putin june 2024", "upcoming", {"actor": "putin", "range": "june 2024"}),
        ("upcoming --kind=visit", "upcoming", {"kind": "visit"}),
        ('upcoming actor:"kim jong un"', "upcoming", {"actor": "kim jong un"}),
        ("upcoming actor:“kim jong un”", "upcoming", {"actor": "kim jong un"}),
        ("event putin vietnam revision:2", "event", {"event": "putin vietnam", "revision": "2"}),
        ("events from june to july", "events", {"from": "june", "to": "july"}),
        ("events to lam", "events", {"actor": "to lam"}),
        ("events to lam visit", "events", {"actor": "to lam", "kind": "visit"}),
        ("events visit", "events", {"actor": "visit"}),
        ("event putin vietnam 2024", "event", {"event": "putin vietnam 2024"}),
        ("preview 14", "preview", {"days": "14"}),
        ("roles ada admin", "roles", {"who": "ada", "role": "admin"}),
        ("roles ada", "roles", {"who": "ada"}),
        ("pause 2h", "pause", {"until": "2h"}),
        ("pause until tomorrow 08:00", "pause", {"until": "tomorrow 08:00"}),
        ("snooze g7 2024 until friday", "snooze", {"event": "g7 2024", "until": "friday"}),
        (
            'subscribe putin, to lam digest:"08:00 weekdays" quiet:22:00-06:30',
            "subscribe",
            {"actors": "putin, to lam", "digest": "08:00 weekdays", "quiet": "22:00-06:30"},
        ),
    ],
)
def test_lines(line: str, command: str, arguments: dict[str, str]) -> None:
    assert parse(line) == Parsed(command, arguments)


@pytest.mark.parametrize(
    ("words", "actor", "country"),
    [
        ("putin mongolia", "putin", "mongolia"),
        ("putin in mongolia", "putin", "mongolia"),
        ("kim jong un north korea", "kim jong un", "north korea"),
        ('"kim jong un" "north korea"', "kim jong un", "north korea"),
        ("actor:putin dr congo", "putin", "dr congo"),
        ("laurent gbagbo cote d'ivoire", "laurent gbagbo", "cote d'ivoire"),
        ("putin korea", "putin", "korea"),
        ("putin Вьетнам", "putin", "Вьетнам"),
    ],
)
def test_a_name_and_a_country_need_no_quotation_marks(words: str, actor: str, country: str) -> None:
    expected = {"actor": actor, "country": country}
    assert parse(f"exposure {words}") == Parsed("exposure", expected)
    dated = expected | {"on": "2024-09-03"}
    for date in ("on 2024-09-03", "on:2024-09-03", "--on 2024-09-03", "--on=2024-09-03"):
        assert parse(f"exposure {words} {date}") == Parsed("exposure", dated)


@pytest.mark.parametrize(
    ("line", "problem", "remedy"),
    [
        ("actr putin", "there is no command 'actr'", "did you mean actor?"),
        ("zzzzzz", "there is no command 'zzzzzz'", "write help for all commands"),
        ('actor "putin', "a quotation mark is not closed", 'write "kim jong un"'),
        ("actor putin --when x", "actor has no option 'when'", "write actor NAME"),
        ("upcoming kind:", "the option 'kind' has no value", "write kind:VALUE"),
        ("resume now", "'now' is one word too many", "write resume [channel:TEXT]"),
        (
            "preview soon",
            "'soon' is one word too many",
            "write preview [days:NUMBER] [channel:TEXT]",
        ),
    ],
)
def test_a_mistake_comes_with_its_remedy(line: str, problem: str, remedy: str) -> None:
    found = parse(line)
    assert isinstance(found, UsageProblem)
    assert (found.problem, found.remedy) == (problem, remedy)


def test_every_example_in_the_table_can_be_read() -> None:
    for command in COMMANDS:
        for example in command.examples:
            parsed = parse(example)
            assert isinstance(parsed, Parsed), example
            assert parsed.command == command.name


_PIECES = st.sampled_from(
    [*BY_NAME, "/", "--", "--on", "on", "actor:", "kind:visit", '"', "'", "putin", "june", ":"]
)


@given(st.text() | st.lists(_PIECES, max_size=6).map(" ".join))
def test_any_line_is_read_or_refused(line: str) -> None:
    parsed = parse(line)
    if isinstance(parsed, Parsed):
        known = {option.name for option in BY_NAME[parsed.command].options}
        assert set(parsed.arguments) <= known
    else:
        assert parsed.problem


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        ("putin xi", "putin", "xi"),
        ("kim jong un and xi jinping", "kim jong un", "xi jinping"),
        ("putin & to lam", "putin", "to lam"),
        ('"kim jong un" "xi jinping"', "kim jong un", "xi jinping"),
        ("bosnia and herzegovina and serbia", "bosnia and herzegovina", "serbia"),
        ("serbia and bosnia and herzegovina", "serbia", "bosnia and herzegovina"),
        ("kim jong un north korea", "kim jong un", "north korea"),
        ("united states kim jong un", "united states", "kim jong un"),
        ("putin kim jong un", "putin", "kim jong un"),
        ("b:xi putin", "putin", "xi"),
    ],
)
def test_two_names_are_parted(words: str, one: str, other: str) -> None:
    assert parse(f"between {words}") == Parsed("between", {"a": one, "b": other})


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("where theresa may", {"actor": "theresa may"}),
        ("where putin tomorrow", {"actor": "putin", "on": "tomorrow"}),
        ("where putin 2024-06-19", {"actor": "putin", "on": "2024-06-19"}),
        (
            "who-is-in north korea on rest of the week",
            {"place": "north korea", "on": "rest of the week"},
        ),
        ("where putin on the 18th", {"actor": "putin", "on": "the 18th"}),
        (
            "events from early june to the end of july kind:visit",
            {"from": "early june", "to": "the end of july", "kind": "visit"},
        ),
        ("who-is-in today", {"place": "today"}),
        ("exposure putin mongolia today", {"actor": "putin", "country": "mongolia", "on": "today"}),
        ("events today", {"actor": "today"}),
    ],
)
def test_a_day_at_the_end_needs_no_on(line: str, arguments: dict[str, str]) -> None:
    assert parse(line).arguments == arguments  # type: ignore[union-attr]
