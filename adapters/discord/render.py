"""A card as a message of Discord: laid out in components, or as an embed where that is set.

What can be done about it stands beneath: buttons in one row, each menu in a row of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import discord
from discord import ui

from adapters.discord.layout.calls import Calls
from adapters.discord.layout.controls import Control, Controls
from adapters.discord.layout.enclosed import Enclosed
from adapters.discord.layout.limits import EMBED_DESCRIPTION, TEXT
from adapters.discord.layout.mark import Mark
from adapters.discord.layout.page import heading, sections, sources
from adapters.discord.layout.paths import PREFIX
from adapters.discord.layout.text import bare, fit
from bot.cards.card import Card, Tone

TEXTS = 18
"""Text displays for the blocks of a card; beyond that several blocks share one, so that all
components with the frame, the files, the buttons and the sources stay below Discord's 40."""

COLOURS = {
    Tone.NEWS: 0x2E7D32, Tone.CHANGE: 0xF9A825, Tone.STOP: 0xC62828, Tone.AHEAD: 0x00838F,
    Tone.NOW: 0x43A047, Tone.DONE: 0x1565C0, Tone.LAW: 0x6A1B9A, Tone.DIGEST: 0x3949AB,
    Tone.ANSWER: 0x607D8B, Tone.TROUBLE: 0xD84315,
}  # fmt: skip


class Style(StrEnum):
    """How messages look."""

    LAYOUT = "layout"
    """Components V2."""
    EMBED = "embed"
    """A classic embed, for servers and clients that do not know the components."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is sent, as the arguments that discord.py's `send` and `edit` take."""

    view: ui.LayoutView | ui.View
    embed: discord.Embed | None = None
    content: str | None = None
    calls: Calls = field(default_factory=Calls)
    files: tuple[Enclosed, ...] = ()

    def arguments(self) -> dict[str, Any]:
        """Return the arguments; nobody is called who is not named in them."""
        found: dict[str, Any] = {"view": self.view, "allowed_mentions": self.calls.allowed}
        if self.embed is not None:
            found |= {"embed": self.embed, "content": self.content}
        if self.files:
            found["files"] = [one.file() for one in self.files]
        return found

    def changes(self) -> dict[str, Any]:
        """Return what an edit takes; a file that was there and is not among these goes."""
        found = self.arguments()
        return found | {"attachments": found.pop("files", [])}


def render(
    card: Card,
    style: Style,
    mark: Mark,
    mentions: Iterable[str] = (),
    *,
    word: str = PREFIX,
    files: tuple[Enclosed, ...] = (),
) -> Sheet:
    """Return `card` as a message that carries `mark` and calls those who are named.

    `word` is the one before all commands, where some have to be typed; `files` go with it.
    """
    calls, controls = Calls.of(mentions), Controls.of(card, word)
    make = _layout if style is Style.LAYOUT else _classic
    sheet = make(card, mark, calls, controls, files)
    # Whoever presses a button is answered by its custom id: discord.py need not keep each view.
    sheet.view.stop()
    return sheet


def _layout(
    card: Card, mark: Mark, calls: Calls, controls: Controls, files: tuple[Enclosed, ...]
) -> Sheet:
    view = ui.LayoutView(timeout=None)
    if calls.line:
        view.add_item(ui.TextDisplay(calls.line))
    frame: ui.Container[ui.LayoutView] = ui.Container(
        accent_colour=COLOURS[card.tone], id=mark.container
    )
    title: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(f"### {heading(card)}", id=mark.heading)
    rows = _rows(controls)
    alone = len(controls.buttons) == len(rows) == 1
    frame.add_item(ui.Section(title, accessory=rows[0][0]) if alone else title)
    for one in files:
        frame.add_item(one.item())
    below = _below(card, controls)
    room = TEXT - len(calls.line) - len(title.content) - len(below)
    for text in _together(sections(card, room)):
        frame.add_item(ui.TextDisplay(text))
    if below:
        frame.add_item(ui.Separator())
        frame.add_item(ui.TextDisplay(below))
    for row in () if alone else rows:
        frame.add_item(ui.ActionRow(*row))
    view.add_item(frame)
    return Sheet(view, calls=calls, files=files)


def _classic(
    card: Card, mark: Mark, calls: Calls, controls: Controls, files: tuple[Enclosed, ...]
) -> Sheet:
    title = f"**{heading(card)}**"
    below = controls.typed or ""
    room = EMBED_DESCRIPTION - len(title) - len(below) - 2
    lines = [title, *sections(card, room), below]
    # No title: with one, the address that carries the mark would be a link.
    embed = discord.Embed(
        description="\n".join(filter(None, lines)), colour=COLOURS[card.tone], url=mark.url
    )
    for picture in (one for one in files if one.alt is not None):
        embed.set_image(url=picture.url)
    if card.sources:
        embed.set_footer(text="\n".join(sources(card, bare)))
    view = ui.View(timeout=None)
    for number, row in enumerate(_rows(controls)):
        for one in row:
            one.row = number
            view.add_item(one)
    return Sheet(view, embed, calls.line or None, calls, files)


def thread_name(card: Card, most: int) -> str:
    """Name a thread, or the post in a forum, after its card."""
    return bare(card.heading, most) or card.reference or "…"


def _rows(controls: Controls) -> list[list[ui.Item[Any]]]:
    """Return the controls row by row."""
    buttons: list[ui.Item[Any]] = [_button(one) for one in controls.buttons]
    menus: list[list[ui.Item[Any]]] = [[_menu(one)] for one in controls.menus]
    return [buttons, *menus] if buttons else menus


def _button(control: Control) -> ui.Button[Any]:
    style = discord.ButtonStyle.secondary
    return ui.Button(label=control.label, custom_id=control.known_by, style=style)


def _menu(control: Control) -> ui.Select[Any]:
    return ui.Select(
        custom_id=control.known_by,
        placeholder=control.label,
        options=[discord.SelectOption(label=one.label, value=one.value) for one in control.choices],
    )


def _below(card: Card, controls: Controls) -> str:
    """Return what is printed small beneath a card: its sources, and commands to type."""
    lines = [f"-# {line}" for line in sources(card, fit)]
    return "\n".join(filter(None, [*lines, controls.typed]))


def _together(texts: list[str]) -> list[str]:
    """Join the last texts, so that there are no more than TEXTS."""
    first, rest = texts[: TEXTS - 1], texts[TEXTS - 1 :]
    return [*first, "\n".join(rest)] if rest else first
