"""Drawing a card's picture where adapters send it: beside the loop, and never in the way of a text.

A picture that cannot be drawn is a line in the log.
"""

import asyncio
from dataclasses import dataclass

import structlog

from bot.cards.card import Card

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is sent."""

    name: str
    alt: str
    png: bytes


async def drawn(card: Card) -> Drawn | None:
    """Return the picture of a card; none where it has none, or it cannot be drawn."""
    picture = card.picture
    if picture is None:
        return None
    try:
        png = await asyncio.to_thread(picture.draw)
    except Exception:
        log.exception("a picture could not be drawn; the text goes without it", name=picture.name)
        return None
    return Drawn(picture.name, picture.alt, png)
