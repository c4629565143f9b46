"""The settings of the Slack adapter: which there are, and which of them go together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.fernet import Fernet

from adapters.slack.sending.wire import API_URL
from bot.adapter import NotConfigured, Setting

COMMAND = "/diplo"
EVENTS_PATH, INSTALL_PATH, RETURN_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
_COMMAND_FORM = re.compile(r"/[a-z0-9_-]{1,31}")
"""https://docs.slack.dev/interactivity/implementing-slash-commands"""
_HIGHEST_PORT = 65_535

SETTINGS = (
    Setting(
        "bot_token",
        "The bot token of the one workspace that Dragoman serves (OAuth & Permissions).",
        "xoxb-…",
        secret=True,
    ),
    Setting(
        "app_token",
        "Opens Socket Mode, which needs no public address (Basic Information > App-Level Tokens, "
        "scope connections:write).",
        "xapp-…",
        secret=True,
    ),
    Setting(
        "http_port",
        "Listen for Slack's requests on this port instead of, or beside, Socket Mode; a web "
        "server with a certificate stands before it.",
        "3000",
    ),
    Setting("http_host", "The address to listen on; 127.0.0.1 if left out.", "127.0.0.1"),
    Setting(
        "public_url",
        "Where Slack and browsers find that port: for installs, and for links that unfold.",
        "https://dragoman.example.org",
    ),
    Setting(
        "signing_secret",
        "Tells Slack's requests from others (Basic Information); needed with http_port.",
        secret=True,
    ),
    Setting(
        "client_id",
        "Serve every workspace that installs Dragoman, by OAuth, instead of one by bot_token.",
        "123.456",
    ),
    Setting("client_secret", "Goes with client_id (Basic Information).", secret=True),
    Setting(
        "token_keys",
        "Encrypts the tokens of workspaces: Fernet keys, by commas. The first encrypts, all "
        "decrypt: put a new one first, start once, then drop the old one.",
        secret=True,
    ),
    Setting("command", f"The slash command; {COMMAND} if left out.", COMMAND),
    Setting("admins", "Who is told of troubles: Slack's ids, by commas; else the owners.", "U0123"),
    Setting("api_url", "Another address of Slack's Web API, such as a proxy's."),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings, read."""

    bot_token: str
    app_token: str
    http_port: int | None
    http_host: str
    public_url: str
    signing_secret: str
    client_id: str
    client_secret: str
    token_keys: tuple[str, ...]
    command: str
    admins: tuple[str, ...]
    api_url: str

    @property
    def many(self) -> bool:
        """Whether workspaces come and go by OAuth."""
        return bool(self.client_id)

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Read the settings, whether they go together or not. Raises NotConfigured."""
        command = "/" + (values.get("command") or COMMAND).strip().lstrip("/")
        if not _COMMAND_FORM.fullmatch(command):
            raise NotConfigured(f"DRAGOMAN_SLACK_COMMAND cannot be {command!r}; write {COMMAND}")
        return cls(
            bot_token=values.get("bot_token", "").strip(),
            app_token=values.get("app_token", "").strip(),
            http_port=_port(values.get("http_port", "").strip()),
            http_host=values.get("http_host", "").strip() or "127.0.0.1",
            public_url=values.get("public_url", "").strip().rstrip("/"),
            signing_secret=values.get("signing_secret", "").strip(),
            client_id=values.get("client_id", "").strip(),
            client_secret=values.get("client_secret", "").strip(),
            token_keys=_parts(values.get("token_keys", "")),
            command=command,
            admins=_parts(values.get("admins", "")),
            api_url=(values.get("api_url", "").strip() or API_URL).rstrip("/") + "/",
        )

    def require(self) -> Self:
        """Return it if one can connect with it. Raises NotConfigured."""
        if not (self.bot_token or self.many):
            raise NotConfigured("set DRAGOMAN_SLACK_BOT_TOKEN, or CLIENT_ID for many workspaces")
        if not self.app_token and self.http_port is None:
            raise NotConfigured("set DRAGOMAN_SLACK_APP_TOKEN (Socket Mode) or HTTP_PORT")
        if self.http_port is not None and not self.signing_secret:
            raise NotConfigured("DRAGOMAN_SLACK_HTTP_PORT needs SIGNING_SECRET, too")
        if self.many:
            self._require_installing()
        return self

    def _require_installing(self) -> None:
        if not self.client_secret or not self.token_keys:
            raise NotConfigured("DRAGOMAN_SLACK_CLIENT_ID needs CLIENT_SECRET and TOKEN_KEYS, too")
        if self.http_port is None or not self.public_url:
            raise NotConfigured("DRAGOMAN_SLACK_CLIENT_ID needs HTTP_PORT and PUBLIC_URL, too")
        for key in self.token_keys:
            try:
                Fernet(key)
            except ValueError:
                raise NotConfigured(
                    "DRAGOMAN_SLACK_TOKEN_KEYS has one that is no Fernet key (32 bytes, base64)"
                ) from None


def _port(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 0 <= int(text) <= _HIGHEST_PORT:
        raise NotConfigured(f"DRAGOMAN_SLACK_HTTP_PORT cannot be {text!r}; write 3000")
    return int(text)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(one for part in text.split(",") if (one := part.strip()))
