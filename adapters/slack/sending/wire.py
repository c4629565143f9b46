"""Each request to Slack: with the token of its workspace, in its turn, and what came of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.sending.address import Address
from adapters.slack.sending.answers import Limited, no_answer, refusal
from adapters.slack.sending.pace import Lane, Pace
from bot.ports import Undeliverable

API_URL = AsyncWebClient.BASE_URL
PATIENCE = timedelta(seconds=20)
"""For an answer: Slack's own take a second, and a lease lasts a minute."""
CONNECTING = timedelta(seconds=5)

Tokens = Callable[[str], Awaitable[str | None]]
"""Returns the bot token of a workspace (in small letters); none if we are not installed there."""
Call = Callable[[AsyncWebClient], Awaitable[Any]]


class Wire:
    """The connections to Slack. Use it as a context manager, or close it at the end."""

    def __init__(
        self,
        tokens: Tokens,
        api_url: str = API_URL,
        pace: Pace | None = None,
        patience: timedelta = PATIENCE,
    ) -> None:
        """Ask `tokens` for the token of each workspace, at each call: it may have been rotated."""
        self._tokens = tokens
        self._api_url = api_url
        self._pace = pace or Pace()
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def call(self, address: Address, method: str, call: Call) -> dict[str, Any]:
        """Make a call that belongs to a channel and return Slack's answer. Raises SendError."""
        client = await self._client(address.workspace)
        lane = Lane.of(address.workspace, method, address.channel)
        await self._pace.turn(lane)
        try:
            answer = await call(client)
        except SlackApiError as refused:
            failure = refusal(refused)
            if isinstance(failure, Limited):
                self._pace.close(lane, failure.after)
            raise failure from refused
        except (aiohttp.ClientError, TimeoutError) as broken:
            raise no_answer(broken) from broken
        return dict(answer.data)

    async def client(self, address: Address) -> AsyncWebClient:
        """Return what to call Slack with where no turn is to be kept. Raises SendError."""
        return await self._client(address.workspace)

    async def rest(self, wait: timedelta) -> None:
        """Wait for something that only takes time."""
        await self._pace.rest(wait)

    async def _client(self, workspace: str) -> AsyncWebClient:
        token = await self._tokens(workspace)
        if not token:
            raise Undeliverable(f"Dragoman is not installed in the workspace {workspace!r}")
        # No retry handlers: the library's would send a message again whose fate is not known, and
        # would sleep with a lease in hand. The outbox is what tries again.
        return AsyncWebClient(
            token=token, base_url=self._api_url, session=self._connected(), retry_handlers=[]
        )

    def _connected(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(
                total=self._patience.total_seconds(), sock_connect=CONNECTING.total_seconds()
            )
            self._session = aiohttp.ClientSession(
                timeout=timeout, connector=aiohttp.TCPConnector(limit=0)
            )
        return self._session
