"""How a message is recognised in a channel's history: by a mark made from its token.

Discord gives a nonce back only to whoever posted with it, not in the history. What the history
does give back are the components of our own messages with their ids, which a bot may choose
(https://discord.com/developers/docs/components/reference#anatomy-of-a-component). Two of them, the
container's and its heading's, carry 58 bits of the token; no reader sees them. A classic embed has
no ids; its address, shown nowhere as long as it has no title, carries the token's name instead.
"""

import hashlib
from dataclasses import dataclass
from typing import Self

import discord

_PAGE = "https://example.org/dragoman/"
"""A domain that is reserved for examples; nobody is sent there."""
_BITS = 31
"""An id is a positive 32-bit integer, signed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The ids that a message's container and heading have."""

    container: int
    heading: int

    @classmethod
    def of(cls, token: str) -> Self:
        """Return the mark of a token; the two ids differ, as those of one message must."""
        digest = hashlib.blake2s(token.encode(), digest_size=8).digest()
        high, low = int.from_bytes(digest[:4]), int.from_bytes(digest[4:])
        return cls(_id(high) & ~1, _id(low) | 1)

    @classmethod
    def read(cls, message: discord.Message) -> Self | None:
        """Return the mark that a message carries; none if it has none of ours."""
        return cls._of_components(message) or cls._of_embeds(message)

    @property
    def url(self) -> str:
        """The mark as the address of an embed."""
        return f"{_PAGE}{self.container:x}-{self.heading:x}"

    @classmethod
    def _of_components(cls, message: discord.Message) -> Self | None:
        for one in message.components:
            if isinstance(one, discord.Container) and one.children:
                first = one.children[0]
                title = first.children[0] if isinstance(first, discord.SectionComponent) else first
                return cls(one.id or 0, getattr(title, "id", None) or 0)
        return None

    @classmethod
    def _of_embeds(cls, message: discord.Message) -> Self | None:
        for one in message.embeds:
            if one.url is not None and one.url.startswith(_PAGE):
                container, _, heading = one.url.removeprefix(_PAGE).partition("-")
                try:
                    return cls(int(container, 16), int(heading, 16))
                except ValueError:
                    return None
        return None


def _id(number: int) -> int:
    """Bring a number into the upper half of the ids; Discord's own count from 1."""
    return (number & ((1 << _BITS) - 1)) | (1 << (_BITS - 1))
