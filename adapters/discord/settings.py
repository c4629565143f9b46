"""What can be set for Discord, and how it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from adapters.discord.layout.paths import PREFIX
from adapters.discord.render import Style
from bot.adapter import NotConfigured, Setting

_WORD = re.compile(r"[-_a-z0-9]{1,32}")
"""https://discord.com/developers/docs/interactions/application-commands, for ASCII."""

SETTINGS = (
    Setting("token", "The bot's token, from discord.com/developers, under Bot.", secret=True),
    Setting("application_id", "The application's id, for the invitation; else read off the token."),
    Setting(
        "guild",
        "The id of a server for trials: the commands are registered there alone, and at once.",
    ),
    Setting("command", "The word before all commands, where diplo is taken.", PREFIX),
    Setting(
        "shards",
        "Which shards this process runs, of how many; else all that Discord wants.",
        "0,1/4",
    ),
    Setting(
        "editors",
        "The ids, by commas, of the servers in which the record may be corrected: every server "
        "shares it. All servers, if left out.",
    ),
    Setting("style", "How cards look: layout, or embed for clients without components.", "layout"),
    Setting("rest_base", "The REST base of a server that speaks Discord's protocol, up to /v10."),
    Setting("gateway", "Its gateway, where it is not the one that the server names.", "wss://…/"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The settings, read."""

    token: str
    command: str = PREFIX
    guild: int | None = None
    shard_ids: list[int] | None = None
    shard_count: int | None = None
    style: Style = Style.LAYOUT
    editors: frozenset[str] | None = None
    rest_base: str | None = None
    gateway: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Read the settings. Raises NotConfigured."""
        token = values.get("token", "").strip()
        if not token:
            raise NotConfigured("set DRAGOMAN_DISCORD_TOKEN to the bot's token")
        ids, count = _shards(values["shards"]) if values.get("shards") else (None, None)
        return cls(
            token,
            _word("command", values.get("command") or PREFIX),
            _number("guild", values["guild"]) if values.get("guild") else None,
            ids,
            count,
            _style(values.get("style") or Style.LAYOUT),
            _ids("editors", values["editors"]) if values.get("editors") else None,
            values.get("rest_base") or None,
            values.get("gateway") or None,
        )

    @property
    def registers(self) -> bool:
        """Whether this process registers the commands: of several, the one with the first shard."""
        return self.shard_ids is None or 0 in self.shard_ids


def _word(name: str, text: str) -> str:
    if not _WORD.fullmatch(text):
        raise NotConfigured(f"DRAGOMAN_DISCORD_{name.upper()} is a lower-case word, not {text!r}")
    return text


def _shards(text: str) -> tuple[list[int], int]:
    """Read "0,1/4": the shards 0 and 1 of 4."""
    listed, _, total = text.partition("/")
    try:
        ids = sorted({int(one) for one in listed.split(",")})
        count = int(total)
    except ValueError as unread:
        raise NotConfigured(f"DRAGOMAN_DISCORD_SHARDS is like 0,1/4, not {text!r}") from unread
    if not 0 <= ids[0] <= ids[-1] < count:
        raise NotConfigured(f"DRAGOMAN_DISCORD_SHARDS: {text!r} has no such shards")
    return ids, count


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise NotConfigured(f"DRAGOMAN_DISCORD_{name.upper()} is a number, not {text!r}")
    return int(text)


def _ids(name: str, text: str) -> frozenset[str]:
    return frozenset(str(_number(name, one.strip())) for one in text.split(","))


def _style(text: str) -> Style:
    try:
        return Style(text)
    except ValueError as unread:
        raise NotConfigured(f"DRAGOMAN_DISCORD_STYLE is layout or embed, not {text!r}") from unread
