"""A ground of pixels on which a picture is drawn with matplotlib, and made into a small PNG.

Everything is placed in pixels from the upper left. Text from outside is shown letter by letter:
no mathematics is read in it, and what the font lacks is spelled in Latin letters.
"""

import io
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from anyascii import anyascii
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image

from bot.pictures.theme import Palette

WIDTH = 1200
"""Pixels: three for each of a phone's points, so that nothing is blurred there."""
DPI = 72
"""So that a point of type is a pixel."""
MARGIN = 40
TITLE, LABEL, SMALL = 44, 36, 30
"""Sizes of type: a third of it is what a phone shows."""
COLOURS = 32
"""Of the file: flat colours and the edges of letters need no more, and it is a third as large."""
CUT = "…"

DRAWING = threading.Lock()
"""matplotlib is not made for several threads."""

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FACES = {False: _FONTS / "DejaVuSans.ttf", True: _FONTS / "DejaVuSans-Bold.ttf"}


class Canvas:
    """A picture while it is drawn."""

    def __init__(self, height: int, palette: Palette) -> None:
        self.palette = palette
        self._size = (WIDTH, height)
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=palette.ground)
        self._canvas = FigureCanvasAgg(figure)
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def text(
        self, x: float, y: float, text: str, size: int, *, colour: str | None = None,
        bold: bool = False, align: str = "left", room: float = WIDTH,
    ) -> None:  # fmt: skip
        """Write a line of text whose middle is at `y`, cut to `room` pixels."""
        self._axes.text(
            x,
            y,
            cut(text, room, size, bold=bold),
            color=colour or self.palette.ink,
            fontproperties=FontProperties(fname=str(_FACES[bold]), size=size),
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def box(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle."""
        self._axes.add_patch(Rectangle((x, y), width, height, **style))

    def bar(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle with round corners."""
        shape = f"round,pad=0,rounding_size={min(10, width / 2)}"
        self._axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=shape, **style))

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        """Draw a line through points."""
        self._axes.add_line(Line2D(xs, ys, **style))

    def mark(self, x: float, y: float, shape: str, size: float, **style: Any) -> None:
        """Draw a marker of matplotlib's."""
        self._axes.add_line(
            Line2D([x], [y], marker=shape, markersize=size, linestyle="none", **style)
        )

    def png(self) -> bytes:
        """Return what was drawn; no date and no program's name is in it."""
        self._canvas.draw()  # type: ignore[no-untyped-call]
        whole = Image.frombuffer("RGBA", self._size, self._canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG")
        return out.getvalue()


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    return FT2Font(str(_FACES[bold]))


def readable(text: str, *, bold: bool = False) -> str:
    """Return a text on one line, in letters that the font has."""
    font = _font(bold)
    kept = (
        one if font.get_char_index(ord(one)) else anyascii(one)
        for one in " ".join(text.split())
        if one.isprintable()
    )
    return "".join(kept)


def width(text: str, size: int, *, bold: bool = False) -> float:
    """Return how many pixels a readable text takes."""
    font = _font(bold)
    font.set_size(size, DPI)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64


def cut(text: str, room: float, size: int, *, bold: bool = False) -> str:
    """Return a text readable and no wider than `room`; a cut is visible."""
    whole = readable(text, bold=bold)
    if len(whole) * size * 2 > room and width(whole[:300], size, bold=bold) > room:
        fits, fails = 0, min(len(whole), 300)
        while fails - fits > 1:
            middle = (fits + fails) // 2
            wide = width(whole[:middle].rstrip() + CUT, size, bold=bold) > room
            fits, fails = (fits, middle) if wide else (middle, fails)
        return whole[:fits].rstrip() + CUT
    return whole
