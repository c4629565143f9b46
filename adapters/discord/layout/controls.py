"""What can be pressed or chosen on a card, and what has to be typed because it cannot.

A custom id is "diplo:<command>:<reference>". Where that is longer than Discord takes, or a menu has
more choices, the command is written out instead: a shortened reference could stand for another
thing, and a choice that is not shown cannot be made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.discord.layout.limits import (
    BUTTON_LABEL,
    BUTTONS_IN_ROW,
    CHOICE_NAME,
    CUSTOM_ID,
    MENU_CHOICES,
    MENU_LABEL,
)
from adapters.discord.layout.paths import PREFIX, typed_path
from adapters.discord.layout.text import bare, escaped
from bot.cards.card import Button, Card, Choice
from bot.commands.table import BY_NAME

MENUS = 2
"""Menus of a card, each a row of its own; with more of them a long card would have more components
than Discord takes."""


@dataclass(frozen=True, slots=True)
class Control:
    """A button; a menu where it has choices."""

    known_by: str
    """The custom id."""
    label: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Controls:
    """All that can be done about a card."""

    buttons: tuple[Control, ...] = ()
    menus: tuple[Control, ...] = ()
    typed: str | None = None
    """As commands to type: what is neither a button nor a menu. In small print."""

    @classmethod
    def of(cls, card: Card, word: str = PREFIX) -> "Controls":
        """Return the controls of a card; `word` is the one that stands before all commands."""
        reference = card.reference
        if reference is None:
            return cls()
        found = {one.known_by: one for one in (_control(each, reference) for each in card.buttons)}
        drawn = [one for one in found.values() if _fits(one)]
        buttons = [one for one in drawn if not one.choices][:BUTTONS_IN_ROW]
        menus = [one for one in drawn if one.choices][:MENUS]
        shown = {one.known_by for one in (*buttons, *menus)}
        rest = [one for one in card.buttons if custom_id(one, reference) not in shown]
        return cls(tuple(buttons), tuple(menus), _typed(rest, reference, word))


def custom_id(button: Button, reference: str) -> str:
    """Return what a button is known by when it is pressed: "diplo:event:putin-hanoi-2024"."""
    return f"{PREFIX}:{button.command}:{reference}"


def _control(button: Button, reference: str) -> Control:
    room = MENU_LABEL if button.choices else BUTTON_LABEL
    label = bare(button.label, room) or button.command
    choices = tuple(
        Choice(one.value, bare(one.label, CHOICE_NAME) or one.value) for one in button.choices
    )
    return Control(custom_id(button, reference), label, choices)


def _fits(control: Control) -> bool:
    values = [one.value for one in control.choices]
    return (
        len(control.known_by) <= CUSTOM_ID
        and len(values) <= MENU_CHOICES
        and len(set(values)) == len(values)
        and all(1 <= len(one) <= CHOICE_NAME for one in values)
    )


def _typed(rest: Iterable[Button], reference: str, word: str) -> str | None:
    lines = dict.fromkeys(_line(one.command, reference, word) for one in rest)
    return "-# " + " · ".join([*lines][:BUTTONS_IN_ROW]) if lines else None


def _line(name: str, reference: str, word: str) -> str:
    """Return a command as Discord has it: "/diplo channel why event:putin-hanoi-2024"."""
    command = BY_NAME.get(name)
    if command is None or not command.options:
        return f"/{word} {escaped(name)} {escaped(reference)}"
    return f"{typed_path(command, word)} {command.options[0].name}:{escaped(reference)}"
