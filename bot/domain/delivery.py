"""One thing to say in one channel: its key, which makes it unique, its state, and its receipt."""

import base64
import hashlib
from enum import StrEnum
from typing import Annotated, Any

from pydantic import StringConstraints

from bot.domain.alerts import AlertKind
from bot.domain.record import Line, Record, Slug
from bot.domain.zones import Instant

TOKEN_LENGTH = 25
"""Discord's limit for a nonce; Slack's client_msg_id takes more."""


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    PENDING = "pending"
    LEASED = "leased"
    """A worker is about to send it, until the lease runs out."""
    HELD = "held"
    """Waits for the end of quiet hours, of a snooze or of a pause; the reason says which."""
    SENT = "sent"
    SKIPPED = "skipped"
    """It had lost its point by the time it was due; the reason says why."""
    FAILED = "failed"
    """For good, with the reason."""
    UNCLEAR = "unclear"
    """It may have arrived; the channel is searched before it is sent again."""


class Receipt(Record):
    """Where a message landed, so that it can be found again."""

    platform: Line
    address: Line
    message: Line
    """The platform's own id of the message."""


class Delivery(Record):
    """A row of the outbox. It holds facts, not text: the card is made when it is sent."""

    id: int = 0
    key: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    """Made of several ids, each of which may have 100 characters."""
    channel: Slug
    kind: AlertKind
    subject: Slug
    """The id of the event or instrument; of a digest, of its subscription."""
    revision: int | None = None
    """Of a change: which revision of the event it tells."""
    offset: Line | None = None
    """Of a reminder: which; of a digest: its day (ISO 8601)."""
    about: Slug | None = None
    """Of an exposure alert: the instrument; of a co-location: the other event."""
    due: Instant
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    leased_until: Instant | None = None
    held_for: Line | None = None
    """The key of the delivery that will tell it together with others."""
    reason: str | None = None
    receipt: Receipt | None = None
    sent_at: Instant | None = None

    @property
    def token(self) -> str:
        """The key in the form in which platforms take it to tell a repeat."""
        return idempotency_token(self.key)


def delivery_key(channel: str, kind: AlertKind, subject: str, *occurrence: Any) -> str:
    """Return the key of a delivery: the same fact for the same channel has the same key."""
    return "/".join(str(part) for part in (channel, kind, subject, *occurrence) if part is not None)


def idempotency_token(key: str) -> str:
    """Return a short, stable, collision-resistant name of a key, of at most TOKEN_LENGTH."""
    digest = hashlib.blake2s(key.encode(), digest_size=15).digest()
    return base64.b32encode(digest).decode().lower()[:TOKEN_LENGTH]
