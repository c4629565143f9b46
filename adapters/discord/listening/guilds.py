"""What Discord tells of its own accord: that we were let in or out, that a channel is another.

To a channel that is closed nothing is sent, and nothing for it is lost: what is wanted there stays,
and what falls due is held.
"""

import aiohttp
import discord
import structlog

from adapters.discord.listening.acknowledging import reason
from adapters.discord.listening.welcome import notice_channel
from adapters.discord.render import Sheet
from adapters.discord.sending.places import NAME
from bot.commands.door import Door
from bot.ports import ChannelNews, Happening

log = structlog.get_logger(__name__)

NEEDED = discord.Permissions(view_channel=True, send_messages=True)
"""Without these nothing can be posted in a channel."""


class Guilds:
    """Follows what becomes of guilds and their channels."""

    def __init__(self, door: Door, welcome: Sheet) -> None:
        """Tell `door`; say `welcome` where we are let in."""
        self._door = door
        self._welcome = welcome

    def listen(self, client: discord.Client) -> None:
        """Listen on a client."""
        for heard in (
            self.on_guild_join,
            self.on_guild_available,
            self.on_guild_remove,
            self.on_guild_channel_update,
            self.on_guild_channel_delete,
            self.on_guild_role_update,
        ):
            client.event(heard)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say what can be done, where we may write; go on with what was wanted here before."""
        await self._tell(guild, Happening.OPENED)
        place = notice_channel(guild)
        if place is None:
            log.info("no channel to write the welcome in", guild=guild.id)
            return
        try:
            await place.send(**self._welcome.arguments())
        except (discord.HTTPException, aiohttp.ClientError, OSError) as refused:
            log.warning("no welcome", guild=guild.id, reason=reason(refused))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Go on: at the start, after an outage, or let in again while we were not running."""
        await self._tell(guild, Happening.OPENED)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Hold all that is wanted there, in case we are let in again soon."""
        await self._tell(guild, Happening.LEFT, reason="Dragoman was removed from the server")

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Follow a channel's name, and whether we may write in it."""
        if before.name != after.name:
            await self._tell(after.guild, Happening.RENAMED, after)
        could, can = may_post(before), may_post(after)
        if can and not could:
            await self._tell(after.guild, Happening.OPENED, after)
        if could and not can:
            why = "Dragoman may not write in this channel any more"
            await self._tell(after.guild, Happening.CLOSED, after, reason=why)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Hold what is wanted there; it stays on record."""
        why = "the channel was deleted"
        await self._tell(channel.guild, Happening.CLOSED, channel, reason=why)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Try again everywhere where one of our roles was given what we need."""
        ours = after in after.guild.me.roles
        if ours and not before.permissions >= NEEDED and after.permissions >= NEEDED:
            await self._tell(after.guild, Happening.OPENED)

    async def _tell(
        self,
        guild: discord.Guild,
        happening: Happening,
        channel: discord.abc.GuildChannel | None = None,
        reason: str = "",
    ) -> None:
        news = ChannelNews(
            NAME,
            str(guild.id),
            happening,
            str(channel.id) if channel is not None else None,
            channel.name if channel is not None else None,
            reason,
        )
        await self._door.follow(news)


def may_post(channel: discord.abc.GuildChannel) -> bool:
    """Return whether we may post in a channel."""
    return channel.permissions_for(channel.guild.me) >= NEEDED
