"""What goes with a message as a file: a picture, with words for it, or a calendar."""

import io
from dataclasses import dataclass

import discord
from discord import ui

from adapters.discord.layout.limits import ALT
from adapters.discord.layout.text import bare


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file. Each time it is sent it is read anew."""

    name: str
    content: bytes
    alt: str | None = None
    """What a picture shows; none where it is no picture."""

    @property
    def url(self) -> str:
        """By what the message itself names the file."""
        return f"attachment://{self.name}"

    def file(self) -> discord.File:
        """Return it as discord.py sends it."""
        return discord.File(io.BytesIO(self.content), self.name, description=self._said)

    def item(self) -> ui.Item[ui.LayoutView]:
        """Return the component that shows it: Discord shows no file that none names."""
        if self.alt is None:
            return ui.File(self.url)
        return ui.MediaGallery(discord.MediaGalleryItem(self.url, description=self._said))

    @property
    def _said(self) -> str | None:
        return bare(self.alt, ALT) if self.alt is not None else None
