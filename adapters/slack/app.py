"""The app as slack-bolt knows it: every listener, the same for Socket Mode and for HTTP."""

from typing import Any, cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.commands import SlashCommand
from adapters.slack.connecting.configuration import Configuration
from adapters.slack.connecting.discretion import discreet_logger
from adapters.slack.connecting.workspaces import Authorize, Workspaces
from adapters.slack.listening.asking import Asking
from adapters.slack.listening.buttons import Buttons
from adapters.slack.listening.happenings import Happenings
from adapters.slack.listening.home import Home
from adapters.slack.listening.mentioned import Mentioned
from adapters.slack.listening.modals import Modals
from adapters.slack.listening.once import Once
from adapters.slack.listening.shortcuts import Shortcuts
from bot.adapter import Wiring

PATIENCE = 10
"""Seconds for an answer of Slack while somebody waits for ours."""
_NOT_INSTALLED = "Dragoman is not installed in this workspace; whoever manages apps can add it."
_SORRY = "Dragoman could not answer just now. Nothing is lost: please try again in a minute."


def make_client(settings: Configuration) -> AsyncWebClient:
    """Make the client from which that of each request is made; it has no token."""
    return AsyncWebClient(base_url=settings.api_url, timeout=PATIENCE, logger=discreet_logger())


def make_app(
    settings: Configuration,
    wiring: Wiring,
    workspaces: Workspaces,
    client: AsyncWebClient,
    flow: AsyncOAuthFlow | None,
) -> AsyncApp:
    """Make the app, with all that it listens to; `flow` is how workspaces are added."""
    app = AsyncApp(
        name="dragoman",
        client=client,
        logger=discreet_logger(),
        signing_secret=settings.signing_secret,
        user_facing_authorize_error_message=_NOT_INSTALLED,
        oauth_flow=flow,
        authorize=cast("Any", Authorize(workspaces)),  # bolt takes one, though its types do not
    )
    app.middleware(Once())
    app.error(_sorry)
    asking = Asking(wiring.clock)
    modals = Modals(wiring.door, asking)
    SlashCommand(wiring.door, asking, modals).listen(app, settings.command)
    Happenings(wiring.door, asking, workspaces).listen(app)
    Mentioned(wiring.door, asking, settings.public_url).listen(app)
    Home(wiring.door, asking).listen(app)
    Shortcuts(wiring.door, asking, modals).listen(app)
    # The last two take whatever is left, such as a button or a form of an earlier version.
    modals.listen(app)
    Buttons(wiring.door, asking, modals).listen(app)
    return app


async def _sorry(error: Exception, context: AsyncBoltContext) -> None:
    """Say that something went wrong; whoever asked is not left without a word."""
    discreet_logger().error("a request could not be answered", exc_info=error)
    if context.respond and context.response_url and not isinstance(error, SlackClientError):
        await context.respond(_SORRY, response_type="ephemeral", replace_original=False)
