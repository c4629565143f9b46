"""The client of the loopback chat platform: what an adapter does, over real HTTP."""

import os
from datetime import timedelta
from typing import Any, Self

import aiohttp

from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import MessageGone, Post, Rejected, SendError, TryLater, Unclear, Undeliverable

PATIENCE = timedelta(seconds=5)
RETRY = timedelta(seconds=1)
"""When to try again where the platform does not say."""
_NO_HISTORY = 501


class ChatPlatform:
    """Posts to a ChatServer; use it as a context manager."""

    name = "chat"

    def __init__(self, url: str, patience: timedelta = PATIENCE, retry: timedelta = RETRY) -> None:
        self._url = url
        self._retry = retry
        self._timeout = aiohttp.ClientTimeout(total=patience.total_seconds())

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=0)
        self._http = aiohttp.ClientSession(
            self._url,
            connector=connector,
            timeout=self._timeout,
            headers={"User-Agent": str(os.getpid())},  # so that a test can kill the sender
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def post(self, post: Post) -> Receipt:
        body = {"token": post.token, "text": text_of(post.card)}
        if post.thread is not None:
            body["thread"] = post.thread.message
        found = await self._ask("POST", f"/channels/{post.address}/messages", json=body)
        return Receipt(platform=self.name, address=post.address, message=found["id"])

    async def edit(self, receipt: Receipt, card: Card) -> None:
        path = f"/channels/{receipt.address}/messages/{receipt.message}"
        await self._ask("PATCH", path, json={"text": text_of(card)})

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        body = {"token": token, "text": text_of(card)}
        await self._ask("POST", f"/workspaces/{workspace}/warnings", json=body)

    async def find(self, address: str, token: str) -> Receipt | None:
        found = await self._ask("GET", f"/channels/{address}/messages", params={"token": token})
        if found["id"] is None:
            return None
        return Receipt(platform=self.name, address=address, message=found["id"])

    async def _ask(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        try:
            async with self._http.request(method, path, **what) as response:
                if response.status == _NO_HISTORY:
                    return {"id": None}
                if not response.ok:
                    raise await self._failure(response)
                return dict(await response.json())
        except aiohttp.ClientConnectorError as refused:  # nothing was sent
            raise TryLater(str(refused), self._retry) from refused
        except TimeoutError as refused:
            raise Unclear("no answer") from refused
        except aiohttp.ClientError as refused:
            raise Unclear(str(refused) or "the connection was lost") from refused

    async def _failure(self, response: aiohttp.ClientResponse) -> SendError:
        reason = f"{response.status}: {await response.text()}"
        match response.status:
            case 400:
                return Rejected(reason)
            case 401 | 403 | 404:
                return Undeliverable(reason)
            case 410:
                return MessageGone(reason)
            case 429:
                return TryLater(reason, timedelta(seconds=float(response.headers["Retry-After"])))
        return TryLater(reason, self._retry)


def text_of(card: Card) -> str:
    """Return what a channel shows of a card."""
    return f"{card.heading} [{card.reference}]" if card.reference else card.heading
