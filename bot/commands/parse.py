"""From a typed line to a command and its arguments: "exposure putin mongolia on 2024-09-03"."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.commands.free_text import split_off_country, split_off_day, split_pair
from bot.commands.spec import Command, Option, OptionKind
from bot.commands.table import BY_NAME
from bot.lookup.days import names_a_day
from bot.lookup.likeness import nearest_words

PREFIX = "diplo"
"""The word that Slack's single slash command puts before ours."""

_KEY_VALUE = re.compile(r"(?P<key>[A-Za-z]+):(?P<value>.*)", re.DOTALL)
_NO_FREE_TEXT = (OptionKind.DATE, OptionKind.CHOICE, OptionKind.NUMBER)
_DATED = (OptionKind.DATE, OptionKind.UNTIL)
_JOINTS = ("the", "of", "and", "-", "–")
"""Words within a date that are none of their own: "rest of the week"."""
_CURLY = str.maketrans("“”„", '"""')


@dataclass(frozen=True, slots=True)
class Parsed:
    """A command's name, and what it was told by option."""

    command: str
    arguments: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UsageProblem:
    """Why a line is no command, and what to write instead."""

    problem: str
    remedy: str | None = None
    words: str | None = None
    """What may just be the name of something to look up: a line that begins with no command."""


def parse(line: str) -> Parsed | UsageProblem:
    """Read a line, with or without a leading "/" or "/diplo"; an empty one asks for help."""
    try:
        words = _split(line)
    except ValueError:
        return UsageProblem("a quotation mark is not closed", 'write "kim jong un"')
    words[:1] = [words[0].removeprefix("/")] if words else []
    if words and words[0].lower() == PREFIX:
        words = words[1:]
    words = [word for word in words if word] or ["help"]
    name, *rest = words
    command = BY_NAME.get(name.lower())
    if command is None:
        return _unknown(name, words)
    return read_words(command, rest)


def _split(line: str) -> list[str]:
    lexer = shlex.shlex(line.translate(_CURLY), posix=True)
    # An apostrophe is a part of names: only the double quotation mark holds words together.
    lexer.quotes, lexer.commenters, lexer.escape = '"', "", ""
    lexer.whitespace_split = True
    return list(lexer)


def _unknown(name: str, words: Sequence[str]) -> UsageProblem:
    near = nearest_words(name, BY_NAME, limit=1)
    guess = f"did you mean {near[0]}?" if near else "write help for all commands"
    return UsageProblem(f"there is no command {name[:40]!r}", guess, " ".join(words))


def read_words(command: Command, words: Sequence[str]) -> Parsed | UsageProblem:
    """Tell the options among the words of a command; what is left over is its free text."""
    arguments: dict[str, str] = {}
    free: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        name, value = _named_option(command, word, left)
        if name is None:
            free.append(word)
            continue
        option = command.option(name)
        if option is None:
            return UsageProblem(f"{command.name} has no option {name!r}", _options_of(command))
        value = value or (left.pop(0) if left else "")
        if option.kind in _DATED:
            value = " ".join([value, *_take_day_words(command, left)])
        if not value:
            return UsageProblem(f"the option {name!r} has no value", f"write {name}:VALUE")
        arguments[name] = value
    return place_free_text(command, free, arguments)


def _named_option(command: Command, word: str, after: list[str]) -> tuple[str | None, str]:
    """Return the option that a word names, with its value if that is in the word, too.

    It may be written --on DATE, --on=DATE, on:DATE, and of a date also just: on DATE.
    """
    if word.startswith("--"):
        name, _, value = word[2:].partition("=")
        return name.lower(), value
    matched = _KEY_VALUE.fullmatch(word)
    if matched and command.option(matched["key"].lower()):
        return matched["key"].lower(), matched["value"]
    option = command.option(word.lower())
    if option and option.kind in _DATED and _day_follows(after):
        return option.name, ""
    return None, ""


def _take_day_words(command: Command, left: list[str]) -> list[str]:
    """Take the words off that go on with a date: "june 2024" of "15 june 2024"."""
    taken: list[str] = []
    while _day_follows(left) and _named_option(command, left[0], left[1:])[0] is None:
        taken.append(left.pop(0))
    return taken


def _day_follows(words: Sequence[str]) -> bool:
    """Whether a date goes on with these words: "2024", "of the week"."""
    said = next((word for word in words if word.casefold() not in _JOINTS), "")
    return names_a_day(said)


def _options_of(command: Command) -> str:
    return f"write {command.usage}"


def place_free_text(
    command: Command, free: Sequence[str], arguments: dict[str, str]
) -> Parsed | UsageProblem:
    """Give the words that name no option to the first option that is text and still open."""
    free, arguments = _place_last(command, free, arguments)
    free, arguments = _place_day(command, free, arguments)
    if not free:
        return Parsed(command.name, arguments)
    still_open = [one for one in command.options if _takes_text(one) and one.name not in arguments]
    if not still_open:
        return UsageProblem(f"{' '.join(free)[:40]!r} is one word too many", _options_of(command))
    values = [" ".join(free)]
    match [one.kind for one in still_open if one.required]:
        case [_, OptionKind.COUNTRY]:
            values = split_off_country(free)
        case [OptionKind.ACTOR, OptionKind.ACTOR] if len(free) > 1:
            values = split_pair(free)
    names = [one.name for one in still_open]
    return Parsed(command.name, arguments | dict(zip(names, values, strict=False)))


def _place_last(
    command: Command, free: Sequence[str], arguments: dict[str, str]
) -> tuple[Sequence[str], dict[str, str]]:
    """Give the last free word to the one option that may be exactly that: "roles ada editor".

    Not where it is the only word, and might as well be a name.
    """
    still_open = [one for one in command.options if one.name not in arguments]
    if not free or (len(free) == 1 and any(map(_takes_text, still_open))):
        return free, arguments
    last = free[-1].lower()
    fits = [one for one in still_open if last in one.choices]
    if len(free) == 1:
        fits += [one for one in still_open if one.kind is OptionKind.NUMBER and last.isdecimal()]
    if len(fits) != 1:
        return free, arguments
    return free[:-1], arguments | {fits[0].name: last}


def _place_day(
    command: Command, free: Sequence[str], arguments: dict[str, str]
) -> tuple[Sequence[str], dict[str, str]]:
    """Give a last word that can only be a day to the one option that takes a day."""
    dates = [one.name for one in command.options if one.kind is OptionKind.DATE]
    if len(dates) != 1 or dates[0] in arguments:
        return free, arguments
    free, day = split_off_day(free)
    return free, arguments | {dates[0]: day} if day else arguments


def _takes_text(option: Option) -> bool:
    return option.kind not in _NO_FREE_TEXT and not option.terminal
