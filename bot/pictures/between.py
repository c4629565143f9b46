"""What two actors had with each other as a picture: a row for each kind, the years across.

Each kind has a shape of its own. What is past is filled, what is coming is hollow, what was called
off is crossed; a day that is not known is a line over the days on which it may have been.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.events import EventKind
from bot.domain.theme import Theme
from bot.domain.whereabouts_answers import BetweenAnswer
from bot.pictures.canvas import DRAWING, LABEL, MARGIN, SMALL, TITLE, WIDTH, Canvas
from bot.pictures.theme import palette

HEAD = 150
ROW = 124
LANE = 82
"""From the top of a row to its line."""
FOOT = 64
AXIS = 70
MARK = 30
_SHAPES = {
    EventKind.VISIT: "o", EventKind.TRIP: "h", EventKind.SUMMIT: "s", EventKind.MEETING: "^",
    EventKind.CALL: "v", EventKind.SIGNING: "P", EventKind.HEARING: "p", EventKind.DEADLINE: "8",
    EventKind.OTHER: "D",
}  # fmt: skip
_MOST_YEARS = 8
_SIDE = MARGIN + MARK


@dataclass(frozen=True, slots=True)
class Point:
    """An event in the picture."""

    first: date
    last: date
    state: str
    """Past, coming, or off."""

    @property
    def is_long(self) -> bool:
        """Whether its days take up room of their own."""
        return (self.last - self.first).days > 27  # noqa: PLR2004 - a month, or longer


def between_png(answer: BetweenAnswer, today: date, theme: Theme) -> bytes:
    """Draw what two actors had and will have with each other."""
    with DRAWING:
        return _Between(answer, today, theme).png()


class _Between:
    def __init__(self, answer: BetweenAnswer, today: date, theme: Theme) -> None:
        self._answer = answer
        self._rows = _rows(answer, today)
        points = [point for row in self._rows.values() for point in row]
        self._first = date(min(one.first for one in points).year, 1, 1)
        last = max(min(one.last, date(9998, 12, 31)) for one in points)
        self._last = date(last.year + 1, 1, 1)
        self._states = {one.state for one in points}
        height = HEAD + ROW * len(self._rows) + AXIS + FOOT
        self._canvas = Canvas(height, palette(theme))

    def png(self) -> bytes:
        canvas, answer = self._canvas, self._answer
        title = f"{answer.a.name} and {answer.b.name}"
        canvas.text(MARGIN, 56, title, TITLE, bold=True, room=WIDTH - 2 * MARGIN)
        self._years(HEAD + ROW * len(self._rows))
        for number, (kind, points) in enumerate(self._rows.items()):
            self._row(kind, points, HEAD + number * ROW)
        self._legend(HEAD + ROW * len(self._rows) + AXIS + FOOT / 2 - 6)
        return canvas.png()

    def _x(self, day: date) -> float:
        share = (day - self._first) / (self._last - self._first)
        return _SIDE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * _SIDE)

    def _years(self, bottom: float) -> None:
        colours = self._canvas.palette
        years = self._last.year - self._first.year
        step = max(1, -(-years // _MOST_YEARS))
        for year in range(self._first.year, self._last.year + 1, step):
            x = self._x(date(year, 1, 1))
            for number in range(len(self._rows)):
                lane = HEAD + number * ROW + LANE
                ends = [lane - 12, lane + 12]
                self._canvas.line([x, x], ends, color=colours.grid, linewidth=2)
            middle = self._x(date(year, 1, 1) + timedelta(days=183))
            named = x if step > 1 else middle
            if named < WIDTH - 2 * MARGIN:
                self._canvas.text(
                    named, bottom + 32, str(year), SMALL, colour=colours.quiet, align="center"
                )

    def _row(self, kind: EventKind, points: list[Point], top: float) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        colour = colours.summit if kind is EventKind.SUMMIT else colours.travel
        y, held = top + LANE, sum(one.state != "off" for one in points)
        canvas.text(MARGIN, top + 24, f"{kind}s: {held}".capitalize(), LABEL, bold=True)
        canvas.line([_SIDE, WIDTH - _SIDE], [y, y], color=colours.grid, linewidth=2)
        for one in points:
            if one.is_long:
                xs = [self._x(one.first), self._x(one.last)]
                canvas.line(xs, [y, y], color=colour, linewidth=8, alpha=0.45)
            self._mark(kind, one.state, self._x(one.first + (one.last - one.first) / 2), y)

    def _mark(self, kind: EventKind, state: str, x: float, y: float) -> None:
        canvas, colours = self._canvas, self._canvas.palette
        colour = colours.summit if kind is EventKind.SUMMIT else colours.travel
        if state == "off":
            canvas.mark(x, y, "x", MARK * 0.8, markeredgecolor=colours.off, markeredgewidth=6)
        else:
            face = colour if state == "past" else colours.ground
            edge = colours.ground if state == "past" else colour
            canvas.mark(x, y, _SHAPES[kind], MARK, markerfacecolor=face,
                        markeredgecolor=edge, markeredgewidth=3)  # fmt: skip

    def _legend(self, y: float) -> None:
        x = float(MARGIN)
        words = {"past": "past", "coming": "coming", "off": "called off"}
        for state in (one for one in words if one in self._states):
            self._mark(next(iter(self._rows)), state, x + 18, y)
            self._canvas.text(x + 50, y, words[state], SMALL, colour=self._canvas.palette.quiet)
            x += 50 + 19 * len(words[state]) + 44


def _rows(answer: BetweenAnswer, today: date) -> dict[EventKind, list[Point]]:
    """Return the points by kind, the most frequent first."""
    found: defaultdict[EventKind, list[Point]] = defaultdict(list)
    for kind, point in _points(answer, today):
        found[kind].append(point)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def _points(answer: BetweenAnswer, today: date) -> Iterator[tuple[EventKind, Point]]:
    called_off = {one.id for one in answer.called_off}
    for one in (*answer.past, *answer.coming, *answer.gatherings, *answer.called_off):
        first = one.dates.first_day
        if first is not None:
            when = "coming" if first > today and one not in answer.past else "past"
            state = "off" if one.id in called_off else when
            yield one.kind, Point(first, one.dates.last_day or first, state)
