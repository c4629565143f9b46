"""Posting cards as messages: one, or the whole of a long digest beneath its summary."""

from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import message
from adapters.slack.sending.address import Address
from adapters.slack.sending.history import History
from adapters.slack.sending.mark import Mark
from adapters.slack.sending.uploads import PROCESSING, upload_picture
from adapters.slack.sending.wire import Wire
from bot.cards.card import Card
from bot.ports import Rejected, TryLater, Unclear

log = structlog.get_logger(__name__)


class Saying(Protocol):
    """Calls a method of Slack that takes what a message shows."""

    async def __call__(self, client: AsyncWebClient, shown: dict[str, Any]) -> Any:
        """Call Slack."""
        ...


class Posting:
    """Posts to channels and threads. Every method raises SendError."""

    def __init__(self, wire: Wire, history: History) -> None:
        self._wire = wire
        self._history = history

    async def send(
        self,
        address: Address,
        card: Card,
        mark: Mark,
        thread: str | None = None,
        mentions: tuple[str, ...] = (),
    ) -> str:
        """Post one message and return its timestamp, which is its id in the channel."""
        answer = await self.say(
            address,
            "chat.postMessage",
            card,
            mentions,
            lambda client, shown: client.chat_postMessage(
                channel=address.channel,
                thread_ts=thread,
                client_msg_id=mark.client_msg_id(address),
                metadata=mark.metadata(),
                parse="none",
                link_names=False,
                unfurl_links=False,
                unfurl_media=False,
                **shown,
            ),
        )
        return str(answer["ts"])

    async def say(
        self, address: Address, method: str, card: Card, mentions: tuple[str, ...], call: Saying
    ) -> dict[str, Any]:
        """Make a call that shows a card with its picture; without, where Slack does not take that.

        What Slack refused is not there, so that saying it again makes no second message.
        """
        picture = None
        if card.picture is not None:
            picture = await upload_picture(await self._wire.client(address), card)
        for wait in PROCESSING if picture is not None else ():
            shown = message(card, mentions, picture).payload()
            try:
                return await self._wire.call(address, method, partial(call, shown=shown))
            except Rejected as refused:
                log.warning("a picture is not taken yet", reason=str(refused))
                await self._wire.rest(wait)
        shown = message(card, mentions).payload()
        return await self._wire.call(address, method, partial(call, shown=shown))

    async def is_whole(self, address: Address, thread: str, mark: Mark) -> bool:
        """Whether a message is there with all that continues it."""
        if mark.of == 1:
            return True
        return await self._parts(address, thread, mark) >= set(range(1, mark.of))

    async def send_rest(
        self, address: Address, thread: str, cards: list[Card], mark: Mark, *, resumed: bool
    ) -> None:
        """Post what continues a message; if it is resumed, only what is not there yet.

        As the message itself has arrived, what is put off from here on is not "later" but unclear.
        """
        try:
            there = await self._parts(address, thread, mark) if resumed else set()
            for part, card in enumerate(cards, 1):
                if part not in there:
                    await self.send(address, card, replace(mark, part=part), thread)
        except TryLater as later:
            raise Unclear(f"the digest has begun, but {later}") from later

    async def _parts(self, address: Address, thread: str, mark: Mark) -> set[int]:
        return {one.mark.part for one in await self._history.thread(address, thread, mark.token)}
