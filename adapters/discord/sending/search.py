"""Looking for a message by its mark: in the newest of a channel, and of its threads."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord

from adapters.discord.layout.limits import PAGE
from adapters.discord.layout.mark import Mark
from adapters.discord.sending.places import Place, Spot
from adapters.discord.sending.requests import Requests

THREADS = 20
"""Threads that are searched, the last written in first: what is looked for was sent lately."""


async def search(place: Place, mark: Mark, requests: Requests) -> Spot | None:
    """Return where the message with `mark` is, among what a page of history shows.

    Without the permission to read the history Discord shows none, and nothing is found.
    """
    if isinstance(place, discord.abc.Messageable):
        found = await requests.read(("look", place.id), _page(place, mark))
        if found is not None:
            return Spot(place.id, found)
    if not isinstance(place, discord.TextChannel | discord.ForumChannel):
        return None
    threads = await requests.read(("look", place.guild.id), place.guild.active_threads)
    ours = [one for one in threads if one.parent_id == place.id]
    for thread in sorted(ours, key=_newest, reverse=True)[:THREADS]:
        found = await requests.read(("look", thread.id), _page(thread, mark))
        if found is not None:
            return Spot(place.id, found, thread.id)
    return None


def _page(
    place: discord.abc.Messageable, mark: Mark
) -> Callable[[], Coroutine[Any, Any, int | None]]:
    async def look() -> int | None:
        async for message in place.history(limit=PAGE):
            if Mark.read(message) == mark:
                return message.id
        return None

    return look


def _newest(thread: discord.Thread) -> int:
    return thread.last_message_id or thread.id
