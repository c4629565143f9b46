"""What an adapter is to the composition root: how it is connected, examined and described.

The entry-point group `dragoman.adapters` names one object of this form for each platform.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from bot.commands.door import Door
from bot.ports import Platform


class NotConfigured(ValueError):  # noqa: N818 - the message names the setting that is missing
    """An adapter cannot be connected with these settings; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of an adapter."""

    name: str
    """Lower-case, without the prefix: `bot_token` is DRAGOMAN_SLACK_BOT_TOKEN of Slack."""
    reason: str
    """Why one would set it, and to what, in a sentence or two."""
    example: str = ""
    """What `.env.example` shows; never a real secret."""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Wiring:
    """What an adapter is given."""

    values: Mapping[str, str]
    """The settings that are set, by `Setting.name`."""
    door: Door
    """The counter at which it asks."""
    clock: Clock
    database_url: str
    """Where it may keep what is its own, such as tokens, in tables of its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined: how it stands, and what to do where it does not."""

    what: str
    """Such as "token"."""
    well: bool
    said: str
    """How it stands, in one line; never a secret."""
    fix: str | None = None
    """What to do, in one line."""


class Adapter(Protocol):
    """A chat platform, ready to be connected."""

    @property
    def name(self) -> str:
        """The word for it in `Channel.platform`."""
        ...

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that it knows."""
        ...

    @property
    def papers(self) -> Mapping[str, Callable[[Mapping[str, str]], str]]:
        """What it can print about itself, such as a manifest, from its settings."""
        ...

    def connect(self, wiring: Wiring) -> AbstractAsyncContextManager[Platform]:
        """Connect, and listen until the context is left. Raises NotConfigured.

        Entering returns once requests are listened for or, where the platform cannot be reached,
        goes on trying in the background; nothing that happens on the way stops the others.
        """
        ...

    def examine(self, wiring: Wiring) -> AsyncIterator[Finding]:
        """Examine the connection step by step; what depends on a step that failed is left out."""
        ...
