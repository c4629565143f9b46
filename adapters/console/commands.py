"""The prompt of the console: slash commands with history and completion."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.cards.card import Card
from bot.commands.parse import PREFIX
from bot.commands.spec import Command, Option
from bot.commands.table import BY_NAME, COMMANDS

LEAVE = frozenset({"quit", "exit", "/quit", "/exit"})
_PROMPT = HTML("<b>dragoman&gt;</b> ")
_HINT = "/help lists the commands, Tab completes, quit or Ctrl-D ends."


async def prompt_loop(
    ask: Callable[[str], Awaitable[Card]],
    show: Callable[[Card], None],
    *,
    history: Path | None = None,
    session: PromptSession[str] | None = None,
) -> None:
    """Read commands and show what is answered, until "quit" or Ctrl-D; Ctrl-C clears the line.

    `history` is the file in which lines are remembered; none forgets them at the end.
    """
    reader = session or PromptSession[str](
        history=_history(history),
        completer=CommandCompleter(),
        complete_while_typing=False,
        bottom_toolbar=_HINT,
    )
    # Alerts that arrive meanwhile are printed above the prompt instead of across it.
    with patch_stdout(raw=True):
        while (line := await _next_line(reader)) is not None:
            if line:
                show(await ask(line))


async def _next_line(reader: PromptSession[str]) -> str | None:
    """Return the line that was typed, empty if it was given up; none to leave."""
    try:
        line = (await reader.prompt_async(_PROMPT)).strip()
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return None
    return None if line.lower() in LEAVE else line


def _history(path: Path | None) -> History:
    if path is None:
        return InMemoryHistory()
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileHistory(str(path))


class CommandCompleter(Completer):
    """Completes the names of commands, of their options, and what an option may be."""

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> Iterable[Completion]:
        """Yield what may stand in place of the word before the cursor."""
        *before, word = document.text_before_cursor.lstrip().split(" ")
        before = [one for one in before if one and one.lstrip("/") != PREFIX]
        if not before:
            yield from _commands(word)
            return
        command = BY_NAME.get(before[0].lstrip("/"))
        if command is not None:
            yield from _options(command, word, before)


def _commands(word: str) -> Iterable[Completion]:
    slash = "/" if word.startswith("/") else ""
    for command in COMMANDS:
        if command.name.startswith(word.removeprefix("/").lower()):
            yield _completion(slash + command.name, word, command.summary)


def _options(command: Command, word: str, before: list[str]) -> Iterable[Completion]:
    if command.name == "help":
        yield from _commands(word)
        return
    name, colon, begun = word.partition(":")
    option = command.option(name)
    if colon and option is not None:
        for choice in option.choices:
            if choice.startswith(begun):
                yield _completion(f"{name}:{choice}", word, option.help)
        return
    for one in command.options:
        if one.name.startswith(word.lower()) and not _given(one, before):
            yield _completion(f"{one.name}:", word, one.help)


def _given(option: Option, before: list[str]) -> bool:
    return any(one.startswith(f"{option.name}:") for one in before)


def _completion(text: str, word: str, meaning: str) -> Completion:
    return Completion(text, start_position=-len(word), display_meta=meaning)
