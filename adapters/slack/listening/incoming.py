"""What Slack sends, read with care: who did it, and where. Nothing in it is taken for granted."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import unescape
from typing import Any, Self

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|[^<>]*)?>")
_SHOWN_COLON = "\N{MODIFIER LETTER COLON}"
"""How we show one that Slack might make an emoji of; whoever copies an example types it."""
_DIRECT = "D"
_NAMELESS = frozenset({"", "directmessage", "privategroup"})
"""What a slash command says instead of the name of a place that is not public."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who did something, and where: as Slack names them."""

    team: str
    who: str
    channel: str = ""
    """Empty where it was done in no channel, such as on the App Home."""
    channel_name: str = ""
    who_name: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether it belongs into somebody's direct messages."""
        return not self.channel or self.channel.startswith(_DIRECT)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self | None:
        """Return the place of a command, a click, a shortcut or an event; none where none is said.

        A view carries the place in which it was opened.
        """
        event = _dict(body.get("event"))
        user, channel = _dict(body.get("user")), _dict(body.get("channel"))
        team = body.get("team_id") or _dict(body.get("team")).get("id") or user.get("team_id")
        who = body.get("user_id") or user.get("id") or event.get("user")
        if not isinstance(team, str) or not isinstance(who, str):
            return None
        where = body.get("channel_id") or channel.get("id") or event.get("channel") or ""
        named = str(body.get("channel_name") or channel.get("name") or "")
        opened = cls.read(_dict(body.get("view")).get("private_metadata"))
        if not where and opened is not None:
            where, named = opened.channel, opened.channel_name
        return cls(
            team=team,
            who=who,
            channel=str(where),
            channel_name="" if named in _NAMELESS else named,
            who_name=str(body.get("user_name") or user.get("name") or user.get("username") or ""),
        )

    def written(self) -> str:
        """Return the place as a view carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, written: object) -> Self | None:
        """Read what a view carries; none where it carries nothing of ours."""
        try:
            found = json.loads(str(written or ""))
            return cls(**{name: str(value) for name, value in found.items()})
        except (ValueError, TypeError, AttributeError):
            return None


def typed(text: object, team: str = "") -> str:
    """Return what somebody typed, as they meant it: people and channels are their ids."""

    def meant(token: re.Match[str]) -> str:
        kind, what = token[1], token[2]
        if kind == "#":
            return f"{team}/{what}" if team else what
        return what.removeprefix("subteam^") if kind == "!" else what

    said = unescape(_TOKEN.sub(meant, str(text or "")))
    return said.replace(_SHOWN_COLON, ":").strip()


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
