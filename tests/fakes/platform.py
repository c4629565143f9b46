"""A platform that keeps everything it is given, tells repeats apart, and fails as it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import MessageGone, Post


@dataclass(frozen=True)
class Kept:
    """A message in a channel, as it reads now."""

    id: str
    post: Post
    card: Card
    edits: int = 0

    @property
    def heading(self) -> str:
        return self.card.heading


Fault = Callable[[Post], None]
"""Raises what is to go wrong with a post."""


@dataclass
class FakePlatform:
    """Implements `bot.ports.Platform` in memory."""

    name: str = "console"
    idempotent: bool = True
    searchable: bool = True
    kept: dict[str, Kept] = field(default_factory=dict)
    warnings: list[tuple[str, Card]] = field(default_factory=list)
    before: list[Fault] = field(default_factory=list)
    """What goes wrong with the next posts before they arrive, one each."""
    after: list[Fault] = field(default_factory=list)
    """What goes wrong with the next posts once they have arrived, one each."""
    closed: dict[str, Exception] = field(default_factory=dict)
    """Channels to which nothing can be posted, and what that raises."""

    async def post(self, post: Post) -> Receipt:
        if post.address in self.closed:
            raise self.closed[post.address]
        if self.before:
            self.before.pop(0)(post)
        if post.thread is not None and post.thread.message not in self.kept:
            raise MessageGone(f"there is no message {post.thread.message}")
        found = self._with_token(post.address, post.token) if self.idempotent else None
        if found is None:
            found = Kept(f"m{len(self.kept) + 1}", post, post.card)
            self.kept[found.id] = found
        if self.after:
            self.after.pop(0)(post)
        return self._receipt(found)

    async def edit(self, receipt: Receipt, card: Card) -> None:
        found = self.kept.get(receipt.message)
        if found is None:
            raise MessageGone(f"there is no message {receipt.message}")
        self.kept[found.id] = replace(found, card=card, edits=found.edits + 1)

    async def find(self, address: str, token: str) -> Receipt | None:
        found = self._with_token(address, token) if self.searchable else None
        return self._receipt(found) if found else None

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        del token
        self.warnings.append((workspace, card))

    def in_channel(self, address: str) -> list[Kept]:
        """The messages of a channel, those in threads too, in the order of posting."""
        return [one for one in self.kept.values() if one.post.address == address]

    def headings(self, address: str) -> list[str]:
        """What was posted to a channel, by the heading it had then."""
        return [one.post.card.heading for one in self.in_channel(address)]

    def delete(self, message: str) -> None:
        """Somebody deletes a message."""
        del self.kept[message]

    def _with_token(self, address: str, token: str) -> Kept | None:
        same = (one for one in self.in_channel(address) if one.post.token == token)
        return next(same, None)

    def _receipt(self, one: Kept) -> Receipt:
        return Receipt(platform=self.name, address=one.post.address, message=one.id)
