"""What is pressed or chosen on a message: known by its custom id alone, also after a restart."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import ui

from adapters.discord.layout.calls import nobody
from adapters.discord.layout.paths import PREFIX
from adapters.discord.listening.asking import Interaction
from adapters.discord.listening.extras import AGAIN, PAGE, SHARE

Act = Callable[[Interaction, re.Match[str]], Awaitable[None]]
"""What is done with a press; the match is that of the custom id."""

COMMAND = re.compile(rf"{PREFIX}:(?P<command>[a-z]+):(?P<reference>.+)", re.DOTALL)
TURNED = re.compile(rf"{PAGE}:(?P<carried>.+)", re.DOTALL)
SHARED = re.compile(re.escape(SHARE))
MENDED = re.compile(rf"{AGAIN}:(?P<command>[a-z]+):(?P<draft>[0-9]+)")


def item(template: re.Pattern[str], act: Act) -> type[ui.DynamicItem[Any]]:
    """Return the kind of all buttons and menus whose custom id is like `template`."""

    class Pressed(ui.DynamicItem[Any], template=template):
        """A button or a menu, as it was on the message."""

        def __init__(self, inner: ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(inner)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls, _interaction: Interaction, inner: ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            return cls(inner, match)

        async def callback(self, interaction: Interaction) -> None:
            await act(interaction, self._match)

    return Pressed


def chosen(interaction: Interaction) -> str | None:
    """Return what was chosen in a menu; none where a button was pressed."""
    data: Any = interaction.data or {}
    values = data.get("values") or ()
    return str(values[0]) if values else None


def may_speak(interaction: Interaction) -> bool:
    """Return whether somebody may write in the channel, so also have it written by us."""
    allowed = interaction.permissions
    if interaction.guild_id is None:
        return True
    if isinstance(interaction.channel, discord.Thread):
        return allowed.send_messages_in_threads
    return allowed.send_messages


async def copied(message: discord.Message) -> dict[str, Any]:
    """Return a message as it was seen, but for sharing it once more: what `send` takes.

    Its files are fetched: those of a message that only one sees are gone when it is.
    """
    files = [await one.to_file() for one in message.attachments]
    given: dict[str, Any] = {"allowed_mentions": nobody()} | ({"files": files} if files else {})
    if not message.flags.components_v2:
        for one, file in zip(message.embeds, files, strict=False):
            if one.image.url:
                one.set_image(url=f"attachment://{file.filename}")
        return given | {"embeds": message.embeds}
    view = ui.LayoutView.from_message(message, timeout=None)
    for row in list(view.children):
        if isinstance(row, ui.ActionRow):
            view.remove_item(row)
    _point_to(view, [one.filename for one in files])
    view.stop()
    return given | {"view": view}


def _point_to(view: ui.LayoutView, names: list[str]) -> None:
    """Let what shows files show those that are sent along, in their order."""
    left = iter(names)
    for item in view.walk_children():
        if isinstance(item, ui.MediaGallery):
            item.items = [
                discord.MediaGalleryItem(f"attachment://{next(left)}", description=one.description)
                for one in item.items
            ]
        elif isinstance(item, ui.File):
            item.media = f"attachment://{next(left)}"
