"""The colours of pictures, on a light and on a dark ground.

The hues are those of Okabe and Ito, which people with any kind of colour blindness tell apart
(https://jfly.uni-koeln.de/color/); none means anything that a shape or a word does not say, too.
"""

from dataclasses import dataclass

from bot.domain.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """What is drawn in which colour."""

    ground: str
    stripe: str
    """Every second row."""
    ink: str
    quiet: str
    """Words that are read second."""
    grid: str
    travel: str
    summit: str
    off: str
    now: str


_LIGHT = Palette(
    ground="#ffffff", stripe="#f4f6f8", ink="#15202b", quiet="#51606f", grid="#d5dbe1",
    travel="#0072b2", summit="#b35c00", off="#7b8794", now="#009e73",
)  # fmt: skip
_DARK = Palette(
    ground="#1a1d21", stripe="#22262b", ink="#f2f4f6", quiet="#b3bcc6", grid="#3a4149",
    travel="#56b4e9", summit="#e69f00", off="#8d98a4", now="#2bc59a",
)  # fmt: skip


def palette(theme: Theme) -> Palette:
    """Return the colours of a theme."""
    return _DARK if theme is Theme.DARK else _LIGHT
