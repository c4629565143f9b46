"""What is said to each command, also where it cannot be answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.card import Tone
from bot.commands.spec import TERMINAL, Outcome, Request
from bot.commands.table import COMMANDS
from bot.domain.answers import ActorAnswer, EventAnswer, ExposureAnswer, Listing, WarrantAnswer
from bot.store.database import Database
from tests.commands.conftest import Ask
from tests.commands.desk import counter
from tests.world import NOW


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("event putin-vietnam-2024", EventAnswer),
        ("event putin vietnam 2024", EventAnswer),
        ("trip putin", EventAnswer),
        ("actor Путин", ActorAnswer),
        ("upcoming next 2 weeks", Listing),
        ("upcoming june 2024 actor:putin country:vietnam kind:VISIT", Listing),
        ("events actor:putin status:occurred", Listing),
        ("warrant putin", WarrantAnswer),
        ("warrant icc-putin-2023", WarrantAnswer),
        ("warrants", Listing),
        ("warrants putin", Listing),
        ("exposure putin mongolia on 2024-09-03", ExposureAnswer),
        ("history putin north korea 2024", Listing),
        ("claims dprk", Listing),
        ("claims", Listing),
    ],
)
async def test_it_is_answered(ask: Ask, line: str, kind: type) -> None:
    reply = await ask(line)
    assert (reply.outcome, reply.problem) == (Outcome.ANSWERED, None)
    assert isinstance(reply.data, kind)
    assert reply.card.tone is not Tone.TROUBLE


@pytest.mark.parametrize(
    ("line", "outcome", "problem"),
    [
        ("actor kim", Outcome.SEVERAL, "Kim Jong Il [kim-jong-il], Kim Jong Un [kim-jong-un]"),
        ("exposure putin korea", Outcome.SEVERAL, "North Korea [KP], South Korea [KR]"),
        ("actor zzzz", Outcome.NOTHING, "nothing found for 'zzzz'"),
        ("exposure putin mongolai", Outcome.NOTHING, "Mongolia [MN]"),
        ("warrant to lam", Outcome.NOTHING, "nothing found for 'warrant against To Lam'"),
        ("summit putin", Outcome.NOTHING, "nothing found"),
        ("event putin-vietnam-2024 revision:9", Outcome.NOTHING, "revision 9"),
        ("event putin-vietnam-2024 revision:two", Outcome.MISUSED, "number from 1 on"),
        ("actor", Outcome.MISUSED, "actor needs name"),
        ("exposure putin", Outcome.MISUSED, "exposure needs country"),
        ("exposure putin mongolia on:june", Outcome.MISUSED, "more than one day"),
        ("upcoming bananas", Outcome.MISUSED, "write next 2 weeks"),
        ("upcoming kind:banana", Outcome.MISUSED, "it is one of visit, trip"),
        ("events from 2024-07-01 to 2024-06-01", Outcome.MISUSED, "lies before"),
        ("actr putin", Outcome.MISUSED, "did you mean actor?"),
        ("help exposur", Outcome.NOTHING, "[exposure]"),
    ],
)
async def test_it_cannot_be_answered(ask: Ask, line: str, outcome: Outcome, problem: str) -> None:
    reply = await ask(line)
    assert reply.outcome is outcome
    assert reply.problem is not None
    assert problem in reply.problem
    assert "\n" not in reply.problem
    assert reply.card.tone is Tone.TROUBLE
    assert reply.data is None


async def test_what_was_understood_is_said(ask: Ask) -> None:
    reply = await ask("upcoming 2024-06-18..2024-06-30 actor:putin country:вьетнам")
    assert isinstance(reply.data, Listing)
    assert reply.data.interpretation == "18–30 Jun 2024, with Vladimir Putin, in Vietnam"
    assert [one.id for one in reply.data.items] == ["putin-vietnam-2024"]


async def test_a_list_says_how_many_there_are(ask: Ask) -> None:
    reply = await ask("events actor:putin limit:2")
    assert isinstance(reply.data, Listing)
    assert (len(reply.data.items), reply.data.total) == (2, 5)


async def test_help_names_every_command(ask: Ask) -> None:
    said = str((await ask("help")).card)
    for command in COMMANDS:
        assert command.name in said
        assert command.summary in said


async def test_help_explains_a_command(ask: Ask) -> None:
    said = str((await ask("help exposure")).card)
    assert "exposure ACTOR COUNTRY [on:DATE]" in said
    assert "exposure putin mongolia on 2024-09-03" in said


@given(
    st.sampled_from([one.name for one in COMMANDS]),
    st.dictionaries(
        st.sampled_from([option.name for one in COMMANDS for option in one.options]),
        st.text() | st.sampled_from(["putin", "vietnam", "2024", "june", "visit"]),
        max_size=3,
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
async def test_nothing_that_is_typed_makes_it_raise(
    settled: Database, name: str, arguments: dict[str, str]
) -> None:
    reply = await counter(settled).answer(Request(name, arguments, NOW, TERMINAL))
    assert reply.ok == (reply.problem is None)
