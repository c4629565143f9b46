"""Who is where over some weeks, in words: what the picture shows, name by name."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date, format_interval

from bot.cards.card import Card, Fact, Facts, Text, Tone
from bot.cards.language import language
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, paragraph, recorded
from bot.cards.times import days_words
from bot.cards.wording import source_lines
from bot.domain.events import EventStatus
from bot.domain.timeline_answers import BarAnswer, RowAnswer, Solidity, TimelineAnswer

WARRANT = "subject of a warrant, in a state that may be bound"
_OFF = {
    EventStatus.CANCELLED: "cancelled",
    EventStatus.POSTPONED: "postponed",
    EventStatus.MOVED_ONLINE: "moved online",
}


def timeline_card(answer: TimelineAnswer) -> Card:
    """Say who is where."""
    rows = tuple(map(_row, answer.rows))
    return Card(
        tone=Tone.ANSWER,
        heading=f"Who is where, {short_days(answer.first, answer.last)}",
        blocks=blocks(
            paragraph(answer.interpretation),
            Facts(rows) if rows else None,
            bullets(map(summit_words, answer.summits), "Summits"),
            None if rows or answer.summits else paragraph("Nobody is known to travel then."),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
    )


def _row(row: RowAnswer) -> Fact:
    said: Text = ("; ".join(f"{bar_words(bar)} [{bar.event.id}]" for bar in row.bars),)
    return Fact(row.who.name, said)


def timeline_words(answer: TimelineAnswer) -> str:
    """Say all that a timeline shows, for whoever cannot see it."""
    lines = [f"Who is where, {short_days(answer.first, answer.last)}."]
    lines += [f"{row.who.name}: {_bars(row.bars)}." for row in answer.rows]
    if answer.summits:
        lines.append(f"Summits: {'; '.join(map(summit_words, answer.summits))}.")
    return " ".join(lines)


def _bars(bars: Iterable[BarAnswer]) -> str:
    return "; ".join(map(bar_words, bars))


def summit_words(bar: BarAnswer) -> str:
    """Say a summit: "G7 summit: Fasano 13–15 Jun"."""
    return f"{bar.event.title}: {bar_words(bar)}"


def bar_words(bar: BarAnswer) -> str:
    """Say where somebody is and when: "Hanoi 19–20 Jun"."""
    marks = []
    if bar.solidity is Solidity.OFF:
        marks.append(_OFF.get(bar.event.status, "called off"))
    elif bar.solidity is Solidity.OPEN:
        marks.append("not certain")
    if bar.warrant:
        marks.append(WARRANT)
    said = f"{bar.where or bar.event.title} {bar_days(bar)}"
    return f"{said} ({', '.join(marks)})" if marks else said


def bar_days(bar: BarAnswer) -> str:
    """Say the days of a bar, no more exactly than they are known."""
    if bar.solidity is Solidity.OPEN and bar.event.dates.start:
        return days_words(bar.event.dates)
    return short_days(bar.first, bar.last)


def short_days(first: date, last: date) -> str:
    """Say days as briefly as a label can: "18–19 Jun"."""
    if last in (first, date.max):
        return format_date(first, "d MMM", locale=language())
    return str(format_interval(first, last, "MMMd", locale=language()))
