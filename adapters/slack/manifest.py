"""The app as Slack is told of it: `dragoman slack manifest`, made from the table of commands.

https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import yaml

from adapters.slack.connecting.configuration import EVENTS_PATH, RETURN_PATH, Configuration
from adapters.slack.connecting.scopes import BOT_SCOPES, LINKS
from adapters.slack.layout import limits
from adapters.slack.listening.happenings import EVENTS, JOINED, LEFT, REVOKED, UNINSTALLED
from adapters.slack.listening.shortcuts import (
    LOOK_UP,
    LOOK_UP_MESSAGE,
    PROPOSE,
    PROPOSE_FROM_MESSAGE,
)
from bot.commands.table import COMMANDS

_USAGE_HINT = 1000
_SHORTCUTS = (
    (LOOK_UP, "global", "Look something up", "Dragoman: look something up"),
    (LOOK_UP_MESSAGE, "message", "Look this up", "Dragoman: look this up"),
    (PROPOSE, "global", "Propose an event", "Dragoman: propose an event"),
    (PROPOSE_FROM_MESSAGE, "message", "Propose event", "Propose event from this message"),
)
"""Callback, kind, name (at most 24 characters) and description."""


def manifest(values: Mapping[str, str]) -> str:
    """Return the manifest for the settings that are made so far, as YAML."""
    return yaml.safe_dump(described(Configuration.read(values)), sort_keys=False, width=100)


def described(settings: Configuration) -> dict[str, Any]:
    """Return the manifest. Where no public address is set, it is for Socket Mode."""
    url = settings.public_url
    scopes = [*BOT_SCOPES, *(LINKS if url else ())]
    oauth: dict[str, Any] = {"scopes": {"bot": scopes}}
    if settings.many:
        oauth = {"redirect_urls": [f"{url}{RETURN_PATH}"], **oauth}
    return {
        "display_information": {
            "name": "Dragoman",
            "description": "Diplomatic events: alerts, and answers to questions.",
        },
        "features": _features(settings),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {
                **_at(settings, "request_url"),
                "bot_events": _events(url),
            },
            "interactivity": {
                "is_enabled": True,
                **_at(settings, "request_url", "message_menu_options_url"),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": not _by_http(settings),
            "token_rotation_enabled": False,
        },
    }


def _features(settings: Configuration) -> dict[str, Any]:
    found: dict[str, Any] = {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Dragoman", "always_online": True},
        "shortcuts": [
            {"name": name, "type": kind, "callback_id": callback, "description": description}
            for callback, kind, name, description in _SHORTCUTS
        ],
        "slash_commands": [
            {
                "command": settings.command,
                **_at(settings, "url"),
                "description": "Ask about diplomatic events, or choose what this channel is told",
                "usage_hint": limits.cut([f"{one.name} | " for one in COMMANDS], _USAGE_HINT)
                .removesuffix(" | ")
                .strip(),
                "should_escape": True,
            }
        ],
    }
    if settings.public_url:
        found["unfurl_domains"] = [urlsplit(settings.public_url).hostname]
    return found


def _events(url: str) -> list[str]:
    links = ["link_shared"] if url else []
    asked = ["app_home_opened", "app_mention"]
    return sorted([*EVENTS, *asked, *links, JOINED, LEFT, REVOKED, UNINSTALLED])


def _by_http(settings: Configuration) -> bool:
    return bool(settings.public_url) and not settings.app_token


def _at(settings: Configuration, *names: str) -> dict[str, Any]:
    """Return the address for Slack's requests by each name; nothing for Socket Mode."""
    url = f"{settings.public_url}{EVENTS_PATH}"
    return dict.fromkeys(names, url) if _by_http(settings) else {}
