"""What a command is: its name, its options, its help, who may use it, and how it is answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from bot.cards.card import Card
from bot.domain.answers import Answer
from bot.domain.bundle import Bundle
from bot.domain.zones import local_day
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
    UNTIL = "until"
    """An instant ahead, or how long: "2h", "tomorrow", "2024-06-20 08:00"."""
    PERSON = "person"
    """Somebody in the workspace, by the platform's id."""
    ZONE = "zone"
    """A time zone by its IANA name."""
    SUBSCRIPTION = "subscription"
    """A subscription of the channel, by its name."""


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
    longest: int = 300
    """Characters that it may have; no name or date is longer."""
    several: bool = False
    """Whether it may be several, parted by commas."""
    terminal: bool = False
    """Whether only the terminal has it: a chat knows where a command is typed."""
    cities: bool = False
    """Whether, of a country, it may be a city with events in it."""


TERMINAL = "terminal"
"""Who sits where Dragoman runs; platforms name people by ids, which never read like this."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a chat platform something was typed or pressed."""

    platform: str
    """The name of the adapter, as in `Channel.platform`."""
    address: str
    """What the platform calls the channel, as in `Channel.address`."""
    name: str
    workspace: str = "home"
    """The Slack team or Discord guild."""
    zone: str = "UTC"
    """The zone (IANA) that a channel gets which is not known yet: that of whoever types there."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command as somebody gave it."""

    command: str
    arguments: Mapping[str, str]
    now: datetime
    who: str = "somebody"
    """The platform's id of whoever asks."""
    channel: str | None = None
    """The id of the channel in which it was typed; none at the terminal."""
    workspace: str = "home"
    """The Slack team or Discord guild in which it was typed."""
    origin: Origin | None = None
    """Where in a chat platform it was typed: instead of `channel`, by what the platform knows."""
    standing: Permission = Permission.READER
    """What the platform itself lets whoever asks do there: its owners are admins."""
    groups: tuple[str, ...] = ()
    """The platform's ids of the user groups or roles that whoever asks is in."""
    page: int = 1
    """Which page of a long answer is wanted, counted from 1."""
    feeds: str | None = None
    """Where people's calendars reach this service; none where it serves none."""
    who_name: str | None = None
    """What people call whoever asks, where the platform says it: text from outside."""

    @property
    def today(self) -> date:
        """What day it is for whoever asks."""
        return local_day(self.now, self.origin.zone if self.origin else "UTC")

    def naming(self, command: str, arguments: Mapping[str, str]) -> "Request":
        """Return the request of the same person, from the same place, for a command."""
        return replace(self, command=command, arguments=arguments)

    @property
    def called(self) -> str:
        """What people call whoever asks; the id where there is no name."""
        return self.who_name or self.who

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
    REFUSED = "refused"
    """Whoever asks may not."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a reply, for platforms that take files."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a request: a card for people, data for scripts."""

    card: Card
    data: Answer | None = None
    outcome: Outcome = Outcome.ANSWERED
    problem: str | None = None
    """What is wrong, in one line; none where the request was answered."""
    pages: int = 1
    """How many pages the answer has."""
    refresh: tuple[str, str] | None = None
    """A channel and an event whose first message there has to be shown anew."""
    intake: Bundle | None = None
    """What became known by the request, to be taken in with it."""
    shows: str | None = None
    """The event that is then to be shown, as it is known by it."""
    secret: bool = False
    """Whether it is for whoever asked alone, who may not share it by a button either."""
    file: Attachment | None = None
    """What is to be handed over with the card."""

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
    pictured: bool = False
    """Whether an answer can have a picture, which the shell writes into a file."""
    writes: bool = False
    """Whether it changes something."""

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
