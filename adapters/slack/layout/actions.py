"""What can be done about a card, as a button, or as a menu where there is a choice.

Its action id names the command, its value what it is about: nothing has to be remembered.
"""

from slack_sdk.models.blocks import (
    ButtonElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from adapters.slack.layout import limits
from adapters.slack.layout.text import plain
from bot.cards.card import Button, Choice

CHOICE_LABEL = 75
CHOICE_VALUE = 150
MOST_CHOICES = 100
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""


def action(button: Button, reference: str) -> InteractiveElement:
    """Return what does `button` about `reference`."""
    action_id = f"diplo:{button.command}"[: limits.ACTION_ID]
    label = _label(button.label, limits.BUTTON_LABEL)
    choices = [_choice(one, reference) for one in button.choices[:MOST_CHOICES]]
    if choices and all(len(one.value or "") <= CHOICE_VALUE for one in choices):
        return StaticSelectElement(action_id=action_id, placeholder=label, options=choices)
    return ButtonElement(text=label, action_id=action_id, value=reference)


def _choice(one: Choice, reference: str) -> Option:
    """Return a line of the menu: the reference, and behind it what was chosen."""
    return Option(value=f"{reference} {one.value}", text=_label(one.label, CHOICE_LABEL))


def _label(text: str, limit: int) -> PlainTextObject:
    return PlainTextObject(text=limits.cut(plain(text), limit) or limits.MARK, emoji=False)
