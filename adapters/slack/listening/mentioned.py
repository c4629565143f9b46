"""Look-ups in passing: we are mentioned, a message is to be looked up, a link of ours is posted.

Whoever sees the place sees the answer; so nothing is changed, and nobody is more than a reader.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import code
from adapters.slack.listening.asking import Asking
from adapters.slack.listening.incoming import Place, typed
from adapters.slack.listening.links import linked
from adapters.slack.listening.lookup import answer_openly
from adapters.slack.listening.views import in_view
from adapters.slack.render import message
from adapters.slack.sending.uploads import PROCESSING, upload_file, upload_picture
from bot.commands.door import Door
from bot.commands.spec import Permission, Reply, Request
from bot.commands.table import BY_NAME

Event = Mapping[str, Any]
_MOST_LINKS = 5
"""Of one message that are unfolded."""


class Mentioned:
    """Answers mentions, and unfolds links."""

    def __init__(self, door: Door, asking: Asking, public_url: str) -> None:
        """`public_url` is where links of ours begin; empty where there are none."""
        self._door = door
        self._asking = asking
        self._public_url = public_url

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        app.event("app_mention")(self._mention)
        app.event("link_shared")(self._links)

    async def _mention(
        self, event: Event, body: Event, client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        place = Place.of(body)
        if place is None or event.get("bot_id"):
            return
        said = str(event.get("text") or "")
        line = typed(said.replace(f"<@{context.bot_user_id}>", " "))
        reply = await answer_openly(self._door, await self._reader(place, client), line)
        thread = str(event.get("thread_ts") or event.get("ts") or "") or None
        await self._say(client, place.channel, thread, reply)
        if reply.file is not None:
            await upload_file(client, reply.file, place.channel, thread)

    async def _say(
        self, client: AsyncWebClient, channel: str, thread: str | None, reply: Reply
    ) -> None:
        """Answer with the picture; where Slack does not take it even after a while, without it."""
        picture = await upload_picture(client, reply.card)
        for wait in (*PROCESSING, None) if picture is not None else (None,):
            shown = message(reply.card, picture=picture if wait else None).payload()
            try:
                await client.chat_postMessage(
                    channel=channel,
                    thread_ts=thread,
                    parse="none",
                    link_names=False,
                    unfurl_links=False,
                    unfurl_media=False,
                    **shown,
                )
            except SlackApiError as refused:
                if wait is None or code(refused) != "invalid_blocks":
                    raise
                await asyncio.sleep(wait.total_seconds())
            else:
                return

    async def _links(self, event: Event, body: Event, client: AsyncWebClient) -> None:
        place = Place.of(body)
        if place is None or not self._public_url:
            return
        request = await self._reader(place, client)
        unfurls = {}
        for link in (event.get("links") or ())[:_MOST_LINKS]:
            url = str(link.get("url") if isinstance(link, Mapping) else "")
            reply = await self._of_link(request, url)
            if reply is not None and reply.ok:
                unfurls[url] = {"blocks": in_view(reply.card)}
        if unfurls:
            await client.chat_unfurl(unfurls=unfurls, **_where(event, place))

    async def _of_link(self, request: Request, url: str) -> Reply | None:
        """Return what a link is about; none where it is not ours."""
        meant = linked(self._public_url, url)
        if meant is None:
            return None
        kind, reference = meant
        option = BY_NAME[kind].options[0].name
        return await self._door.answer(request.naming(kind, {option: reference}))

    async def _reader(self, place: Place, client: AsyncWebClient) -> Request:
        asked = await self._asking.request(place, client)
        return replace(asked, standing=Permission.READER, groups=())


def _where(event: Event, place: Place) -> dict[str, Any]:
    """Return which message the links are in; one that is still being written has an id."""
    if event.get("unfurl_id") and event.get("source"):
        return {"unfurl_id": str(event["unfurl_id"]), "source": str(event["source"])}
    return {"channel": place.channel, "ts": str(event.get("message_ts") or "")}
