"""What a command is: its name, its options, its help, who may use it, and how it is answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.cards.card import Card
from bot.domain.answers import Answer
from bot.store.database import Session


class OptionKind(StrEnum):
    """What an option holds; platforms choose their field and their autocompletion by it."""

    TEXT = "text"
    ACTOR = "actor"
    EVENT = "event"
    COUNTRY = "country"
    DATE = "date"
    RANGE = "range"
    CHOICE = "choice"
    NUMBER = "number"


class Permission(StrEnum):
    """Who may use a command."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a command can be told."""

    name: str
    kind: OptionKind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A command as somebody gave it."""

    command: str
    arguments: Mapping[str, str]
    now: datetime
    who: str = "somebody"

    def get(self, option: str) -> str | None:
        """Return the value of an option; none where it was left out or is blank."""
        return (self.arguments.get(option) or "").strip() or None

    def required(self, option: str) -> str:
        """Return the value of an option that is known to be there."""
        return self.arguments[option].strip()

    def number(self, option: str) -> int | None:
        """Return the value of an option that is a number; none where it was left out."""
        value = self.get(option)
        return int(value) if value else None


class Outcome(StrEnum):
    """What became of a request."""

    ANSWERED = "answered"
    SEVERAL = "several"
    """It may mean several things, which are offered."""
    NOTHING = "nothing"
    """Nothing of the kind is on record."""
    MISUSED = "misused"
    """An option is missing, or is not understood."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a request: a card for people, data for scripts."""

    card: Card
    data: Answer | None = None
    outcome: Outcome = Outcome.ANSWERED
    problem: str | None = None
    """What is wrong, in one line; none where the request was answered."""

    @property
    def ok(self) -> bool:
        """Whether the request was answered."""
        return self.outcome is Outcome.ANSWERED


Handler = Callable[[Session, Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command, declared once."""

    name: str
    summary: str
    answer: Handler
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    permission: Permission = Permission.READER
    shell: bool = field(default=True)
    """Whether the shell has it, too; it has a help of its own."""

    def option(self, name: str) -> Option | None:
        """Return the option of this name."""
        return next((one for one in self.options if one.name == name), None)

    @property
    def usage(self) -> str:
        """The command with its options: "exposure ACTOR COUNTRY [on:DATE]"."""
        words = [
            one.name.upper() if one.required else f"[{one.name}:{one.kind.upper()}]"
            for one in self.options
        ]
        return " ".join([self.name, *words])
