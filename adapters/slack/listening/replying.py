"""A reply as a message for whoever asked, with what can be done about it: share it, turn the page.

All that these buttons need stands in their value, so that they outlive a restart.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    InteractiveElement,
    PlainTextObject,
)

from adapters.slack.layout import limits
from adapters.slack.layout.text import plain
from adapters.slack.listening.editing import change_menu
from adapters.slack.render import message
from bot.commands.spec import Reply

ANY = re.compile("")
"""Matches every action, form or shortcut."""
SHARE, BACK, ON = "diplo:share", "diplo:previous", "diplo:next"
_LONGEST_BYLINE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that was asked, and which page of the answer is meant."""

    line: str
    page: int = 1

    def written(self) -> str:
        """Return it as the value of a button."""
        return f"{self.page} {self.line}"

    @classmethod
    def read(cls, written: object) -> Self | None:
        """Read the value of a button; none where it is not ours."""
        page, _, line = str(written or "").partition(" ")
        return cls(line, max(int(page), 1)) if page.isdecimal() and line else None


def private(reply: Reply, asked: Asked | None, picture: str | None = None) -> dict[str, Any]:
    """Return what only whoever asked sees; `asked` is none where nothing can be asked again."""
    shown = message(reply.card, picture=picture).payload()
    buttons: list[InteractiveElement] = [*_buttons(reply, asked)] if asked else []
    menu = change_menu(reply.data)
    if menu is not None:
        buttons.append(menu)
    if buttons:
        blocks = (shown["attachments"] or [shown])[-1]["blocks"]
        if len(shown["blocks"]) + len(blocks) < limits.BLOCKS:
            blocks.append(ActionsBlock(elements=buttons).to_dict())
    return shown


def public(reply: Reply, by: str, picture: str | None = None) -> dict[str, Any]:
    """Return what the channel sees, and who shared it: a name, which calls nobody."""
    shown = message(reply.card, picture=picture).payload()
    name = limits.cut(plain(f"Shared by {by}"), _LONGEST_BYLINE)
    byline = ContextBlock(elements=[PlainTextObject(text=name, emoji=False)])
    shown["blocks"].insert(0, byline.to_dict())
    return shown


def _buttons(reply: Reply, asked: Asked) -> list[ButtonElement]:
    if len(Asked(asked.line, reply.pages).written()) > limits.BUTTON_VALUE:
        return []
    found = []
    if asked.page > 1:
        found.append(_button("Previous page", BACK, Asked(asked.line, asked.page - 1)))
    if asked.page < reply.pages:
        found.append(_button("Next page", ON, Asked(asked.line, asked.page + 1)))
    if reply.ok:
        found.append(_button("Share in channel", SHARE, asked))
    return found


def _button(label: str, action: str, asked: Asked) -> ButtonElement:
    text = PlainTextObject(text=label, emoji=False)
    return ButtonElement(text=text, action_id=action, value=asked.written())
