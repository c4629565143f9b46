"""What names a message of ours: the core's token, to Slack at once and in the history for good.

https://docs.slack.dev/messaging/message-metadata
"""

import uuid
from dataclasses import dataclass
from typing import Any, Self

from slack_sdk.models.metadata import Metadata

from adapters.slack.sending.address import Address

EVENT_TYPE = "dragoman_delivery"
_IDS = uuid.uuid5(uuid.NAMESPACE_DNS, "delivery.dragoman")


@dataclass(frozen=True, slots=True)
class Mark:
    """Names a message: whose delivery it is, and which part of it."""

    token: str
    part: int = 0
    """0 for what stands in the channel, from 1 on for what continues it in the thread."""
    of: int = 1

    def client_msg_id(self, address: Address) -> str:
        """Return what lets Slack tell a repeat; it is a UUID, and differs between channels."""
        name = f"{address.workspace}/{address.channel}/{self.token}/{self.part}"
        return str(uuid.uuid5(_IDS, name))

    def metadata(self) -> Metadata:
        """Return it in the form in which it comes back with the history."""
        payload = {"token": self.token, "part": self.part, "of": self.of}
        return Metadata(event_type=EVENT_TYPE, event_payload=payload)

    @classmethod
    def on(cls, message: dict[str, Any]) -> Self | None:
        """Return the mark of a message; none if it is not one of ours."""
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") != EVENT_TYPE:
            return None
        payload = metadata.get("event_payload") or {}
        try:
            part, of = int(payload.get("part", 0)), int(payload.get("of", 1))
        except (TypeError, ValueError):  # any app may write metadata of any kind
            return None
        return cls(str(payload.get("token", "")), part, of)
