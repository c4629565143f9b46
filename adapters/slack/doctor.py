"""`dragoman doctor` for Slack: socket, token, scopes, clock, channels, each with its remedy.

What depends on a step that failed is left out.
"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.app import make_client
from adapters.slack.connecting.configuration import Configuration
from adapters.slack.connecting.many import many_workspaces
from adapters.slack.connecting.membership import membership
from adapters.slack.connecting.scopes import OPTIONAL, SCOPES
from adapters.slack.connecting.unanswered import NO_ANSWER, reason
from bot.adapter import Finding, NotConfigured, Wiring

SKEW = timedelta(minutes=1)
"""Slack's requests are refused from five minutes on; digests are late before that."""
_REINSTALL = "paste the manifest of `dragoman slack manifest` and reinstall the app"


async def examine(wiring: Wiring) -> AsyncIterator[Finding]:
    """Examine the settings, then each workspace."""
    try:
        settings = Configuration.read(wiring.values).require()
        client = make_client(settings)
        tokens = await _tokens(settings, wiring, client)
    except NotConfigured as missing:
        yield Finding("settings", well=False, said="they do not fit together", fix=str(missing))
        return
    if settings.app_token:
        yield await _socket(client, settings.app_token)
    for token in tokens:
        async for one in _workspace(client, token, wiring):
            yield one


async def _tokens(
    settings: Configuration, wiring: Wiring, client: AsyncWebClient
) -> tuple[str, ...]:
    if not settings.many:
        return (settings.bot_token,)
    async with many_workspaces(settings, wiring, client) as workspaces:
        return workspaces.tokens


async def _socket(client: AsyncWebClient, token: str) -> Finding:
    try:
        await client.apps_connections_open(app_token=token)
    except NO_ANSWER as failed:
        fix = "make an app-level token with the scope connections:write, and turn on Socket Mode"
        return Finding("socket", well=False, said=reason(failed), fix=fix)
    return Finding("socket", well=True, said="Socket Mode opens")


async def _workspace(client: AsyncWebClient, token: str, wiring: Wiring) -> AsyncIterator[Finding]:
    try:
        said = await client.auth_test(token=token)
    except NO_ANSWER as failed:
        fix = "copy the bot token (xoxb-…) from OAuth & Permissions again, or reinstall the app"
        yield Finding("token", well=False, said=reason(failed), fix=fix)
        return
    team = f"{said.get('team')} ({said.get('team_id')})"
    yield Finding("token", well=True, said=f"{said.get('user')} in {team}")
    yield _scopes(said)
    yield _clock(said, wiring.clock.now())
    wanted = await wiring.door.channels("slack")
    async for one in membership(client, token, str(said.get("team_id")), wanted):
        yield one


def _scopes(said: AsyncSlackResponse) -> Finding:
    granted = {one.strip() for one in _header(said, "x-oauth-scopes").split(",")}
    missing = [f"{one} ({why})" for one, why in SCOPES.items() if one not in granted]
    if missing:
        return Finding("scopes", well=False, said=f"missing: {', '.join(missing)}", fix=_REINSTALL)
    without = [f"{one}: {why}" for one, why in OPTIONAL.items() if one not in granted]
    return Finding(
        "scopes", well=True, said=f"complete, but for {without[0]}" if without else "complete"
    )


def _clock(said: AsyncSlackResponse, now: datetime) -> Finding:
    try:
        skew = now - parsedate_to_datetime(_header(said, "date"))
    except ValueError:
        return Finding("clock", well=True, said="Slack does not say what time it is")
    seconds = round(skew.total_seconds())
    if abs(skew) > SKEW:
        fix = "let the machine keep its time by NTP, such as with `timedatectl set-ntp true`"
        return Finding("clock", well=False, said=f"{seconds} s off Slack's", fix=fix)
    return Finding("clock", well=True, said="agrees with Slack's")


def _header(said: AsyncSlackResponse, name: str) -> str:
    headers: dict[str, Any] = said.headers
    return next((str(value) for key, value in headers.items() if key.lower() == name), "")
