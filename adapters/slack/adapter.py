"""Slack as the composition root finds it, by the entry point `slack`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import make_app, make_client
from adapters.slack.connecting.configuration import EVENTS_PATH, SETTINGS, Configuration
from adapters.slack.connecting.many import many_workspaces
from adapters.slack.connecting.workspaces import OneWorkspace, Workspaces
from adapters.slack.doctor import examine
from adapters.slack.listening.front_door import FrontDoor
from adapters.slack.listening.links import page
from adapters.slack.listening.naming import Names, NamingPlatform
from adapters.slack.manifest import manifest
from bot.adapter import Adapter, Finding, NotConfigured, Setting, Wiring
from bot.ports import Platform

CONNECTING = 5
"""Seconds that the others wait for us; then we go on trying in the background."""
CLOSING = 5


class SlackAdapter:
    """Implements `bot.adapter.Adapter`."""

    @property
    def name(self) -> str:
        """The word for this platform."""
        return "slack"

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that it knows."""
        return SETTINGS

    @property
    def papers(self) -> Mapping[str, Callable[[Mapping[str, str]], str]]:
        """What it can print about itself."""
        return {"manifest": manifest}

    def examine(self, wiring: Wiring) -> AsyncIterator[Finding]:
        """Examine the connection step by step."""
        return examine(wiring)

    @asynccontextmanager
    async def connect(self, wiring: Wiring) -> AsyncIterator[Platform]:
        """Listen over Socket Mode, over HTTP, or both, until the context is left."""
        settings = Configuration.read(wiring.values).require()
        client = make_client(settings)
        async with AsyncExitStack() as stack:
            workspaces, flow = await _workspaces(settings, wiring, client, stack)
            names = Names(workspaces, client)
            door = FrontDoor(wiring.door, names)
            app = make_app(settings, replace(wiring, door=door), workspaces, client, flow)
            platform = NamingPlatform(names, workspaces, settings.api_url)
            stack.push_async_callback(platform.close)
            stack.push_async_callback(door.settle, CLOSING)
            if settings.http_port is not None:
                await stack.enter_async_context(_serving(app, settings))
            if settings.app_token:
                await stack.enter_async_context(_listening(app, settings.app_token))
            yield platform


async def _workspaces(
    settings: Configuration, wiring: Wiring, client: AsyncWebClient, stack: AsyncExitStack
) -> tuple[Workspaces, AsyncOAuthFlow | None]:
    """Return the workspaces, and how others are added to them."""
    if settings.many:
        many = await stack.enter_async_context(many_workspaces(settings, wiring, client))
        return many, many.flow()
    one = OneWorkspace(settings.bot_token, client, settings.admins)
    await one.greet()
    return one, None


@asynccontextmanager
async def _listening(app: AsyncApp, token: str) -> AsyncIterator[None]:
    """Keep a Socket Mode connection open; the library opens another where one breaks."""
    handler = AsyncSocketModeHandler(app, token)
    connecting = asyncio.ensure_future(handler.client.connect())  # type: ignore[no-untyped-call]
    await asyncio.wait({connecting}, timeout=CONNECTING)
    try:
        yield
    finally:
        connecting.cancel()
        with suppress(asyncio.CancelledError):
            await connecting
        await handler.client.close()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _serving(app: AsyncApp, settings: Configuration) -> AsyncIterator[None]:
    """Serve Slack's requests over HTTP. Raises NotConfigured."""
    site = app.web_app(EVENTS_PATH)
    site.add_routes([page(settings.command)])
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=CLOSING)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        except OSError as taken:
            raise NotConfigured(f"DRAGOMAN_SLACK_HTTP_PORT cannot be used: {taken}") from taken
        yield
    finally:
        await runner.cleanup()


SLACK: Adapter = SlackAdapter()
