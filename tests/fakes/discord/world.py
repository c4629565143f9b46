"""What is on the loopback Discord: channels, threads, messages, and who may do what where."""

import time
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from tests.fakes.discord.said import Said

BOT = 900000000000000001
OWNER = 900000000000000002
GUILD = 800000000000000001
_EPOCH_MS = 1420070400000
_TEXT, _DM, _NEWS, _NEWS_THREAD, _THREAD, _FORUM = 0, 1, 5, 10, 11, 15
_FROM_MESSAGE = {_TEXT: _THREAD, _NEWS: _NEWS_THREAD, _FORUM: _THREAD}


class Kind(StrEnum):
    TEXT = "text"
    DM = "dm"
    NEWS = "news"
    FORUM = "forum"


_TYPES = {Kind.TEXT: _TEXT, Kind.DM: _DM, Kind.NEWS: _NEWS, Kind.FORUM: _FORUM}


class May(StrEnum):
    """What the bot may do in a channel, unless it is taken away."""

    SEE = "see"
    SEND = "send"
    READ_HISTORY = "read the history"
    MAKE_THREADS = "make threads"
    SEND_IN_THREADS = "send in threads"
    ATTACH = "attach files"


class Refusal(Exception):  # noqa: N818 - as Discord says it
    """Discord says no: with a status, its own code, and words."""

    def __init__(self, status: int, code: int, words: str) -> None:
        super().__init__(words)
        self.status, self.code, self.words = status, code, words


def unknown(what: str) -> Refusal:
    return Refusal(
        404, {"Channel": 10003, "Guild": 10004, "Message": 10008}[what], f"Unknown {what}"
    )


@dataclass
class Place:
    """A channel or a thread."""

    id: int
    type: int
    parent: int | None = None
    name: str = "desk"
    said: dict[int, Said] = field(default_factory=dict)
    denied: set[May] = field(default_factory=set)
    archived: bool = False
    locked: bool = False
    asks_for_tag: bool = False
    tags: list[int] = field(default_factory=list)
    """What a post was tagged with."""

    @property
    def is_thread(self) -> bool:
        return self.type in (_THREAD, _NEWS_THREAD)

    @property
    def is_forum(self) -> bool:
        return self.type == _FORUM

    @property
    def is_news(self) -> bool:
        return self.type == _NEWS

    @property
    def is_dm(self) -> bool:
        return self.type == _DM


class World:
    """One server of Discord, and the direct messages of its owner."""

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.remembers_nonces = True
        self._numbers = count(1)
        self._nonces: dict[tuple[int, str], Said] = {}
        self.order: list[Said] = []
        """All messages that are there, in the order in which they came."""

    def open(self, kind: Kind = Kind.TEXT, id: int | None = None) -> Place:  # noqa: A002
        """Make a channel."""
        place = Place(id or self.snowflake(), _TYPES[kind])
        self.places[place.id] = place
        return place

    def snowflake(self) -> int:
        return (int(time.time() * 1000) - _EPOCH_MS << 22) + next(self._numbers)

    def place(self, number: int, *needed: May) -> Place:
        """Return a channel in which the bot may do what is needed; refuse if not."""
        place = self.places.get(number)
        if place is None:
            raise unknown("Channel")
        denied = place.denied | (self.places[place.parent].denied if place.parent else set())
        if May.SEE in denied:
            raise Refusal(403, 50001, "Missing Access")
        if denied & set(needed):
            raise Refusal(403, 50013, "Missing Permissions")
        return place

    def message(self, place: Place, number: int) -> Said:
        found = place.said.get(number)
        if found is None:
            raise unknown("Message")
        return found

    def say(self, place: Place, body: dict[str, Any]) -> Said:
        """Take a message; a repeat by its nonce is the first one."""
        nonce = body.get("nonce")
        known = self._nonces.get((place.id, nonce)) if nonce and self.remembers_nonces else None
        if known is not None and body.get("enforce_nonce") and known in self.order:
            return known
        if place.locked:
            raise Refusal(400, 160005, "Thread is locked")
        said = Said(self.snowflake(), place.id, body, nonce)
        place.said[said.id] = said
        place.archived = False
        self.order.append(said)
        if nonce:
            self._nonces[place.id, nonce] = said
        return said

    def thread(self, parent: Place, name: str, number: int | None = None) -> Place:
        """Make a thread."""
        if parent.type not in _FROM_MESSAGE:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if number in self.places:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        made = Place(number or self.snowflake(), _FROM_MESSAGE[parent.type], parent.id, name)
        self.places[made.id] = made
        return made

    def threads(self, parent: int | None = None) -> list[Place]:
        """The threads that are not in the archive: of a channel, or all."""
        found = (one for one in self.places.values() if one.is_thread and not one.archived)
        return [one for one in found if parent in (None, one.parent)]

    def delete(self, number: int) -> None:
        """A moderator deletes a message."""
        for place in self.places.values():
            if number in place.said:
                self.order.remove(place.said.pop(number))

    def remove(self, number: int) -> None:
        """A moderator deletes a channel or a thread, and what is in it."""
        gone = self.places.pop(number)
        for said in gone.said.values():
            self.order.remove(said)

    def home(self, said: Said) -> int:
        """The channel in which a message is, its thread's channel if it is in one."""
        place = self.places[said.channel]
        return place.parent or place.id
