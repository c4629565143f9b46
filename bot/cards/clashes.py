"""The clashes of a calendar: who is due in two places, and which events compete."""

from bot.cards.card import Block, Card, Tone
from bot.cards.listing import MOST_SOURCES, shortfall
from bot.cards.parts import blocks, bullets, paragraph, recorded, summary_text
from bot.cards.wording import source_lines
from bot.domain.answers import Listing
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.whereabouts_answers import ClashAnswer


def clashes_card(listing: Listing[ClashAnswer]) -> Card:
    """List each clash with the two events under it."""
    told: list[Block | None] = [
        bullets(map(summary_text, one.events), f"{_what(one)}, {_when(one)}")
        for one in listing.items
    ]
    return Card(
        tone=Tone.ANSWER,
        heading="Clashes",
        blocks=blocks(
            paragraph(listing.interpretation),
            *(told or [paragraph("By the record, nobody is due in two places at once.")]),
            shortfall(listing),
            recorded(listing.as_of),
        ),
        sources=source_lines(listing.sources, MOST_SOURCES),
    )


def _what(one: ClashAnswer) -> str:
    if one.who is not None:
        how = "due in two places" if one.certain else "due in two places on one day"
        return f"{one.who.name}, {how}"
    if not one.torn:
        return "Two summits at one time"
    names = ", ".join(who.name for who in one.torn)
    return f"Two events that compete: at one and not the other, {names}"


def _when(one: ClashAnswer) -> str:
    return describe(Dates(start=one.first.isoformat(), end=one.last.isoformat()))
