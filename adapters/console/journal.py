"""The console's server side: which messages are in which channel, and which reached the screen.

A file of JSON lines: one for each message, one for each time it was shown. A torn line, left by
a kill or a full disk, is cut off.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

_CHUNK = 1 << 16
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in a channel."""

    message: str
    token: str
    address: str
    at: datetime
    text: str
    thread: str | None = None
    """The message to which it is a reply."""
    edits: int = 0
    shown: int = 0
    """How often it is known to have reached the screen; 1 where all went well."""


class Journal:
    """The messages of all channels. Several processes may share the file; a lock orders them."""

    def __init__(self, path: Path) -> None:
        """Remember where the file is; it is opened when it is needed."""
        self._path = path
        self._read = 0
        self._posted: dict[str, Posted] = {}
        self._by_token: dict[tuple[str, str], str] = {}

    @contextmanager
    def locked(self) -> Iterator["Pen"]:
        """Hold the file alone, up to date and without a torn end; raises OSError if it cannot."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, _PRIVATE)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            self._catch_up(opened)
            yield Pen(self, opened)
        finally:
            os.close(opened)  # which lets the lock go

    def with_token(self, address: str, token: str) -> Posted | None:
        """Return the message that was posted to a channel with `token`."""
        message = self._by_token.get((address, token))
        return self._posted[message] if message else None

    def has(self, message: str) -> bool:
        """Whether there is a message with this id."""
        return message in self._posted

    def text(self, message: str) -> str | None:
        """Return what a message shows now."""
        found = self._posted.get(message)
        return found.text if found else None

    def unshown(self) -> tuple[Posted, ...]:
        """Return the messages of which it is not known that they reached the screen."""
        return tuple(one for one in self._posted.values() if not one.shown)

    def posted(self) -> tuple[Posted, ...]:
        """Return all messages in the order in which they were posted."""
        return tuple(self._posted.values())

    def _catch_up(self, opened: int) -> None:
        """Read what was written since the last look, and cut off a torn end."""
        size = os.fstat(opened).st_size
        if size < self._read:  # another file stands in its place
            self._read = 0
            self._posted.clear()
            self._by_token.clear()
        written = _bytes_from(opened, self._read)
        for line in written.splitlines(keepends=True):
            entry = _entry(line)
            if entry is None and self._read + len(line) == size:
                os.ftruncate(opened, self._read)
                return
            if entry is not None:
                self._learn(entry)
            self._read += len(line)

    def _learn(self, entry: dict[str, Any]) -> None:
        if "edit" in entry:
            if (edited := self._posted.get(entry["edit"])) is not None:
                self._posted[edited.message] = replace(
                    edited, text=entry["text"], edits=edited.edits + 1
                )
        elif "shown" not in entry:
            one = Posted(**entry | {"at": datetime.fromisoformat(entry["at"])})
            self._posted[one.message] = one
            self._by_token.setdefault((one.address, one.token), one.message)
        elif (one_shown := self._posted.get(entry["shown"])) is not None:
            self._posted[one_shown.message] = replace(one_shown, shown=one_shown.shown + 1)

    def written(self, entry: dict[str, Any], length: int) -> None:
        """Take note of a line that was just written."""
        self._learn(entry)
        self._read += length


@dataclass(frozen=True, slots=True)
class Pen:
    """The right to write to a journal, while its lock is held."""

    journal: Journal
    opened: int

    def post(
        self, address: str, token: str, at: datetime, text: str, thread: str | None = None
    ) -> Posted:
        """Put a message into a channel. Raises OSError, and leaves nothing, if it cannot."""
        message = f"m{len(self.journal.posted()) + 1:06}"
        self._write({"message": message, "token": token, "address": address,
                     "at": at.isoformat(), "text": text, "thread": thread})  # fmt: skip
        return Posted(message, token, address, at, text, thread)

    def edit(self, message: str, text: str) -> bool:
        """Let a message show another text; return whether that is a change."""
        if self.journal.text(message) == text:
            return False
        self._write({"edit": message, "text": text})
        return True

    def shown(self, message: str) -> None:
        """Record that a message was printed."""
        self._write({"shown": message})

    def _write(self, entry: dict[str, Any]) -> None:
        line = json.dumps(entry).encode() + b"\n"
        before, written = os.fstat(self.opened).st_size, 0
        try:
            written = os.write(self.opened, line)
        finally:
            if written != len(line):
                with suppress(OSError):  # if this fails too, whoever opens the file next cuts it
                    os.ftruncate(self.opened, before)
        if written != len(line):
            raise OSError("the disk took only a part of the line")
        self.journal.written(entry, len(line))


def _bytes_from(opened: int, start: int) -> bytes:
    os.lseek(opened, start, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(opened, _CHUNK), b""))


def _entry(line: bytes) -> dict[str, Any] | None:
    """Read a line; none if it is torn or no entry of a journal."""
    if not line.endswith(b"\n"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    known = isinstance(entry, dict) and (
        "shown" in entry
        or {"edit", "text"} == entry.keys()
        or {"message", "token", "address", "at", "text"} <= entry.keys()
    )
    return entry if known else None
