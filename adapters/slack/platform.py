"""Slack as the core sees it: post, edit, find, warn.

A message is told from another by its token, in two ways: `client_msg_id`, by which Slack knows a
repeat for a while, and the message's metadata, by which it is found in the history for good.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import structlog

from adapters.slack.sending.address import Address
from adapters.slack.sending.answers import RETRY
from adapters.slack.sending.digests import in_messages
from adapters.slack.sending.history import History
from adapters.slack.sending.mark import Mark
from adapters.slack.sending.pace import Pace
from adapters.slack.sending.posting import Posting
from adapters.slack.sending.wire import API_URL, PATIENCE, Tokens, Wire
from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import Post, SendError, TryLater, Unclear, Undeliverable

People = Callable[[str], Awaitable[tuple[str, ...]]]
"""Returns the Slack ids of those who run Dragoman in a workspace."""

log = structlog.get_logger(__name__)


class SlackPlatform:
    """Implements `bot.ports.Platform` over the Web API; close it at the end."""

    def __init__(
        self,
        tokens: Tokens,
        people: People,
        *,
        api_url: str = API_URL,
        pace: Pace | None = None,
        patience: timedelta = PATIENCE,
    ) -> None:
        """Ask for tokens and for people by workspace, in small letters; "" where there is but one.

        `api_url` is another Slack, such as a test's; `patience` how long an answer may take.
        """
        self._people = people
        self._wire = Wire(tokens, api_url, pace, patience)
        self._history = History(self._wire)
        self._posting = Posting(self._wire, self._history)
        self._sought: set[tuple[str, str]] = set()
        """What was looked for in vain: the address and token of a post."""
        self._begun: dict[tuple[str, str], str] = {}
        """Where a digest stands of which something is missing."""
        self._edited: dict[Address, str] = {}
        """The message of a channel that was edited last, and so is there."""

    @property
    def name(self) -> str:
        """The word for this platform."""
        return "slack"

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def post(self, post: Post) -> Receipt:
        """Post a card; a long digest as its summary, with the rest of it in the thread."""
        address, key = Address.parse(post.address), (post.address, post.token)
        thread = post.thread.message if post.thread else None
        there = await self._reply(address, thread, key) if thread else None
        if there is not None:
            return self._receipt(post.address, there)
        first, *rest = (post.card,) if thread else in_messages(post.card)
        mark = Mark(post.token, of=1 + len(rest))
        begun = self._begun.get(key)
        ts = begun or await self._posting.send(address, first, mark, thread, post.mentions)
        if rest:
            self._begun[key] = ts
            await self._posting.send_rest(address, ts, rest, mark, resumed=begun is not None)
        self._forget(key)
        return self._receipt(post.address, ts)

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message show `card`."""
        address = Address.parse(receipt.address)
        channel, ts = address.channel, receipt.message
        with _may_be_repeated():
            await self._posting.say(
                address,
                "chat.update",
                in_messages(card)[0],
                (),
                lambda client, shown: client.chat_update(channel=channel, ts=ts, **shown),
            )
        self._edited[address] = ts

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look in the channel for a message with `token`; what is not whole is not there yet."""
        where, key = Address.parse(address), (address, token)
        try:
            with _may_be_repeated():
                found = await self._history.find(where, token)
                whole = found and await self._posting.is_whole(where, found.ts, found.mark)
        except Undeliverable as closed:
            # We may post where we may not read; then Slack's own memory has to tell a repeat.
            log.warning("the history cannot be searched", channel=address, reason=str(closed))
            return None
        if found is not None and whole:
            self._forget(key)
            return self._receipt(address, found.ts)
        self._sought.add(key)
        if found is not None:
            self._begun[key] = found.ts
        return None

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        """Tell the people who run Dragoman in a workspace, each in a direct message."""
        failure: SendError = Undeliverable("nobody is known who runs Dragoman there")
        told = 0
        for person in await self._people(workspace):
            try:
                await self._tell(Address(workspace, person), card, token)
                told += 1
            except SendError as refused:
                failure = refused
        if not told:
            raise failure

    async def _tell(self, person: Address, card: Card, token: str) -> None:
        opened = await self._wire.call(
            person,
            "conversations.open",
            lambda client: client.conversations_open(users=person.channel),
        )
        where = replace(person, channel=opened["channel"]["id"])
        await self._posting.send(where, card, Mark(token))

    async def _reply(self, address: Address, thread: str, key: tuple[str, str]) -> str | None:
        """Return where the reply is, if it is there. Raises MessageGone if the thread is not.

        Slack itself would put a reply to a message that is gone into the channel, and say nothing.
        """
        if key not in self._sought and self._edited.pop(address, None) == thread:
            return None
        with suppress(Undeliverable), _may_be_repeated():  # we may post where we may not read
            for one in await self._history.thread(address, thread, key[1]):
                if one.mark.part == 0:
                    return one.ts
        return None

    def _forget(self, key: tuple[str, str]) -> None:
        """Drop what was remembered of a post that is there."""
        self._sought.discard(key)
        self._begun.pop(key, None)

    def _receipt(self, address: str, ts: str) -> Receipt:
        return Receipt(platform=self.name, address=address, message=ts)


@contextmanager
def _may_be_repeated() -> Iterator[None]:
    """Say of reading and of editing that, whatever became of it, it can be done again."""
    try:
        yield
    except Unclear as lost:
        raise TryLater(str(lost), RETRY) from lost
