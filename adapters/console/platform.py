"""The console as a chat platform: its channels are kept in a journal and printed as they fill.

A message is in its channel once the journal has it. It is printed next, and the journal then
told that it was. Killed in between, it is printed at the next start, marked as shown again: the
one window that remains is a kill between the print and that note, after which the same message,
with the same id, is printed a second time.
"""

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from adapters.console.journal import Journal, Pen, Posted
from adapters.console.render import (
    channel_title,
    edited_line,
    framed,
    new_lines,
    panel,
    plain_text,
    posted_panel,
)
from bot.cards.card import Card, Tone
from bot.domain.delivery import Receipt
from bot.ports import MessageGone, Post, TryLater

WIDTH = 100
"""Columns where the output is no terminal, so that it is the same everywhere."""
LEAST_WIDTH = 40
RETRY = timedelta(seconds=30)
"""How long somebody needs to make room on a full disk, at best."""
ONLY_YOU = "only visible to you"
AGAIN = "shown again, as it may not have been seen"


def _utc(_address: str) -> str:
    return "UTC"


class ConsolePlatform:
    """Channels on the screen. Create one for each journal; several processes may share it."""

    def __init__(
        self,
        journal: Path,
        out: TextIO | None = None,
        channel_zone: Callable[[str], str] = _utc,
    ) -> None:
        """Keep messages in `journal`, print them to `out` (stdout), in each channel's zone."""
        self._journal = Journal(journal)
        self._out = out
        self._zone = channel_zone
        self._printed: set[str] = set()

    @property
    def name(self) -> str:
        """The word for this platform."""
        return "console"

    async def post(self, post: Post) -> Receipt:
        """Post a card; with a token that the channel already has, return that receipt."""
        zone = self._zone(post.address)
        try:
            with self._journal.locked() as pen:
                self._show_unshown(pen)
                found = self._journal.with_token(post.address, post.token)
                if found is None:
                    thread = post.thread.message if post.thread else None
                    if thread is not None:
                        self._require(thread)
                    text = plain_text(post.card, zone, post.now)
                    found = pen.post(post.address, post.token, post.now, text, thread)
                    self._show(pen, found, posted_panel(post, zone))
        except OSError as refused:
            raise TryLater(f"The journal cannot be written: {refused}", RETRY) from refused
        return self._receipt(found)

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message show `card`; a screen cannot be unprinted, so a line says it."""
        zone = self._zone(receipt.address)
        try:
            with self._journal.locked() as pen:
                self._require(receipt.message)
                before, after = self._journal.text(receipt.message), plain_text(card, zone)
                if pen.edit(receipt.message, after):
                    self._print(edited_line(receipt, card, new_lines(before or "", after)))
        except OSError as refused:
            raise TryLater(f"The journal cannot be written: {refused}", RETRY) from refused

    async def warn(self, workspace: str, card: Card, token: str) -> None:
        """Tell whoever sits at the terminal."""
        now = datetime.now(UTC)
        await self.post(Post(f"#admins-of-{workspace}", card, token, now))

    async def find(self, address: str, token: str) -> Receipt | None:
        """Look in the channel for the message that was posted with `token`."""
        try:
            with self._journal.locked():
                found = self._journal.with_token(address, token)
        except OSError as refused:
            raise TryLater(f"The journal cannot be read: {refused}", RETRY) from refused
        return self._receipt(found) if found else None

    def restore(self) -> int:
        """Print what is in the channels and may never have been shown; return how many."""
        with self._journal.locked() as pen:
            return self._show_unshown(pen)

    def show(self, card: Card, zone: str, now: datetime) -> None:
        """Print an answer for whoever asked: it is in no channel, and not kept."""
        out = self._out or sys.stdout
        out.write(_page(panel(card, ONLY_YOU, zone, now), out))
        out.flush()

    def posted(self) -> tuple[Posted, ...]:
        """Return what is in all channels, in the order of posting."""
        with self._journal.locked():
            return self._journal.posted()

    def _require(self, message: str) -> None:
        if not self._journal.has(message):
            raise MessageGone(f"there is no message {message}")

    def _show_unshown(self, pen: Pen) -> int:
        shown = 0
        for one in self._journal.unshown():
            title = channel_title(one.address, self._zone(one.address), one.at)
            if not self._show(pen, one, framed(Text(one.text), Tone.ANSWER, title, AGAIN)):
                break
            shown += 1
        return shown

    def _show(self, pen: Pen, one: Posted, body: RenderableType) -> bool:
        """Print a message and note it. Where nobody reads any more, the next start shows it."""
        if one.message not in self._printed:
            if not self._print(body):
                return False
            self._printed.add(one.message)
        with suppress(OSError):  # a full disk: noted with the next message
            pen.shown(one.message)
            self._printed.discard(one.message)
        return True

    def _print(self, body: RenderableType) -> bool:
        """Print; return whether that went well."""
        out = self._out or sys.stdout
        try:
            out.write(_page(body, out))
            out.flush()
        except (OSError, ValueError):  # a closed pipe, a closed file
            return False
        return True

    def _receipt(self, one: Posted) -> Receipt:
        return Receipt(platform=self.name, address=one.address, message=one.message)


def _page(body: RenderableType, out: TextIO) -> str:
    """Render for `out`: its width and colours if it is a terminal, else 100 columns and none."""
    terminal = out.isatty()
    width = max(shutil.get_terminal_size().columns, LEAST_WIDTH) if terminal else WIDTH
    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(body)
    encoding = getattr(out, "encoding", None) or "utf-8"
    return page.getvalue().encode(encoding, "replace").decode(encoding)
