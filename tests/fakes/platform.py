"""A platform that keeps everything it is given, tells repeats apart, and fails as it is told to."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import MessageGone, Post


class Killed(BaseException):
    """The process is killed here; nobody catches it."""


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

    @property
    def token(self) -> str:
        return self.post.token

    @property
    def at(self) -> datetime:
        return self.post.now


Fault = Callable[[Post], None]
"""Raises what is to go wrong with a post."""


def failing(problem: BaseException) -> Fault:
    """A fault that raises `problem`."""

    def fault(_post: Post) -> None:
        raise problem

    return fault


def well(_post: Post) -> None:
    """No fault: this post goes well."""


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
    of_edits: list[Exception] = field(default_factory=list)
    """What the next edits raise, one each."""
    of_searches: list[Exception] = field(default_factory=list)
    """What the next searches raise, one each."""
    closed: dict[str, Exception] = field(default_factory=dict)
    """Channels to which nothing can be posted, and what that raises."""
    posts: int = 0
    """How often something was posted, in vain or not."""
    _numbers: count = field(default_factory=lambda: count(1))
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, post: Post) -> Receipt:
        self.posts += 1
        if post.address in self.closed:
            raise self.closed[post.address]
        if self.before:
            self.before.pop(0)(post)
        if post.thread is not None and post.thread.message not in self.kept:
            raise MessageGone(f"there is no message {post.thread.message}")
        found = self._with_token(post.address, post.token) if self.idempotent else None
        if found is None:
            found = Kept(f"m{next(self._numbers)}", post, post.card)
            self.kept[found.id] = found
            self._arrival.set()
        if self.after:
            self.after.pop(0)(post)
        return self._receipt(found)

    async def edit(self, receipt: Receipt, card: Card) -> None:
        if receipt.address in self.closed:
            raise self.closed[receipt.address]
        if self.of_edits:
            raise self.of_edits.pop(0)
        found = self.kept.get(receipt.message)
        if found is None:
            raise MessageGone(f"there is no message {receipt.message}")
        self.kept[found.id] = replace(found, card=card, edits=found.edits + 1)

    async def find(self, address: str, token: str) -> Receipt | None:
        if self.of_searches:
            raise self.of_searches.pop(0)
        found = self._with_token(address, token) if self.searchable else None
        return self._receipt(found) if found else None

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        del token
        self.warnings.append((workspace, card))

    async def has(self, messages: int) -> None:
        """Wait until so many messages have arrived."""
        while len(self.kept) < messages:
            self._arrival.clear()
            await self._arrival.wait()

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
