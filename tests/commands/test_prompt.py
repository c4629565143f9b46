"""The console's prompt: what it reads, what it completes, how it ends."""

from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.commands import CommandCompleter, _history, prompt_loop
from bot.cards.card import Card, Tone

CTRL_C, CTRL_D = "\x03", "\x04"


async def _typed(keys: str) -> tuple[list[str], list[str]]:
    """Type at the prompt; give the lines that were asked and the cards that were shown."""
    asked: list[str] = []
    shown: list[str] = []

    async def ask(line: str) -> Card:
        asked.append(line)
        return Card(tone=Tone.ANSWER, heading=f"answer to {line}")

    with create_pipe_input() as typed:
        typed.send_text(keys)
        reader = PromptSession[str](input=typed, output=DummyOutput())
        await prompt_loop(ask, lambda card: shown.append(card.heading), session=reader)
    return asked, shown


@pytest.mark.parametrize("end", ["quit\r", "exit\r", "/quit\r", CTRL_D])
async def test_lines_are_answered_until_the_end(end: str) -> None:
    asked, shown = await _typed("/actor putin\r\r" + end)
    assert asked == ["/actor putin"]
    assert shown == ["answer to /actor putin"]


async def test_ctrl_c_clears_the_line() -> None:
    asked, _ = await _typed(f"half a line{CTRL_C}help\rquit\r")
    assert asked == ["help"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/ex", {"/exposure"}),
        ("ev", {"event", "events"}),
        ("/diplo wa", {"warrant", "warrants", "wake"}),
        ("/upcoming co", {"country:"}),
        ("/upcoming kind:s", {"kind:summit", "kind:signing"}),
        ("upcoming country:vietnam co", set()),
        ("help exp", {"exposure"}),
        ("nonsense a", set()),
    ],
)
def test_completion(typed: str, expected: set[str]) -> None:
    found = CommandCompleter().get_completions(Document(typed), CompleteEvent())
    assert {one.text for one in found} == expected


async def test_lines_are_remembered(tmp_path: Path) -> None:
    history = _history(tmp_path / "deep" / "history")
    history.append_string("/actor putin")
    assert [line async for line in _history(tmp_path / "deep" / "history").load()] == [
        "/actor putin"
    ]
