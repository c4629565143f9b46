"""A card as lines of Discord's markup that fit on one message; what does not fit is said."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from adapters.discord.layout.text import CUT, fit, said
from bot.cards.card import Block, Bullets, Card, Facts, Paragraph, Text, Tone

HEADING = 300
"""Characters of a heading: the domain's longest title."""
LABEL = 100
LINE = 1500
"""Characters of one line: longer than this is not read in a chat."""
SOURCE = 200
SOURCES = 6
"""Lines of sources; more than that is looked up."""
LEAST = 40
"""A line for which there is less room than this is left out instead of cut."""

_BENEATH = "↳ "
_LEFT_OUT_ROOM = 50
"""For the line that says how many lines were left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line before it is known how much room there is: fixed markup, then a text."""

    markup: str
    text: Text = ()

    def line(self, room: int, card: Card) -> str | None:
        """Return the line in at most `room` characters; none if that is too little.

        A line that has nothing to say is empty.
        """
        left = min(room, LINE) - len(self.markup)
        if left < (LEAST if self.text else 0):
            return None
        shown = said(self.text, left, card.locale, counting=card.tone is Tone.AHEAD)
        return f"{self.markup}{shown}".rstrip() if shown or not self.text else ""


def heading(card: Card) -> str:
    """Return the heading; a message cannot do without one."""
    return fit(card.heading, HEADING).strip() or CUT


def sections(card: Card, room: int) -> list[str]:
    """Return the blocks as texts that take at most `room` characters together."""
    texts: list[str] = []
    left_out = 0
    room -= _LEFT_OUT_ROOM
    for block in card.blocks:
        lines: list[str] = []
        for row in _rows(block):
            line = row.line(room - 1, card) if not left_out else None
            if line is None:
                left_out += bool(row.text)
            elif line:
                lines.append(line)
                room -= len(line) + 1
        if lines:
            texts.append("\n".join(lines))
    if left_out:
        texts.append(f"-# {CUT} {left_out} more {_lines(left_out)} left out for want of room")
    return texts


def sources(card: Card, shorten: Callable[[str, int], str]) -> list[str]:
    """Return who said it, one line each, shortened for where they are to stand."""
    lines = [f"— {shorten(line, SOURCE)}" for line in card.sources[:SOURCES]]
    more = len(card.sources) - SOURCES
    return [*lines, f"{CUT} and {more} more"] if more > 0 else lines


def _lines(number: int) -> str:
    return "line" if number == 1 else "lines"


def _rows(block: Block) -> Iterable[Row]:
    match block:
        case Paragraph(text):
            return (Row("", text),)
        case Facts(items):
            return (Row(f"**{fit(one.label, LABEL).strip()}:** ", one.value) for one in items)
        case Bullets():
            return _bullets(block)


def _bullets(block: Bullets) -> Iterator[Row]:
    if block.heading:
        yield Row(f"**{fit(block.heading, LABEL).strip()}**")
    for item in block.items:
        first = item[0] if item else ""
        if isinstance(first, str) and first.startswith(_BENEATH):
            yield Row("  - ", (first.removeprefix(_BENEATH), *item[1:]))
        else:
            yield Row("- ", item)
