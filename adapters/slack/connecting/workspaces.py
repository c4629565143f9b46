"""Which workspaces there are, and the token of each: one by its token, or many by OAuth."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Protocol

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import NO_ANSWER, reason
from adapters.slack.sending.answers import no_answer, refusal
from bot.ports import Happening

_MOST_ADMINS = 5
_PAGE = 200
"""https://docs.slack.dev/reference/methods/users.list: more at once is not advised."""

log = structlog.get_logger(__name__)


class Workspaces(Protocol):
    """The workspaces in which Dragoman is installed."""

    async def token(self, workspace: str) -> str | None:
        """Return the bot token of a workspace (in small letters); none if not installed there."""
        ...

    async def people(self, workspace: str) -> tuple[str, ...]:
        """Return the Slack ids of those who run Dragoman in a workspace."""
        ...

    async def bot(self, team: str) -> AuthorizeResult | None:
        """Return as whom we act in a team; asked before a request is acknowledged."""
        ...

    async def leave(self, team: str) -> Happening:
        """Forget a team that has uninstalled us, with its tokens; return what that is to it."""
        ...


class OneWorkspace:
    """The workspace of one token."""

    def __init__(self, token: str, client: AsyncWebClient, admins: tuple[str, ...] = ()) -> None:
        self._token = token
        self._client = client
        self._admins = admins
        self._self: dict[str, Any] = {}
        self._greeting: asyncio.Task[None] | None = None

    async def greet(self) -> None:
        """Learn who we are; until Slack can be reached, our own events are taken for others'."""
        try:
            said = await self._client.auth_test(token=self._token)
            self._self = {name: said.get(name) for name in ("team_id", "user_id", "bot_id")}
        except NO_ANSWER as failed:
            log.warning("Slack does not say who we are", reason=reason(failed))

    async def token(self, workspace: str) -> str | None:
        """Return the token, unless it is known to be another workspace's."""
        ours = str(self._self.get("team_id") or "").lower()
        return self._token if not ours or workspace in ("", "home", ours) else None

    async def people(self, workspace: str) -> tuple[str, ...]:
        """Return those who were named in the settings, else the owners. Raises SendError."""
        if self._admins or await self.token(workspace) is None:
            return self._admins
        try:
            owners = [one async for one in self._owners()]
        except SlackApiError as refused:
            raise refusal(refused) from refused
        except (aiohttp.ClientError, TimeoutError) as broken:
            raise no_answer(broken) from broken
        return tuple(owners[:_MOST_ADMINS])

    async def _owners(self) -> AsyncIterator[str]:
        pages = await self._client.users_list(token=self._token, limit=_PAGE)
        async for page in pages:
            for one in page["members"]:
                if one.get("is_owner") and not one.get("deleted"):
                    yield one["id"]

    async def bot(self, team: str) -> AuthorizeResult | None:
        """Return as whom we act: the same everywhere."""
        if not self._self and (self._greeting is None or self._greeting.done()):
            self._greeting = asyncio.create_task(self.greet())  # nobody waits for it
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team,
            bot_token=self._token,
            bot_user_id=self._self.get("user_id"),
            bot_id=self._self.get("bot_id"),
        )

    async def leave(self, team: str) -> Happening:
        """Keep the token, which is a setting: whoever runs Dragoman has to change it.

        Their subscriptions stay: that nobody else installs it is no sign that it is not wanted.
        """
        log.warning("Slack has revoked the token", team=team)
        return Happening.CLOSED


class Authorize(AsyncAuthorize):
    """Says as whom a request is answered. It asks Slack nothing, for an answer is awaited."""

    def __init__(self, workspaces: Workspaces) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._workspaces = workspaces

    async def __call__(
        self, *, team_id: str | None, **_others: object
    ) -> AuthorizeResult | None:  # the others are what bolt knows of a request
        """Return the bot of the team from which a request came."""
        return await self._workspaces.bot(team_id) if team_id else None
