"""A message with no platform in it. Adapters render it; nobody else decides how it looks.

Text inside a card is data from outside: it carries no markup, and an adapter escapes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.picture import Picture


class Tone(StrEnum):
    """What kind of news a card is; adapters choose a colour for it."""

    NEWS = "news"
    """Something new or known better."""
    CHANGE = "change"
    STOP = "stop"
    """Cancelled or postponed."""
    AHEAD = "ahead"
    """A reminder."""
    NOW = "now"
    """Under way."""
    DONE = "done"
    LAW = "law"
    """Warrants and obligations."""
    DIGEST = "digest"
    ANSWER = "answer"
    """A reply to a look-up."""
    TROUBLE = "trouble"
    """A question that could not be answered, with the remedy."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant; shown as each reader's own time, with the host's local time beside it."""

    instant: datetime
    """Aware, UTC."""
    zone: str | None = None
    """The zone of the place (IANA), if it is known."""


Part = str | Moment
Text = tuple[Part, ...]
"""A run of plain text in which moments may stand."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Several labelled values, set as a table or as fields."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, under a heading of its own if it has one."""

    items: tuple[Text, ...]
    heading: str | None = None


Block = Paragraph | Facts | Bullets


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to do what a button does: the value of the command's second option."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to be done about a card: the command that it stands for, and its label.

    The command gets the card's reference as its first option.
    """

    command: str
    label: str
    choices: tuple[Choice, ...] = ()
    """Where there are any, the button is a menu of them."""


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a heading, blocks, and where it all comes from."""

    tone: Tone
    heading: str
    blocks: tuple[Block, ...] = ()
    sources: tuple[str, ...] = ()
    """Who said it, one line each; printed small."""
    reference: str | None = None
    """The id to look the thing up by."""
    buttons: tuple[Button, ...] = ()
    summary: str | None = None
    """One line for a notification; the heading where none is given."""
    locale: str = "en_GB"
    """The language of dates (a Babel locale)."""
    picture: Picture | None = None
    """Drawn when it is sent; an adapter that can shows it, and the card is whole without it."""

    @property
    def fallback(self) -> str:
        """What a notification says."""
        return self.summary or self.heading


def plain(text: Text, show: Callable[[Moment], str]) -> str:
    """Return a run of text with each moment said by `show`."""
    return "".join(part if isinstance(part, str) else show(part) for part in text)
