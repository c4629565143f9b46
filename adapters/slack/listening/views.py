"""Modals and the App Home as Slack takes them: a card in one, words in one, a form.

https://docs.slack.dev/reference/views
"""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, PlainTextObject, SectionBlock

from adapters.slack.layout import limits
from adapters.slack.layout.text import plain
from adapters.slack.render import message
from bot.cards.card import Card

TITLE = 24
BLOCKS = 100
_ACTIONS = "actions"
_WAITING = "One moment …"


def modal(
    title: str,
    blocks: Sequence[Block | dict[str, Any]],
    *,
    callback: str = "",
    submit: str = "",
    metadata: str = "",
) -> dict[str, Any]:
    """Return a modal."""
    made: dict[str, Any] = {
        "type": "modal",
        "title": _words(title, TITLE),
        "close": _words("Close", TITLE),
        "blocks": [one if isinstance(one, dict) else one.to_dict() for one in blocks],
    }
    if callback:
        made["callback_id"] = callback
    if submit:
        made["submit"] = _words(submit, TITLE)
    if metadata:
        made["private_metadata"] = metadata
    return made


def waiting() -> dict[str, Any]:
    """Return what is shown until there is an answer: a modal must open within three seconds."""
    text = PlainTextObject(text=_WAITING, emoji=False)
    return modal("Dragoman", [SectionBlock(text=text)])


def showing(card: Card) -> dict[str, Any]:
    """Return a modal that shows a card, without its buttons."""
    return modal("Dragoman", [one for one in in_view(card) if one["type"] != _ACTIONS])


def in_view(card: Card) -> list[dict[str, Any]]:
    """Return the blocks of a card for a view, which has no place for a coloured bar."""
    shown = message(card).payload()
    beside = [block for one in shown["attachments"] for block in one["blocks"]]
    return [*shown["blocks"], *beside][:BLOCKS]


def _words(text: str, limit: int) -> dict[str, Any]:
    return PlainTextObject(text=limits.cut(plain(text), limit), emoji=False).to_dict()
