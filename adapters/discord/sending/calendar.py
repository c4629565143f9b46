"""The list of scheduled events that a guild has: events of ours stand in it as external ones.

https://discord.com/developers/docs/resources/guild-scheduled-event; needs Manage Events.
"""

import discord
from discord import EventStatus

from adapters.discord.layout.limits import EVENT_LOCATION, EVENT_NAME
from adapters.discord.layout.text import CUT, bare
from adapters.discord.sending.errors import UNKNOWN_EVENT, code_of
from adapters.discord.sending.places import guild_of
from adapters.discord.sending.requests import Requests
from bot.ports import Entry, SendError

NOWHERE = "Place not known"
"""Discord asks for one."""
_OPEN = (EventStatus.scheduled, EventStatus.active)


class GuildCalendar:
    """Lists events in guilds."""

    def __init__(self, client: discord.Client, requests: Requests) -> None:
        """Speak as `client`."""
        self._client = client
        self._requests = requests

    async def show(self, workspace: str, entry: Entry | None, known: str | None) -> str | None:
        """List `entry`, in place of what is known; none takes that away. Raises SendError."""
        guild = await guild_of(self._client, self._requests, workspace)
        shown = await self._known(guild, known) if known else None
        if shown is not None and entry is not None and shown.status is EventStatus.scheduled:
            await self._change(shown, entry)
            return str(shown.id)
        if shown is not None:
            await self._end(shown)
        return await self._list(guild, entry) if entry is not None else None

    async def _known(self, guild: discord.Guild, known: str) -> discord.ScheduledEvent | None:
        """Return what is listed; none where somebody took it away, or it is over."""
        try:
            found = await self._requests.read(
                _turn(guild), lambda: guild.fetch_scheduled_event(int(known), with_counts=False)
            )
        except SendError as refused:
            if code_of(refused) != UNKNOWN_EVENT:
                raise
            return None
        return found if found.status in _OPEN else None

    async def _list(self, guild: discord.Guild, entry: Entry) -> str:
        made = await self._requests.write(
            _turn(guild),
            lambda: guild.create_scheduled_event(
                name=_name(entry),
                start_time=entry.starts,
                end_time=entry.ends,
                location=_location(entry),
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
            ),
        )
        return str(made.id)

    async def _change(self, shown: discord.ScheduledEvent, entry: Entry) -> None:
        await self._requests.read(
            _turn(shown.guild),
            lambda: shown.edit(
                name=_name(entry),
                start_time=entry.starts,
                end_time=entry.ends,
                location=_location(entry),
            ),
        )

    async def _end(self, shown: discord.ScheduledEvent) -> None:
        """Call it off; what goes on already can only be ended."""
        going_on = shown.status is EventStatus.active
        await self._requests.read(_turn(shown.guild), shown.end if going_on else shown.cancel)


def _turn(guild: discord.Guild | None) -> tuple[str, int | None]:
    return ("calendar", guild.id if guild else None)


def _name(entry: Entry) -> str:
    return bare(entry.title, EVENT_NAME) or CUT


def _location(entry: Entry) -> str:
    return bare(entry.where or "", EVENT_LOCATION) or NOWHERE
