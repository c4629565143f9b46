"""What a Slack remembers: teams with their tokens, channels, people, messages."""

import copy
from dataclasses import dataclass, field
from typing import Any

BOT = "UB0T"
BOT_ID = "BB0T"


class Refused(Exception):  # noqa: N818
    """Slack answers with an error code, and with more about it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.answer = {"ok": False, "error": code, **more}


@dataclass(slots=True)
class Message:
    """A message as it is now, and as it was before each edit."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    client_msg_id: str | None = None
    before: list["Message"] = field(default_factory=list)
    sent: dict[str, Any] = field(default_factory=dict)
    """All that was asked for, such as `unfurl_links`."""

    def as_json(self, *, with_metadata: bool) -> dict[str, Any]:
        said = {
            "type": "message",
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "bot_id": BOT_ID,
        }
        if self.thread_ts is not None:
            said["thread_ts"] = self.thread_ts
        if with_metadata and self.metadata is not None:
            said["metadata"] = self.metadata
        return said

    def rewrite(self, what: dict[str, Any]) -> None:
        """Change what is given; the rest stays as it was, as Slack has it."""
        self.before.append(copy.deepcopy(self))
        for name in ("text", "blocks", "attachments", "metadata"):
            if what.get(name) is not None:
                setattr(self, name, what[name])


@dataclass(slots=True)
class Channel:
    """A place to post to."""

    id: str
    name: str
    team: str
    member: bool = True
    """Whether the bot is in it."""
    archived: bool = False
    private: bool = False
    with_user: str | None = None
    """The other one, in a direct message."""
    messages: list[Message] = field(default_factory=list)
    """Those in threads as well, in the order of posting."""

    def message(self, ts: str) -> Message | None:
        return next((one for one in self.messages if one.ts == ts), None)

    def replies(self, ts: str) -> list[Message]:
        return [one for one in self.messages if one.thread_ts == ts and one.ts != ts]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.with_user is None,
            "is_im": self.with_user is not None,
            "is_private": self.private,
            "is_archived": self.archived,
            "is_member": self.member,
            "user": self.with_user,
        }


@dataclass(slots=True)
class Team:
    """A workspace in which the app is installed."""

    id: str
    name: str
    token: str
    revoked: bool = False


@dataclass(slots=True)
class User:
    """A person."""

    id: str
    name: str
    tz: str = "Europe/London"
    is_admin: bool = False
    is_owner: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "tz": self.tz,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "deleted": False,
            "is_bot": False,
            "profile": {"real_name": self.name, "display_name": self.name},
        }


@dataclass(slots=True)
class State:
    """Everything; `SlackServer` is built on it."""

    teams: dict[str, Team] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    """Every message that was ever posted, also one that was deleted."""
    edited: list[Message] = field(default_factory=list)
    """Once for each edit."""
    ephemeral: list[Message] = field(default_factory=list)
    """What only one person was shown; `sent` says who."""
    views: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Modals and App Homes: the method and what it was given."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    slow_files: int = 0
    """How often a block may name an upload in vain before Slack has looked into it."""
    codes: dict[str, str] = field(default_factory=dict)
    """What an install may be exchanged for: the code and its team."""
    triggers: set[str] = field(default_factory=set)
    by_client: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each client_msg_id became: (channel, id) and the timestamp."""
    serial: int = 0

    def next_ts(self) -> str:
        self.serial += 1
        return f"{1_718_600_000 + self.serial}.{self.serial:06d}"

    def next_id(self, letter: str) -> str:
        self.serial += 1
        return f"{letter}{self.serial:05d}"

    def team_of(self, token: str | None) -> Team:
        if not token:
            raise Refused("not_authed")
        team = next((one for one in self.teams.values() if one.token == token), None)
        if team is None:
            raise Refused("invalid_auth")
        if team.revoked:
            raise Refused("token_revoked")
        return team

    def channel_of(self, team: Team, channel_id: str | None) -> Channel:
        found = self.channels.get(channel_id or "")
        if found is None or found.team != team.id:
            raise Refused("channel_not_found")
        return found
