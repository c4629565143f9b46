"""What the core asks of the outside: a chat platform to post to. And how sending can fail."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.cards.card import Card
from bot.domain.delivery import Receipt


class SendError(Exception):
    """A message was not, or may not have been, delivered."""


class Undeliverable(SendError):  # noqa: N818 - named for what it says of the message
    """The message can never be delivered: the channel is gone, or we may not post there."""


class TryLater(SendError):  # noqa: N818
    """The message was not delivered now; the same message may be sent again after a while."""

    def __init__(self, reason: str, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class Unclear(SendError):  # noqa: N818
    """The message may have arrived: the connection broke before the platform answered."""


class Platform(Protocol):
    """A chat platform. Each adapter implements it; the core knows no other word of it."""

    @property
    def name(self) -> str:
        """The word for it in `Channel.platform`: console, slack, discord."""
        ...

    async def post(self, address: str, card: Card, token: str, now: datetime) -> Receipt:
        """Post `card` to the channel at `address` and return where it landed.

        `token` names the message: where the platform can tell a repeat by it, a second post
        with the same token makes no second message. Raises Undeliverable, TryLater, Unclear.
        """
        ...

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look in the channel for a message that was posted with `token`."""
        ...
