"""A message as a person would see it, read by Slack's rules and not by the renderer's.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.slack.state import Message

_TOKEN = re.compile(r"<([^<>]*)>")
_STYLES = {
    "bold": re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])"),
    "italic": re.compile(r"(?<![^\W_])_(?=\S)([^_\n]*?\S)_(?![^\W_])"),
    "struck": re.compile(r"(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])"),
    "code": re.compile(r"`([^`\n]+)`"),
    "emoji": re.compile(r":([a-z0-9_+'-]*[a-z_+'-][a-z0-9_+'-]*):", re.IGNORECASE),
    "quote": re.compile(r"^(?:&gt;\s*)(.*)$", re.MULTILINE),
}
_CALLS = re.compile(r"(?<!\w)@(?:here|channel|everyone)\b")
_LINKS = re.compile(r"https?://\S+")


@dataclass
class Screen:
    """What is to be read, and what happened besides."""

    lines: list[str] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    """Whom it calls."""
    links: list[str] = field(default_factory=list)
    """What can be clicked on."""
    styled: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _STYLES})
    """The words that are bold, struck, an emoji …"""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    notification: str = ""
    colour: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def seen(message: Message, zone: str = "UTC") -> Screen:
    """Return what somebody who lives in `zone` sees of a message."""
    return _Reader(zone).read(message)


class _Reader:
    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._screen = Screen()

    def read(self, message: Message) -> Screen:
        screen = self._screen
        by_hand = message.sent.get("parse") == "full" or bool(message.sent.get("link_names"))
        notice = self._marked(message.text, verbatim=not by_hand)
        screen.notification = notice
        if not message.blocks:
            screen.lines.append(notice)
        for block in message.blocks:
            self._block(block)
        for attachment in message.attachments:
            screen.colour = attachment.get("color")
            for block in attachment.get("blocks", []):
                self._block(block)
        return screen

    def _block(self, block: dict[str, Any]) -> None:
        lines = self._screen.lines
        match block["type"]:
            case "header":
                lines.append(self._said(block["text"]))
            case "section":
                if "text" in block:
                    lines.extend(self._said(block["text"]).split("\n"))
                for one in block.get("fields", []):
                    lines.append(self._said(one).replace("\n", ": ", 1))
            case "context":
                lines.extend(self._said(one) for one in block["elements"])
            case "actions":
                self._screen.buttons.extend(block["elements"])
                words = [one.get("text") or one["placeholder"] for one in block["elements"]]
                lines.extend(f"[{self._said(one)}]" for one in words)

    def _said(self, text: dict[str, Any]) -> str:
        if text["type"] == "mrkdwn":
            return self._marked(text["text"], verbatim=text.get("verbatim", False))
        if text.get("emoji", True):
            self._screen.styled["emoji"] += _STYLES["emoji"].findall(text["text"])
        return unescape(text["text"])

    def _marked(self, text: str, *, verbatim: bool) -> str:
        if not verbatim:
            bare = _TOKEN.sub(" ", text)
            self._screen.pings += _CALLS.findall(bare)
            self._screen.links += _LINKS.findall(bare)
        hidden: list[str] = []

        def hide(found: re.Match[str]) -> str:
            hidden.append(self._token(found[1]))
            return f"\x00{len(hidden) - 1}\x00"

        shown = _TOKEN.sub(hide, text)
        for name, style in _STYLES.items():
            self._screen.styled[name] += map(unescape, style.findall(shown))
            if name != "emoji":
                shown = style.sub(r"\1", shown)
        shown = re.sub(r"\x00(\d+)\x00", lambda found: hidden[int(found[1])], shown)
        return unescape(shown)

    def _token(self, token: str) -> str:
        what, _, label = token.partition("|")
        if what.startswith("!date^"):
            _, unix, _form = what.split("^", 2)
            at = datetime.fromtimestamp(int(unix), UTC).astimezone(self._zone)
            return at.strftime("%b %-d, %Y %H:%M")
        if what[:1] in "@!":
            self._screen.pings.append(what.lstrip("@!").removeprefix("subteam^"))
            return f"@{what.lstrip('@!').removeprefix('subteam^')}"
        self._screen.links.append(what)
        return label or what
