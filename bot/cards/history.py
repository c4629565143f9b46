"""How an event came to be as it is known: every revision, its diff, and who it came from."""

from bot.cards.card import Block, Card, Moment, Paragraph, Text, Tone
from bot.cards.changes import change_line
from bot.cards.listing import shortfall
from bot.cards.parts import blocks, bullets, paragraph
from bot.cards.wording import source_line
from bot.domain.answers import Listing, RevisionAnswer


def history_card(title: str, listing: Listing[RevisionAnswer]) -> Card:
    """List the revisions of one event."""
    told: list[Block | None] = [block for one in listing.items for block in _revision(one)]
    return Card(
        tone=Tone.ANSWER,
        heading=f"History: {title}",
        blocks=blocks(
            *(told or [paragraph("No revision is on record here.")]), shortfall(listing)
        ),
        reference=listing.items[0].event if listing.items else None,
    )  # fmt: skip


def _revision(one: RevisionAnswer) -> tuple[Block, ...]:
    lead: Text = (f"Revision {one.revision}, ", Moment(one.at), f", by {one.by}")
    if one.source is not None:
        lead = (*lead, f"; source: {source_line(one.source)}")
    if one.reason is not None:
        lead = (*lead, f". {one.reason}")
    changes = [change_line(change) for change in one.changes]
    first = "first notice" if one.revision == 1 else "nothing that shows"
    return blocks(Paragraph(lead), bullets(changes or [first]))
