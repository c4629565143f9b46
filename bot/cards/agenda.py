"""A day, a week or a month of the calendar: what goes on, then what begins, day by day."""

from collections import defaultdict
from datetime import date

from bot.cards.card import Block, Card, Tone
from bot.cards.listing import MOST_SOURCES, shortfall
from bot.cards.parts import blocks, bullets, paragraph, recorded, summary_text
from bot.cards.times import day_words
from bot.cards.wording import source_lines
from bot.domain.answers import EventSummary, Listing
from bot.domain.edtf import Precision

GOING_ON = "Going on"
NO_DAY = "Day not known"


def agenda_card(heading: str, listing: Listing[EventSummary], first: date) -> Card:
    """List events by the day on which they begin; those begun before `first` stand at the top."""
    days: dict[str, list[EventSummary]] = defaultdict(list)
    for one in listing.items:
        days[_under(one, first)].append(one)
    ranked = sorted(days, key=lambda name: (name != GOING_ON, name == NO_DAY))
    told: list[Block | None] = [bullets(map(summary_text, days[name]), name) for name in ranked]
    return Card(
        tone=Tone.ANSWER,
        heading=heading,
        blocks=blocks(
            paragraph(listing.interpretation),
            *(told or [paragraph("No events are on record here.")]),
            shortfall(listing),
            recorded(listing.as_of),
        ),
        sources=source_lines(listing.sources, MOST_SOURCES),
    )


def _under(one: EventSummary, first: date) -> str:
    begins = one.dates.first_day
    if begins is None or one.precision is not Precision.DAY or one.dates.approximate:
        return NO_DAY
    return GOING_ON if begins < first else day_words(begins)
