"""What an adapter can ask of the core, and tell it: the counter, as seen from outside."""

from dataclasses import dataclass
from typing import Protocol

from bot.commands.spec import Reply, Request
from bot.ports import ChannelNews


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an option may be, while somebody is still typing."""

    value: str
    """What the command gets."""
    label: str
    """What people read."""


@dataclass(frozen=True, slots=True)
class ChannelAddress:
    """Where a channel is, and what it is called."""

    workspace: str
    address: str
    name: str


class Door(Protocol):
    """The counter at which requests are answered."""

    async def answer(self, request: Request) -> Reply:
        """Answer a request. Never raises for what a person typed."""
        ...

    async def answer_line(self, line: str, request: Request) -> Reply:
        """Answer a line such as "actor putin"; `request` says who typed it, and where."""
        ...

    async def suggest(self, request: Request, option: str, limit: int) -> tuple[Suggestion, ...]:
        """Return what an option of a command may be, by what is typed of it so far.

        `request.arguments[option]` is what is typed; the other arguments may narrow it down.
        """
        ...

    async def follow(self, news: ChannelNews) -> None:
        """Take note of what became of a channel or a workspace on its platform."""
        ...

    async def channels(self, platform: str) -> tuple[ChannelAddress, ...]:
        """Return the channels of a platform that have a subscription."""
        ...
