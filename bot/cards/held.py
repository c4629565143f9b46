"""What was held back during quiet hours, in one message at their end."""

from bot.cards.card import Card, Text, Tone
from bot.cards.parts import blocks, bullets, paragraph

MOST = 20


def held_card(lines: tuple[Text, ...], dropped: int) -> Card:
    """List what was held; `dropped` had lost its point by the end of the quiet hours."""
    lost = f"{dropped} more had lost their point by now." if dropped else None
    return Card(
        tone=Tone.DIGEST,
        heading=f"While it was quiet: {len(lines)} message{'s' if len(lines) != 1 else ''}",
        blocks=blocks(bullets(lines, None, MOST), paragraph(lost)),
    )
