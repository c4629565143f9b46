"""What becomes of channels and of the app itself, told to the core as it happens.

https://docs.slack.dev/reference/events
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.connecting.workspaces import Workspaces
from adapters.slack.listening.asking import Asking
from bot.commands.door import Door
from bot.ports import ChannelNews, Happening

Event = Mapping[str, Any]

EVENTS = {
    "channel_rename": (Happening.RENAMED, ""),
    "group_rename": (Happening.RENAMED, ""),
    "channel_archive": (Happening.CLOSED, "the channel was archived"),
    "group_archive": (Happening.CLOSED, "the channel was archived"),
    "channel_unarchive": (Happening.OPENED, ""),
    "group_unarchive": (Happening.OPENED, ""),
    "channel_deleted": (Happening.CLOSED, "the channel was deleted"),
    "group_deleted": (Happening.CLOSED, "the channel was deleted"),
    "channel_left": (Happening.CLOSED, "Dragoman was removed from the channel"),
    "group_left": (Happening.CLOSED, "Dragoman was removed from the channel"),
}
JOINED, LEFT = "member_joined_channel", "member_left_channel"
REVOKED, UNINSTALLED = "tokens_revoked", "app_uninstalled"
_REMOVED = EVENTS["channel_left"][1]


class Happenings:
    """Follows what becomes of channels and workspaces."""

    def __init__(self, door: Door, asking: Asking, workspaces: Workspaces) -> None:
        self._door = door
        self._asking = asking
        self._workspaces = workspaces

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        for name in EVENTS:
            app.event(name)(self._changed)
        app.event(JOINED)(self._came_or_went)
        app.event(LEFT)(self._came_or_went)
        app.event(UNINSTALLED)(self._uninstalled)
        app.event(REVOKED)(self._revoked)

    async def _changed(self, event: Event, context: AsyncBoltContext) -> None:
        happening, reason = EVENTS[str(event["type"])]
        said = event.get("channel")
        channel = str(said.get("id") if isinstance(said, Mapping) else said or "")
        name = said.get("name") if isinstance(said, Mapping) else None
        team = context.team_id or ""
        if name:
            self._asking.rename(team, channel, str(name))
        await self._tell(team, happening, channel, reason, name)

    async def _came_or_went(self, event: Event, context: AsyncBoltContext) -> None:
        """Take note where it is we who come or go; other people do as they please."""
        if event.get("user") != context.bot_user_id:
            return
        joined = event.get("type") == JOINED
        happening, reason = (Happening.OPENED, "") if joined else (Happening.CLOSED, _REMOVED)
        await self._tell(context.team_id or "", happening, str(event.get("channel")), reason)

    async def _uninstalled(self, context: AsyncBoltContext) -> None:
        await self._leave(context.team_id or "", "Dragoman was uninstalled from the workspace")

    async def _revoked(self, event: Event, context: AsyncBoltContext) -> None:
        """Clean up after our own token; one of a person's was never asked for."""
        tokens = event.get("tokens")
        if isinstance(tokens, Mapping) and tokens.get("bot"):
            await self._leave(context.team_id or "", "Slack has revoked Dragoman's token")

    async def _leave(self, team: str, reason: str) -> None:
        happening = await self._workspaces.leave(team)
        await self._door.follow(ChannelNews("slack", team.lower(), happening, reason=reason))

    async def _tell(
        self, team: str, happening: Happening, channel: str, reason: str, name: str | None = None
    ) -> None:
        news = ChannelNews(
            "slack", team.lower(), happening, f"{team}/{channel}", name, reason=reason
        )
        await self._door.follow(news)
