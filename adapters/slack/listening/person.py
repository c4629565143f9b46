"""What Slack knows of somebody, as far as it matters to us."""

from dataclasses import dataclass
from typing import Any

from adapters.slack.layout.text import harmless
from bot.domain.zones import zone_names

_RULERS = ("is_admin", "is_owner", "is_primary_owner")
_LONGEST_NAME = 80
"""https://docs.slack.dev/reference/methods/conversations.create#naming"""


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack knows of somebody."""

    name: str = ""
    zone: str = "UTC"
    rules: bool = False
    """Whether they run the workspace."""

    @classmethod
    def of(cls, user: dict[str, Any], team: str) -> "Person":
        """Read what users.info says. Who is from elsewhere runs nothing here."""
        here = user.get("team_id", team) == team and not user.get("is_stranger")
        profile = user.get("profile") or {}
        return cls(
            name=line(profile.get("display_name") or profile.get("real_name") or user.get("name")),
            zone=_zone(user.get("tz")),
            rules=here and any(user.get(one) for one in _RULERS),
        )


def line(said: object) -> str:
    """Return a name on one line, without what cannot be seen."""
    return harmless(str(said or ""))[:_LONGEST_NAME]


def _zone(said: object) -> str:
    return str(said) if said in zone_names() else "UTC"
