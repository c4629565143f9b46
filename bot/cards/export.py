"""What comes with a file: which events it holds, and how many it cannot hold."""

from bot.cards.card import Card, Tone
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, counted, paragraph, recorded, summary_text
from bot.cards.wording import source_lines
from bot.domain.answers import EventSummary, Listing

MOST = 10


def calendar_card(name: str, listing: Listing[EventSummary], undated: int) -> Card:
    """Say what is in a calendar file; of `undated` events nobody knows the day."""
    events = listing.items
    without = f"Left out, as their day is not known: {counted(undated, 'event')}."
    more = listing.total - len(events) - undated
    longer = f"Left out, as the file would be too long: {counted(more, 'event')}. Narrow it down."
    return Card(
        tone=Tone.ANSWER,
        heading=f"Calendar file: {name}",
        blocks=blocks(
            paragraph(listing.interpretation),
            bullets(map(summary_text, events), most=MOST),
            paragraph(without if undated else None),
            paragraph(longer if more > 0 else None),
            recorded(listing.as_of),
        ),
        sources=source_lines(listing.sources, MOST_SOURCES),
        reference=events[0].id if len(events) == 1 else None,
    )
