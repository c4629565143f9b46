"""Forms for what takes more than a line: the options of a command as fields of a modal.

A form remembers nothing: what it was opened with, such as the event, stands in the custom ids of
its fields, so that it can be submitted after a restart, and to another process.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from adapters.discord.commands import CHOICES
from adapters.discord.layout.limits import (
    CUSTOM_ID,
    FIELD_HELP,
    FIELD_LABEL,
    FIELD_TEXT,
    FIELDS,
    TITLE,
)
from adapters.discord.layout.text import bare
from adapters.discord.listening.asking import Interaction
from adapters.discord.listening.gate import holds
from bot.commands.spec import Command, Option, OptionKind, Permission
from bot.commands.table import BY_NAME

FORM = "diplo-form"
ASKED: Mapping[str, tuple[str, ...]] = {
    "add": ("title", "kind", "on", "who", "country", "source"),
    "revise": ("on", "status", "who", "reason", "source"),
    "cancel": ("reason", "source"),
    "postpone": ("to", "reason", "source"),
    "subscribe": ("actors", "countries", "kinds", "reminders", "digest"),
}
"""The commands that have a form, and what it asks, the most needed first."""
_LONG = ("note", "reason")
_CARRIES = "&"


@dataclass(frozen=True, slots=True)
class Form:
    """A command that is being filled in."""

    command: Command
    fields: tuple[str, ...]
    told: Mapping[str, str]
    """What is known: shown in its field, or carried along."""
    let: bool = False
    """Whether Discord itself let them use the command, so that they could open the form."""

    @classmethod
    def wanted(cls, command: Command, told: Mapping[str, str]) -> "Form | None":
        """Return the form of a command that says no more than it must; none if it has none."""
        asked = ASKED.get(command.name)
        if asked is None or any(not _required(command, name) for name in told):
            return None
        return cls.of(command, told)

    @classmethod
    def of(cls, command: Command, told: Mapping[str, str]) -> "Form | None":
        """Return a form with all that has to be asked; none if what is known does not fit on it."""
        missing = [one.name for one in command.options if one.required and one.name not in told]
        names = [*missing, *ASKED[command.name]]
        form = cls(command, tuple(dict.fromkeys(names))[:FIELDS], told)
        fits = all(len(one) <= CUSTOM_ID for one in form.custom_ids())
        return form if fits and len(form.carried()) <= len(form.fields) else None

    @property
    def standing(self) -> Permission:
        """The role that whoever fills it in had to have to open it."""
        return self.command.permission if self.let else Permission.READER

    def carried(self) -> list[tuple[str, str]]:
        """Return what is known and not asked."""
        return [(name, value) for name, value in self.told.items() if name not in self.fields]

    def custom_ids(self) -> list[str]:
        """Return the custom ids of the fields, with what they carry."""
        loads = [f"{_CARRIES}{name}={value}" for name, value in self.carried()]
        loads += [""] * len(self.fields)
        return [field + load for field, load in zip(self.fields, loads, strict=False)]

    def modal(self, seal: str = "") -> ui.Modal:
        """Return it as Discord shows it; a `seal` says that Discord let somebody open it."""
        modal = ui.Modal(
            title=bare(self.command.summary, TITLE),
            custom_id=":".join(filter(None, [FORM, self.command.name, seal])),
        )
        for name, known_by in zip(self.fields, self.custom_ids(), strict=True):
            option = self.command.option(name)
            if option is not None:
                modal.add_item(_field(option, known_by, self.told.get(name)))
        modal.stop()  # whatever is submitted is known by its custom ids
        return modal


def submitted(interaction: Interaction) -> Form | None:
    """Read a form that somebody submitted; none if it is no form of ours."""
    data: Any = interaction.data or {}
    prefix, name, seal, *_ = [*str(data.get("custom_id")).split(":"), "", ""]
    command = BY_NAME.get(name)
    if prefix != FORM or command is None or name not in ASKED:
        return None
    fields: list[str] = []
    told: dict[str, str] = {}
    for label in data.get("components", ()):
        part = label.get("component") or {}
        field, _, load = str(part.get("custom_id")).partition(_CARRIES)
        fields.append(field)
        carried, _, kept = load.partition("=")
        told |= {carried: kept} if carried else {}
        value = _value(part)
        told |= {field: value} if value else {}
    return Form(command, tuple(fields), told, holds(seal, interaction, name))


def _value(part: Mapping[str, Any]) -> str:
    """Return what was typed, or chosen, in a field."""
    return str(part.get("value") or ",".join(part.get("values") or ())).strip()


def _required(command: Command, name: str) -> bool:
    option = command.option(name)
    return option is not None and option.required


def _field(option: Option, known_by: str, value: str | None) -> ui.Label[Any]:
    component = (
        _menu(option, known_by, value)
        if 0 < len(option.choices) <= CHOICES
        else _line(option, known_by, value)
    )
    return ui.Label(
        text=bare(option.name.capitalize(), FIELD_LABEL),
        description=bare(option.help, FIELD_HELP),
        component=component,
    )


def _menu(option: Option, known_by: str, value: str | None) -> ui.Select[Any]:
    return ui.Select(
        custom_id=known_by,
        required=option.required,
        min_values=int(option.required),
        options=[
            discord.SelectOption(label=one, value=one, default=one == value)
            for one in option.choices
        ],
    )


def _line(option: Option, known_by: str, value: str | None) -> ui.TextInput[Any]:
    longest = min(option.longest, FIELD_TEXT)
    long = option.name in _LONG and option.kind is OptionKind.TEXT
    return ui.TextInput(
        custom_id=known_by,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        required=option.required,
        default=value[:longest] if value else None,
        max_length=longest,
    )
