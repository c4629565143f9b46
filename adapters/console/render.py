"""A card as a panel on the terminal, with the channel's own time and the host's beside it."""

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from adapters.console.outside import harmless, harmless_part
from adapters.console.reader import Reader, moment_words
from bot.cards.card import Block, Bullets, Card, Facts, Paragraph, Tone
from bot.cards.card import Text as CardText
from bot.domain.delivery import Receipt
from bot.ports import Post

HEADING_LIMIT = 300
"""Three lines at 100 columns; the domain's longest title."""
TEXT_LIMIT = 1200
"""Half a screen: more than this in one paragraph is not read on a terminal."""
SOURCE_LIMIT = 300
ITEMS_LIMIT = 50
"""Two screens of bullets; nobody scrolls further back."""

_BULLET, _BENEATH = "•", "↳"
_COLOURS = {
    Tone.NEWS: "green", Tone.CHANGE: "yellow", Tone.STOP: "red", Tone.AHEAD: "cyan",
    Tone.NOW: "bright_green", Tone.DONE: "blue", Tone.LAW: "magenta", Tone.DIGEST: "bright_blue",
    Tone.ANSWER: "white", Tone.TROUBLE: "bright_red",
}  # fmt: skip


def panel(card: Card, channel: str, zone: str, now: datetime) -> RenderableType:
    """Return `card` as it stands in `channel`, whose readers live in `zone`."""
    parts: list[RenderableType] = [Text(harmless(card.heading, HEADING_LIMIT), style="bold")]
    reader = Reader(zone, card.locale, now.year)
    parts += [_block(block, reader) for block in card.blocks]
    parts += [Text(line, style="dim") for line in _picture(card)]
    parts += [Text(line, style="dim") for line in _sources(card)]
    if card.buttons and card.reference:
        parts.append(Text(_buttons(card), style="dim"))
    return framed(Group(*parts), card.tone, channel_title(channel, zone, now), card.reference)


def posted_panel(post: Post, zone: str) -> RenderableType:
    """Return a message as it comes in: a reply says to what, and who is called stands first."""
    body = panel(post.card, post.address, zone, post.now)
    above = [Text("Calling " + ", ".join(post.mentions), style="bold")] if post.mentions else []
    if post.thread is None:
        return Group(*above, body)
    reply = Text(f"  ↳ in the thread of {post.thread.message}", style="dim")
    return Group(reply, *above, Padding(body, (0, 0, 0, 2)))


def edited_line(receipt: Receipt, card: Card, news: Sequence[str]) -> RenderableType:
    """Say that a message further up now reads otherwise, and the first thing that is new in it."""
    heading = harmless(card.heading, HEADING_LIMIT)
    new = next((one for one in news if one not in heading), None)
    said = f"{heading}; {harmless(new, HEADING_LIMIT)}" if new else heading
    return Text(f"  ✎ {receipt.address} {receipt.message} now reads: {said}", style="dim")


def new_lines(before: str, after: str) -> list[str]:
    """Return the lines of a text that were not there before."""
    known = {line.strip() for line in before.splitlines()}
    return [line.strip() for line in after.splitlines() if line.strip() not in known]


def framed(body: RenderableType, tone: Tone, title: str, remark: str | None) -> RenderableType:
    """Put a frame around a message, with the channel above it and a remark below."""
    return Panel(
        body,
        box=box.ROUNDED,
        border_style=_COLOURS[tone],
        title=Text(title),
        title_align="left",
        subtitle=Text(harmless(remark, HEADING_LIMIT), style="dim") if remark else None,
        subtitle_align="right",
        padding=(0, 1),
    )


def plain_text(card: Card, zone: str, now: datetime | None = None) -> str:
    """Return `card` as lines of plain text; `now` lets it add the year of a far moment."""
    reader = Reader(zone, card.locale, now.year if now else None)
    lines = [harmless(card.heading, HEADING_LIMIT)]
    for block in card.blocks:
        lines += _plain_block(block, reader)
    return "\n".join([*lines, *_picture(card), *_sources(card)])


def channel_title(channel: str, zone: str, now: datetime) -> str:
    """Name a channel and what its clocks show: "#foreign-desk · Mon 17 Jun 12:00 BST"."""
    reader = Reader(zone)
    return f"{harmless(channel, HEADING_LIMIT)} · {reader.clock(now, zone)} {reader.mark(now)}"


def _said(text: CardText, reader: Reader) -> str:
    parts = (
        harmless_part(part, TEXT_LIMIT) if isinstance(part, str) else moment_words(part, reader)
        for part in text
    )
    return harmless("".join(parts), TEXT_LIMIT)


def _block(block: Block, reader: Reader) -> RenderableType:
    if isinstance(block, Paragraph):
        return Text(_said(block.text, reader))
    grid = Table.grid(padding=(0, 1))
    if isinstance(block, Facts):
        grid.add_column(style="dim")
        for row in _facts(block, reader):
            grid.add_row(*map(Text, row))
        return grid
    for row in _bullets(block, reader):
        grid.add_row(*map(Text, row))
    if block.heading is None:
        return grid
    return Group(Text(_heading(block.heading), style="italic"), grid)


def _plain_block(block: Block, reader: Reader) -> list[str]:
    if isinstance(block, Paragraph):
        return [_said(block.text, reader)]
    if isinstance(block, Facts):
        return [f"{label}: {value}" for label, value in _facts(block, reader)]
    heading = [_heading(block.heading)] if block.heading else []
    return heading + [" ".join(row) for row in _bullets(block, reader)]


def _facts(block: Facts, reader: Reader) -> list[tuple[str, str]]:
    rows = [(harmless(one.label, HEADING_LIMIT), _said(one.value, reader)) for one in block.items]
    return rows[:ITEMS_LIMIT] + [("…", line) for line in _left_out(len(rows))]


def _bullets(block: Bullets, reader: Reader) -> list[tuple[str, str]]:
    rows = [_bullet(item, reader) for item in block.items]
    return rows[:ITEMS_LIMIT] + [("…", line) for line in _left_out(len(rows))]


def _bullet(item: CardText, reader: Reader) -> tuple[str, str]:
    """Return the mark of an item and its text; one that belongs beneath another brings its own."""
    line = _said(item, reader)
    return (_BENEATH, line[2:]) if line.startswith(f"{_BENEATH} ") else (_BULLET, line)


def _heading(heading: str) -> str:
    return f"{harmless(heading, HEADING_LIMIT)}:"


def _buttons(card: Card) -> str:
    """Write the buttons as what to type: a terminal has nothing to click on."""
    typed = (f"/{one.command} {card.reference}" for one in card.buttons)
    return " · ".join(harmless(one, HEADING_LIMIT) for one in typed)


def _picture(card: Card) -> list[str]:
    """Say what a picture shows: a terminal has no room for it."""
    if card.picture is None:
        return []
    return [harmless(f"[{card.picture.name}] {card.picture.alt}", TEXT_LIMIT)]


def _sources(card: Card) -> list[str]:
    lines = [f"— {harmless(line, SOURCE_LIMIT)}" for line in card.sources]
    return lines[:ITEMS_LIMIT] + [f"… {line}" for line in _left_out(len(lines))]


def _left_out(number: int) -> list[str]:
    return [f"and {number - ITEMS_LIMIT} more"] if number > ITEMS_LIMIT else []
