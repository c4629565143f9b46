"""Discord as a chat platform: what the core asks of any, done with discord.py.

Everything goes over REST; what the gateway tells is used where it is there, and not needed. A
repeat is told by the nonce, for some minutes; in a forum, which takes no nonce, and after those
minutes, by the mark in the channel's history.
"""

import discord
import structlog

from adapters.discord.layout.enclosed import Enclosed
from adapters.discord.layout.limits import THREAD_NAME
from adapters.discord.layout.mark import Mark
from adapters.discord.layout.paths import PREFIX
from adapters.discord.render import Sheet, Style, render, thread_name
from adapters.discord.sending.calendar import GuildCalendar
from adapters.discord.sending.edits import Edits
from adapters.discord.sending.enclosing import enclosed
from adapters.discord.sending.pace import Pace
from adapters.discord.sending.people import People, people_in_charge
from adapters.discord.sending.places import NAME, Places, Spot, channel_id
from adapters.discord.sending.replies import Replies
from adapters.discord.sending.requests import Requests
from adapters.discord.sending.search import search
from bot.cards.card import Card
from bot.domain.delivery import Receipt
from bot.ports import Entry, MessageGone, Post, Rejected, SendError, Undeliverable

log = structlog.get_logger(__name__)


class DiscordPlatform:
    """Channels, threads and forums of Discord; one for each bot."""

    def __init__(
        self,
        client: discord.Client,
        *,
        style: Style = Style.LAYOUT,
        requests: Requests | None = None,
        people: People | None = None,
        word: str = PREFIX,
    ) -> None:
        """Speak as `client`, which has logged in; `people` says who runs Dragoman in a guild.

        `word` is the one before all commands.
        """
        self._style = style
        self._word = word
        self._requests = requests or Requests(Pace())
        self._places = Places(client, self._requests)
        self._replies = Replies(self._places, self._requests)
        self._edits = Edits(self._places, self._requests, style, word)
        self._calendar = GuildCalendar(client, self._requests)
        self._people = people or people_in_charge(client, self._requests)

    @property
    def name(self) -> str:
        """The word for this platform."""
        return NAME

    async def post(self, post: Post) -> Receipt:
        """Post a card: as a reply, as a post in a forum, or as a message of its own.

        Text and files are one request, so that there are both or neither. Where Discord refuses
        it, such as for want of the permission to attach files, the text goes without them.
        """
        files = await enclosed(post.card)
        if files:
            try:
                return await self._post(post, files)
            except (Undeliverable, Rejected) as refused:
                log.warning("posted without its picture", channel=post.address, reason=str(refused))
        return await self._post(post)

    async def _post(self, post: Post, files: tuple[Enclosed, ...] = ()) -> Receipt:
        mark = Mark.of(post.token)
        sheet = render(post.card, self._style, mark, post.mentions, word=self._word, files=files)
        if post.thread is not None:
            spot = await self._replies.reply(post, sheet, Spot.of(post.thread))
            return spot.receipt()
        place = await self._places.place(channel_id(post.address))
        if isinstance(place, discord.ForumChannel):
            spot = await self._open(place, post, sheet)
        elif isinstance(place, discord.abc.Messageable):
            spot = await self._say(place, post, sheet)
        else:
            raise Undeliverable(f"there is no writing in {post.address}")
        return spot.receipt()

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message show `card`; it keeps its mark, and the look it was posted with."""
        await self._edits.edit(Spot.of(receipt), card)

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look in a channel and in its threads for the message that carries the token's mark."""
        place = await self._places.place(channel_id(address))
        spot = await search(place, Mark.of(token), self._requests)
        return spot.receipt() if spot else None

    async def mirror(self, workspace: str, entry: Entry | None, known: str | None) -> str | None:
        """List an event in a guild's own calendar, or take it away."""
        return await self._calendar.show(workspace, entry, known)

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        """Tell the people who run Dragoman in a guild: the first whom a message reaches."""
        sheet = render(card, self._style, Mark.of(token), word=self._word)
        shut: SendError = Undeliverable(f"nobody in {workspace} can be reached")
        for person in await self._people(workspace):
            try:
                return await self._tell(person, sheet, workspace, token)
            except (Undeliverable, MessageGone) as refused:
                shut = refused
        raise shut

    async def _tell(
        self, person: discord.abc.Messageable, sheet: Sheet, workspace: str, token: str
    ) -> None:
        await self._requests.write(
            ("warn", workspace), lambda: person.send(nonce=token, **sheet.arguments())
        )

    async def _say(self, place: discord.abc.Messageable, post: Post, sheet: Sheet) -> Spot:
        channel = channel_id(post.address)
        sent = await self._requests.write(
            ("say", channel), lambda: place.send(nonce=post.token, **sheet.arguments())
        )
        if isinstance(place, discord.TextChannel) and place.is_news():
            await self._publish(sent)
        return Spot(channel, sent.id)

    async def _open(self, forum: discord.ForumChannel, post: Post, sheet: Sheet) -> Spot:
        """Make a post in a forum; one that asks for a tag gets the first that there is."""
        arguments = {key: value for key, value in sheet.arguments().items() if value is not None}
        if forum.flags.require_tag:
            free = [tag for tag in forum.available_tags if not tag.moderated]
            arguments["applied_tags"] = free[:1]
        name = thread_name(post.card, THREAD_NAME)
        made = await self._requests.write(
            ("say", forum.id), lambda: forum.create_thread(name=name, **arguments)
        )
        return Spot(forum.id, made.message.id, made.thread.id)

    async def _publish(self, sent: discord.Message) -> None:
        """Let those who follow an announcement channel have the message, if that is possible."""
        try:
            await self._requests.read(("publish", sent.channel.id), sent.publish)
        except SendError as refused:
            log.warning("not published", channel=sent.channel.id, reason=str(refused))
