"""The workspaces that come and go by OAuth."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import time

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.configuration import INSTALL_PATH, RETURN_PATH, Configuration
from adapters.slack.connecting.discretion import discreet_logger
from adapters.slack.connecting.installations import (
    Engine,
    Installations,
    WrongKey,
    open_engine,
    states,
)
from adapters.slack.connecting.scopes import BOT_SCOPES
from adapters.slack.connecting.unanswered import NO_ANSWER
from bot.adapter import NotConfigured, Wiring
from bot.ports import ChannelNews, Happening

_ROTATED_BEFORE = 120
"""Minutes before a token expires it is exchanged for the next; Slack's last twelve hours."""


class ManyWorkspaces:
    """Implements `adapters.slack.connecting.workspaces.Workspaces` on the stored installations."""

    def __init__(
        self, settings: Configuration, wiring: Wiring, engine: Engine, client: AsyncWebClient
    ) -> None:
        self._settings = settings
        self._door = wiring.door
        self._client = client
        self._states = states(engine, discreet_logger())
        self._rotator = AsyncTokenRotator(
            client_id=settings.client_id, client_secret=settings.client_secret, client=client
        )
        self._store = Installations(
            settings.client_id, settings.token_keys, engine, self._keep, discreet_logger()
        )
        self._bots: dict[str, Bot] = {}
        self._rotating: dict[str, asyncio.Task[None]] = {}

    async def open(self) -> None:
        """Make the tables, seal the tokens with the present key, and have them at hand."""
        await self._store.create_tables()  # type: ignore[no-untyped-call]
        await self._states.create_tables()  # type: ignore[no-untyped-call]
        await self._store.seal_anew()
        self._bots = await self._store.every_bot()

    async def close(self) -> None:
        """Wait for tokens that are being exchanged: each can be had only once."""
        await asyncio.gather(*self._rotating.values(), return_exceptions=True)

    def flow(self) -> AsyncOAuthFlow:
        """Return the way of an installation: to Slack, back, and into the store."""
        settings = AsyncOAuthSettings(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            scopes=BOT_SCOPES,
            user_scopes=[],
            redirect_uri=f"{self._settings.public_url}{RETURN_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=RETURN_PATH,
            installation_store=self._store,
            state_store=self._states,
            logger=discreet_logger(),
        )
        return AsyncOAuthFlow(client=self._client, logger=discreet_logger(), settings=settings)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of all workspaces."""
        return tuple(one.bot_token for one in self._bots.values())

    async def token(self, workspace: str) -> str | None:
        """Return the token of a team."""
        bot = await self._bot(workspace.upper())
        return bot.bot_token if bot else None

    async def bot(self, team: str) -> AuthorizeResult | None:
        """Return as whom we act in a team."""
        bot = await self._bot(team)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_token=bot.bot_token,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
        )

    async def people(self, workspace: str) -> tuple[str, ...]:
        """Return those who were named in the settings, else who installed us."""
        bot = await self._bot(workspace.upper())
        if self._settings.admins or bot is None:
            return self._settings.admins
        who = await self._store.installer(bot)
        return (who,) if who else ()

    async def leave(self, team: str) -> Happening:
        """Delete what is stored of a team."""
        bot = self._bots.pop(team, None) or await self._store.bot_of(team)
        if bot is not None:
            await self._store.forget(bot)
        return Happening.LEFT

    async def _bot(self, team: str) -> Bot | None:
        """Return the bot of a team; a token that expires soon is exchanged while it serves."""
        bot = self._bots.get(team) or await self._store.bot_of(team)
        if bot is None:
            return None
        self._bots[team] = bot
        if bot.bot_refresh_token is None:
            return bot
        rotating = self._rotating.get(team)
        if rotating is None or rotating.done():
            rotating = self._rotating[team] = asyncio.create_task(self._rotate(bot))
        if (bot.bot_token_expires_at or 0) <= time():
            await rotating
        return self._bots.get(team)

    async def _rotate(self, bot: Bot) -> None:
        try:
            fresh = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=_ROTATED_BEFORE
            )
        except (SlackTokenRotationError, *NO_ANSWER):  # tried again with the next request
            discreet_logger().warning("the token of a workspace could not be exchanged")
            return
        if fresh is not None:
            await self._store.async_save_bot(fresh)

    async def _keep(self, bot: Bot) -> None:
        """Have a new installation at hand; what was held since the last one is sent."""
        team = str(bot.team_id)
        is_new = team not in self._bots
        self._bots[team] = bot
        if is_new:
            await self._door.follow(ChannelNews("slack", team.lower(), Happening.OPENED))


@asynccontextmanager
async def many_workspaces(
    settings: Configuration, wiring: Wiring, client: AsyncWebClient
) -> AsyncIterator[ManyWorkspaces]:
    """Open the stores, and close them at the end. Raises NotConfigured."""
    engine = open_engine(wiring.database_url)
    try:
        workspaces = ManyWorkspaces(settings, wiring, engine, client)
        try:
            await workspaces.open()
        except WrongKey as wrong:
            raise NotConfigured(str(wrong)) from wrong
        yield workspaces
        await workspaces.close()
    finally:
        await engine.dispose()
