"""Lists that answer a look-up: events and warrants, one line each, and what a limit left out."""

from typing import TypeVar

from bot.cards.card import Card, Paragraph, Tone
from bot.cards.parts import blocks, bullets, paragraph, recorded, summary_text
from bot.cards.warrant import warrant_line
from bot.cards.wording import source_lines
from bot.domain.answers import EventSummary, Listing, WarrantAnswer
from bot.domain.record import Record

MOST_SOURCES = 5
"""Of a list: each event names all of its own."""

Item = TypeVar("Item", bound=Record)


def events_card(heading: str, listing: Listing[EventSummary]) -> Card:
    """List events with their dates and ids."""
    return Card(
        tone=Tone.ANSWER,
        heading=heading,
        blocks=blocks(
            paragraph(listing.interpretation),
            bullets(map(summary_text, listing.items)) or paragraph("No events are on record here."),
            shortfall(listing),
            recorded(listing.as_of),
        ),
        sources=source_lines(listing.sources, MOST_SOURCES),
    )


def warrants_card(listing: Listing[WarrantAnswer]) -> Card:
    """List warrants, summonses and applications with their status and ids."""
    return Card(
        tone=Tone.ANSWER,
        heading="Warrants",
        blocks=blocks(
            paragraph(listing.interpretation),
            bullets(map(warrant_line, listing.items))
            or paragraph("No warrants are on record here."),
            shortfall(listing),
        ),
        sources=source_lines(
            tuple(one for each in listing.items for one in each.sources), MOST_SOURCES
        ),
    )


def shortfall(listing: Listing[Item]) -> Paragraph | None:
    """Say how many items a limit left out; none if it left out none."""
    shown, more = len(listing.items), "more than " if listing.more else ""
    said = f"Shown: {shown} of {more}{listing.total}."
    return paragraph(said if listing.more or shown < listing.total else None)
