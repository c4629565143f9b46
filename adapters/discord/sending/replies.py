"""Where a change is told: in the thread of the event's first message, made when the first comes.

A thread that starts from a message has that message's id. Where none can be made or written in,
the change is told as a plain reply in the channel.
"""

import discord

from adapters.discord.layout.limits import THREAD_NAME
from adapters.discord.render import Sheet, thread_name
from adapters.discord.sending.errors import NO_THREAD, THREAD_EXISTS, THREAD_SHUT, code_of
from adapters.discord.sending.places import Places, Spot
from adapters.discord.sending.requests import Requests
from bot.ports import MessageGone, Post, Undeliverable


class Replies:
    """Posts replies."""

    def __init__(self, places: Places, requests: Requests) -> None:
        """Reply in `places`."""
        self._places = places
        self._requests = requests

    async def reply(self, post: Post, sheet: Sheet, first: Spot) -> Spot:
        """Tell a change of the message `first`. Raises SendError."""
        if first.thread is not None:
            return await self._in_post(post, sheet, first)
        place = await self._places.place(first.channel)
        if isinstance(place, discord.TextChannel) and await self._has_thread(place, first, post):
            try:
                return await self._in_thread(post, sheet, first, first.message)
            except Undeliverable as shut:
                if code_of(shut) not in THREAD_SHUT:
                    raise
            except MessageGone:
                pass  # the thread is locked
        if not isinstance(place, discord.abc.Messageable):
            raise Undeliverable(f"there is no writing in {first.channel}")
        return await self._plainly(place, post, sheet, first)

    async def _in_post(self, post: Post, sheet: Sheet, first: Spot) -> Spot:
        """Reply in a post of a forum; if it is gone or closed, so is what it says."""
        thread = first.within
        try:
            return await self._in_thread(post, sheet, first, thread)
        except Undeliverable as shut:
            raise MessageGone(str(shut)) from shut

    async def _in_thread(self, post: Post, sheet: Sheet, first: Spot, thread: int) -> Spot:
        target = self._places.partial(thread)
        sent = await self._requests.write(
            ("say", thread), lambda: target.send(nonce=post.token, **sheet.arguments())
        )
        return Spot(first.channel, sent.id, thread)

    async def _plainly(
        self, place: discord.abc.Messageable, post: Post, sheet: Sheet, first: Spot
    ) -> Spot:
        reference = discord.MessageReference(
            message_id=first.message, channel_id=first.channel, fail_if_not_exists=True
        )
        sent = await self._requests.write(
            ("say", first.channel),
            lambda: place.send(nonce=post.token, reference=reference, **sheet.arguments()),
        )
        return Spot(first.channel, sent.id)

    async def _has_thread(self, place: discord.TextChannel, first: Spot, post: Post) -> bool:
        """Make the thread of a message unless it is there; return whether it is."""
        if self._places.known_thread(first.message):
            return True
        message = place.get_partial_message(first.message)
        name = thread_name(post.card, THREAD_NAME)

        async def make() -> bool:
            try:
                await message.create_thread(name=name)
            except discord.HTTPException as refused:
                if refused.code in NO_THREAD:
                    return False
                if refused.code != THREAD_EXISTS:
                    raise
            return True

        return await self._requests.read(("thread", place.id), make)
