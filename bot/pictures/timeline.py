"""The timeline as a picture: for each who travels a row, the weeks from left to right.

What is firm is filled, what is not certain is faded and hatched, what is off is an empty outline
that is struck through. Legs of a trip are joined. A diamond says: subject of a warrant.
"""

from functools import lru_cache
from itertools import pairwise

from babel.dates import format_date, format_interval

from bot.cards.language import language
from bot.domain.theme import Theme
from bot.domain.timeline_answers import BarAnswer, Solidity, TimelineAnswer
from bot.pictures.bands import WIDE_WEEK, Band, Scale, bands, more, weeks
from bot.pictures.canvas import DRAWING, LABEL, MARGIN, SMALL, TITLE, WIDTH, Canvas
from bot.pictures.theme import palette

HEAD = 170
BAND = 160
FOOT = 64
BAR = 36
LANE = 58
"""From the top of a row to its bars."""


@lru_cache(maxsize=32)
def timeline_png(answer: TimelineAnswer, theme: Theme) -> bytes:
    """Draw who is where. The same answer is drawn once for all channels that get it."""
    with DRAWING:
        return _Timeline(answer, theme).png()


class _Timeline:
    def __init__(self, answer: TimelineAnswer, theme: Theme) -> None:
        self._answer = answer
        self._scale = Scale(answer.first, answer.last)
        self._bands = [*bands(answer)]
        self._more = more(answer)
        foot = FOOT * (bool(self._more) + bool(self._legend_parts()))
        height = HEAD + BAND * len(self._bands) + foot + MARGIN // 2
        self._canvas = Canvas(height, palette(theme))

    def png(self) -> bytes:
        self._grid()
        for number, band in enumerate(self._bands):
            self._band(band, HEAD + number * BAND)
        self._feet()
        return self._canvas.png()

    def _grid(self) -> None:
        canvas, colours, answer = self._canvas, self._canvas.palette, self._answer
        days = format_interval(answer.first, answer.last, "yMMMd", locale=language())
        said = f"Who is where, {days}"
        canvas.text(MARGIN, 56, said, TITLE, bold=True, room=WIDTH - 2 * MARGIN)
        for number in range(1, len(self._bands), 2):
            canvas.box(
                0, HEAD + number * BAND, WIDTH, BAND, color=colours.stripe, linewidth=0, zorder=0
            )
        for day in weeks(answer.first, answer.last):
            x = self._scale.x(day)
            self._lanes(x, colours.grid, 2, layer=0.4)
            named = format_date(day, "d MMM", locale=language())
            if x + WIDE_WEEK < WIDTH:
                canvas.text(x + 8, HEAD - 34, named, SMALL, colour=colours.quiet)
        if answer.first < answer.today <= answer.last:
            x = self._scale.x(answer.today)
            self._lanes(x, colours.now, 5, layer=3)

    def _lanes(self, x: float, colour: str, thick: int, layer: float) -> None:
        """Draw an upright line where the bars are, and not through the words between them."""
        tops = [HEAD + number * BAND + LANE for number in range(len(self._bands))]
        for top, bottom in [(HEAD - 46, HEAD - 14), *((top - 8, top + BAR + 8) for top in tops)]:
            self._canvas.line([x, x], [top, bottom], color=colour, linewidth=thick, zorder=layer)

    def _band(self, band: Band, top: float) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        room = WIDTH - 2 * MARGIN
        kind = colours.summit if band.is_summit else colours.ink
        canvas.text(MARGIN, top + 30, band.name, LABEL, bold=True, colour=kind, room=room)
        y = top + LANE
        legs = [bar for bar in band.bars if bar.trip is not None]
        for before, after in pairwise(legs):
            if before.trip == after.trip:
                left, right = sum(self._scale.span(before)), self._scale.span(after)[0]
                xs = [min(left, right) - 4, max(left, right) + 4]
                canvas.line(xs, [y + BAR / 2] * 2, color=colours.travel, linewidth=8, zorder=0.6)
        for bar in band.bars:
            self._bar(bar, y, colours.summit if band.is_summit else colours.travel)
        canvas.text(MARGIN, top + 126, band.said, SMALL, colour=colours.quiet, room=room)

    def _bar(self, bar: BarAnswer, y: float, colour: str) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        x, wide = self._scale.span(bar)
        if bar.solidity is Solidity.FIRM:
            canvas.bar(x, y, wide, BAR, facecolor=colour, linewidth=0)
        elif bar.solidity is Solidity.OPEN:
            canvas.bar(x, y, wide, BAR, facecolor=colour, alpha=0.22, linewidth=0)
            canvas.bar(x, y, wide, BAR, facecolor="none", edgecolor=colour, hatch="//",
                       linewidth=2)  # fmt: skip
        else:
            canvas.bar(x, y, wide, BAR, facecolor=colours.ground, edgecolor=colours.off,
                       linewidth=3, linestyle=(0, (3, 2)))  # fmt: skip
            canvas.line([x, x + wide], [y + BAR / 2] * 2, color=colours.off, linewidth=3)
        if bar.warrant:
            canvas.mark(x + wide / 2, y + BAR / 2, "D", 17, color=colours.ground,
                        markeredgecolor=colours.ink, markeredgewidth=3)  # fmt: skip

    def _legend_parts(self) -> list[tuple[str, str]]:
        bars = [bar for band in self._bands for bar in band.bars]
        solid = {bar.solidity for bar in bars}
        return [
            *([("open", "not certain")] if Solidity.OPEN in solid else ()),
            *([("off", "called off")] if Solidity.OFF in solid else ()),
            *([("warrant", "subject of a warrant")] if any(bar.warrant for bar in bars) else ()),
        ]

    def _feet(self) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        y = HEAD + BAND * len(self._bands) + FOOT / 2
        if self._more:
            canvas.text(MARGIN, y, self._more, SMALL, colour=colours.ink, room=WIDTH - 2 * MARGIN)
            y += FOOT
        x = float(MARGIN)
        for kind, said in self._legend_parts():
            self._sample(kind, x, y)
            canvas.text(x + 66, y, said, SMALL, colour=colours.quiet)
            x += 66 + 19 * len(said) + 44

    def _sample(self, kind: str, x: float, y: float) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        top, wide, high = y - 14, 52, 28
        if kind == "open":
            canvas.bar(x, top, wide, high, facecolor=colours.travel, alpha=0.22, linewidth=0)
            canvas.bar(x, top, wide, high, facecolor="none", edgecolor=colours.travel, hatch="//",
                       linewidth=2)  # fmt: skip
        elif kind == "off":
            canvas.bar(x, top, wide, high, facecolor=colours.ground, edgecolor=colours.off,
                       linewidth=3, linestyle=(0, (3, 2)))  # fmt: skip
            canvas.line([x, x + wide], [y, y], color=colours.off, linewidth=3)
        else:
            canvas.mark(x + wide / 2, y, "D", 17, color=colours.ground,
                        markeredgecolor=colours.ink, markeredgewidth=3)  # fmt: skip
