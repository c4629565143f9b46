"""Looking for our own messages in channels and threads, by the mark that each carries."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.sending.address import Address
from adapters.slack.sending.mark import Mark
from adapters.slack.sending.wire import Wire

PAGE = 200
"""https://docs.slack.dev/reference/methods/conversations.history: no more at once is advised."""
MOST_PAGES = 5
"""A thousand messages back; what may have been sent was sent within minutes of the search."""
MOST_THREADS = 20
"""The threads that are searched, those with the newest replies first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message of ours."""

    ts: str
    mark: Mark


class Page(Protocol):
    """Asks for a page of messages; the first has no cursor."""

    async def __call__(self, client: AsyncWebClient, cursor: str | None) -> AsyncSlackResponse:
        """Call Slack."""
        ...


class History:
    """Reads channels and threads. Every method raises SendError."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def find(self, address: Address, token: str) -> Found | None:
        """Return the message with `token`, in the channel or in one of its livelier threads."""
        threads: list[tuple[str, str]] = []
        async for one in self._channel(address):
            mark = Mark.on(one)
            if mark is not None and (mark.token, mark.part) == (token, 0):
                return Found(one["ts"], mark)
            if mark is not None and one.get("latest_reply"):
                threads.append((one["latest_reply"], one["ts"]))
        for _, ts in sorted(threads, reverse=True)[:MOST_THREADS]:
            for found in await self.thread(address, ts, token):
                if found.mark.part == 0:
                    return found
        return None

    async def thread(self, address: Address, ts: str, token: str) -> list[Found]:
        """Return the replies with `token` in a thread. Raises MessageGone if there is none."""
        found = []
        async for one in self._replies(address, ts):
            mark = Mark.on(one)
            if mark is not None and mark.token == token and one["ts"] != ts:
                found.append(Found(one["ts"], mark))
        return found

    def _channel(self, address: Address) -> AsyncIterator[dict[str, Any]]:
        async def page(client: AsyncWebClient, cursor: str | None) -> AsyncSlackResponse:
            return await client.conversations_history(
                channel=address.channel, cursor=cursor, limit=PAGE, include_all_metadata=True
            )

        return self._messages(address, "conversations.history", page)

    def _replies(self, address: Address, ts: str) -> AsyncIterator[dict[str, Any]]:
        async def page(client: AsyncWebClient, cursor: str | None) -> AsyncSlackResponse:
            return await client.conversations_replies(
                channel=address.channel,
                ts=ts,
                cursor=cursor,
                limit=PAGE,
                include_all_metadata=True,
            )

        return self._messages(address, "conversations.replies", page)

    async def _messages(
        self, address: Address, method: str, page: Page
    ) -> AsyncIterator[dict[str, Any]]:
        """Yield the messages of one page after the other, each of them called for in its turn."""
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            answer = await self._wire.call(address, method, partial(page, cursor=cursor))
            for message in answer["messages"]:
                yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
