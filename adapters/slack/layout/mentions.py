"""Calling people: the only text of ours that makes somebody's phone ring.

https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
"""

import re

from adapters.slack.layout import limits
from adapters.slack.layout.text import literal

MOST = 50
"""More than this is a group, which Slack has for the purpose."""
_NAME = 50
"""Of what is no id: so many of them still fit into a section, and leave room for the news."""
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")
_GROUP = re.compile(r"S[A-Z0-9]{2,20}")
_EVERYBODY = frozenset({"here", "channel", "everyone"})


def callings(mentions: tuple[str, ...]) -> str:
    """Return the words that call those in `mentions`: ids of users and groups, or "here"."""
    return " ".join(map(_calling, dict.fromkeys(mentions[:MOST])))


def _calling(who: str) -> str:
    if _USER.fullmatch(who):
        return f"<@{who}>"
    if _GROUP.fullmatch(who):
        return f"<!subteam^{who}>"
    if who in _EVERYBODY:
        return f"<!{who}>"
    return limits.cut(literal(who), _NAME)
