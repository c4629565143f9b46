"""Pictures for tests of the way, not of the drawing: one grey pixel, and one that fails."""

import base64

from bot.cards.picture import Picture

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def picture(alt: str = "Putin: Pyongyang 18–19 Jun.") -> Picture:
    return Picture("timeline.png", alt, lambda: PNG)


def broken() -> Picture:
    def draw() -> bytes:
        raise RuntimeError("the pen is broken")

    return Picture("timeline.png", "Nothing.", draw)
