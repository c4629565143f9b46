"""The App Home: what is coming for somebody, what they cover, their watch list, their zone.

A watch list is what somebody's direct messages are subscribed to; all of it is answered by the same
commands that can be typed there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.layout.text import harmless
from adapters.slack.listening.asking import Asking
from adapters.slack.listening.buttons import ACTION
from adapters.slack.listening.editing import change_menu
from adapters.slack.listening.incoming import Place
from adapters.slack.listening.views import BLOCKS, in_view
from bot.commands.door import Door
from bot.commands.spec import Request
from bot.commands.table import BY_NAME

REFRESH = "diplo.home"
_TAB = "home"
_SHOWN = ("preview", "mine", "subscriptions", "upcoming")
"""The commands whose answers stand there, as far as the table has them."""
_EACH = BLOCKS // len(_SHOWN) - 2
"""Blocks of each, with the line before it and some to spare."""


class Home:
    """Keeps the App Home of whoever opens it."""

    def __init__(self, door: Door, asking: Asking) -> None:
        self._door = door
        self._asking = asking

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        app.event("app_home_opened")(self._opened)
        app.action(REFRESH)(self._refresh)

    async def _opened(self, event: Mapping[str, Any], body: Mapping[str, Any], client: Any) -> None:
        if event.get("tab", _TAB) == _TAB:
            await self._publish(Place.of(body), client)

    async def _refresh(self, ack: AsyncAck, body: Mapping[str, Any], client: Any) -> None:
        await ack()
        await self._publish(Place.of(body), client)

    async def _publish(self, place: Place | None, client: AsyncWebClient) -> None:
        if place is None:
            return
        own = replace(place, channel="", channel_name="")
        request = await self._asking.request(own, client)
        blocks = [one.to_dict() for one in _top(request)]
        for name in _SHOWN:
            if name in BY_NAME:
                reply = await self._door.answer(request.naming(name, {}))
                blocks += [DividerBlock().to_dict(), *in_view(reply.card)[:_EACH]]
                menu = change_menu(reply.data)
                if menu is not None:
                    blocks.append(ActionsBlock(elements=[menu]).to_dict())
        view = {"type": "home", "blocks": _with_unlike_ids(blocks)[:BLOCKS]}
        await client.views_publish(user_id=place.who, view=view)


def _top(request: Request) -> Iterator[Block]:
    """Yield the zone in which somebody's times are, and what they can change."""
    zone = harmless(request.origin.zone) if request.origin else "UTC"
    said = f"Your zone is {zone}, as your Slack profile has it."
    yield ContextBlock(elements=[PlainTextObject(text=said, emoji=False)])
    yield ActionsBlock(
        elements=[
            _button("Add to my watch list", f"{ACTION}subscribe"),
            _button("Add an event", f"{ACTION}add"),
            _button("Refresh", REFRESH),
        ]
    )


def _button(label: str, action: str) -> ButtonElement:
    return ButtonElement(text=PlainTextObject(text=label, emoji=False), action_id=action)


def _with_unlike_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each block an id of its own: blocks of different cards may have the same."""
    return [one | {"block_id": f"home-{at}"} for at, one in enumerate(blocks)]
