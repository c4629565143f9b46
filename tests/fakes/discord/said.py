"""A message on the loopback Discord, and what a reader sees of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Said:
    """A message as it reads now, with all that it was before."""

    id: int
    channel: int
    body: dict[str, Any]
    nonce: str | None = None
    versions: list[dict[str, Any]] = field(default_factory=list)
    published: bool = False

    @property
    def calls(self) -> set[str]:
        """Whose attention it called: the roles and users that it named and was allowed to call."""
        allowed = self.body.get("allowed_mentions") or {"parse": ["everyone", "roles", "users"]}
        text = text_of(self.body)
        named = {f"<@&{one}>" for one in allowed.get("roles", [])}
        named |= {f"<@{one}>" for one in allowed.get("users", [])}
        found = {one for one in named if one in text}
        return found | {one for one in ("@everyone", "@here") if allowed["parse"] and one in text}

    @property
    def text(self) -> str:
        return text_of(self.body)


def text_of(body: dict[str, Any]) -> str:
    """All that a reader sees of a message, line by line."""
    found = [body.get("content") or ""]
    for one in body.get("embeds") or []:
        found += [one.get("description", ""), one.get("footer", {}).get("text", "")]
    found += [one["content"] for one in components(body) if "content" in one]
    return "\n".join(filter(None, found))


def components(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones too."""

    def walk(ones: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for one in ones:
            yield one
            yield from walk(one.get("components", []))
            yield from walk([one["accessory"]] if "accessory" in one else [])

    yield from walk(body.get("components") or [])
