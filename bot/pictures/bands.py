"""What a timeline shows where: which rows it has, and where a day stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cards.timeline import bar_days, bar_words
from bot.domain.timeline_answers import BarAnswer, TimelineAnswer
from bot.pictures.canvas import MARGIN, WIDTH

MOST = 8
"""Rows: more are not read on a phone."""
MOST_SUMMITS = 3
LEAST = 14
"""Pixels of a bar, however short it is."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
WIDE_WEEK = 130
"""Pixels that the name of a week needs."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day begins, in pixels."""
        days = (self.last - self.first).days + 1
        share = min(max((day - self.first).days / days, 0), 1)
        return MARGIN + share * (WIDTH - 2 * MARGIN)

    def span(self, bar: BarAnswer) -> tuple[float, float]:
        """Return where a bar begins, and how wide it is."""
        begins = self.x(bar.first)
        ends = self.x(bar.last + _DAY if bar.last < self.last else self.last + _DAY)
        wide = max(ends - begins - 2, LEAST)
        return min(begins + 1, WIDTH - MARGIN - wide), wide


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the picture: a name, what it says, and its bars."""

    name: str
    said: str
    bars: tuple[BarAnswer, ...]
    is_summit: bool = False


def bands(answer: TimelineAnswer) -> Iterable[Band]:
    """Yield the rows: the summits, then those who travel."""
    for bar in answer.summits[:MOST_SUMMITS]:
        yield Band(bar.event.title, bar_words(bar), (bar,), is_summit=True)
    for row in answer.rows[:MOST]:
        said = dict.fromkeys(f"{bar.where or bar.event.title} {bar_days(bar)}" for bar in row.bars)
        yield Band(row.who.name, "  ·  ".join(said), row.bars)


def more(answer: TimelineAnswer) -> str:
    """Name who has no row of their own."""
    rest = [row.who.name for row in answer.rows[MOST:]]
    rest += [bar.event.title for bar in answer.summits[MOST_SUMMITS:]]
    return f"and {len(rest)} more: {', '.join(rest)}" if rest else ""


def weeks(first: date, last: date) -> Iterable[date]:
    """Yield the Mondays, so few that their names stand side by side."""
    weeks = ((last - first).days + 1) / 7
    step = max(1, round(weeks * WIDE_WEEK / (WIDTH - 2 * MARGIN) + 0.49))
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += step * _WEEK
