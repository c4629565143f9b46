"""What the core asks of the outside: a chat platform to post to; how sending can fail.

And what a platform tells of its own accord: what became of a channel.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.cards.card import Card
from bot.domain.delivery import Receipt


class SendError(Exception):
    """A message was not, or may not have been, delivered."""


class Undeliverable(SendError):  # noqa: N818 - named for what it says of the message
    """Nothing can be posted there for now: the channel is gone, or we are not permitted."""


class Rejected(SendError):  # noqa: N818
    """The platform refuses this message as it is; no other attempt would fare better."""


class MessageGone(SendError):  # noqa: N818
    """The message to be edited or replied to is not there any more."""


class TryLater(SendError):  # noqa: N818
    """The message was not delivered now; the same message may be sent again after a while."""

    def __init__(self, reason: str, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class Unclear(SendError):  # noqa: N818
    """The message may have arrived: the connection broke before the platform answered."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message on its way to a channel."""

    address: str
    card: Card
    token: str
    """Names the message: the same token is the same message."""
    now: datetime
    thread: Receipt | None = None
    """The message to which it is a reply; none for a message of its own."""
    mentions: tuple[str, ...] = ()
    """The platform's ids of those who are called."""


class Platform(Protocol):
    """A chat platform. Each adapter implements it; the core knows no other word of it."""

    @property
    def name(self) -> str:
        """The word for it in `Channel.platform`: console, slack, discord."""
        ...

    async def post(self, post: Post) -> Receipt:
        """Post a card and return where it landed.

        Where the platform can tell a repeat by the token, a second post with the same token
        makes no second message. Raises SendError: Undeliverable, Rejected, MessageGone (of the
        thread), TryLater, Unclear.
        """
        ...

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message that was posted before show `card`. Raises SendError."""
        ...

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        """Tell the people who run Dragoman in a workspace, once for a token. Raises SendError."""
        ...

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look in the channel for a message that was posted with `token`."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a calendar lists it."""

    title: str
    starts: datetime
    ends: datetime
    where: str | None = None


@runtime_checkable
class Mirror(Protocol):
    """What a platform can do besides that has a calendar in each workspace."""

    async def mirror(self, workspace: str, entry: Entry | None, known: str | None) -> str | None:
        """List `entry` in place of what is `known`; none takes that away.

        Returns by what it is known from now on; none where it is not listed. Raises SendError.
        """
        ...


class Happening(StrEnum):
    """What can become of a channel on its platform."""

    RENAMED = "renamed"
    CLOSED = "closed"
    """Archived or deleted, or Dragoman was removed from it: nothing can be posted there."""
    LEFT = "left"
    """Dragoman was removed from the whole workspace: closed, and in the end forgotten."""
    OPENED = "opened"
    """Unarchived, or Dragoman was let in again: what was held is sent."""


@dataclass(frozen=True, slots=True)
class ChannelNews:
    """Something became of a channel, or of all channels of a workspace."""

    platform: str
    workspace: str
    happening: Happening
    address: str | None = None
    """Which channel; none: all of the workspace."""
    name: str | None = None
    """The new name, where it was renamed."""
    reason: str = "the platform closed it"
