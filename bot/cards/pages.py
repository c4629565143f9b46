"""Long answers in pages, so that a platform cuts nothing off."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cards.card import Block, Bullets, Card, Facts, Paragraph, Text

LINES = 24
"""Lines of a page, about: what a chat shows without scrolling, and all platforms take."""

_WIDTH = 90
"""Characters of a line, about."""

Piece = Paragraph | Facts | Bullets
"""A block with one item, or a paragraph: what is not parted."""


def paged(card: Card, page: int) -> tuple[Card, int]:
    """Return one page of a card, counted from 1, and how many there are.

    A page past the last is the last.
    """
    pages = _pages(card)
    if len(pages) <= 1:
        return card, 1
    number = min(max(page, 1), len(pages))
    heading = f"{card.heading} ({number}/{len(pages)})"
    picture = card.picture if number == 1 else None
    shown = replace(card, heading=heading, blocks=_joined(pages[number - 1]), picture=picture)
    return shown, len(pages)


def _pages(card: Card) -> list[list[Piece]]:
    pages: list[list[Piece]] = []
    left = 0
    for piece in (one for block in card.blocks for one in _pieces(block)):
        height = _height(piece)
        if not pages or height > left:
            pages.append([])
            left = LINES
        pages[-1].append(piece)
        left -= height
    return pages


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Bullets(items, heading):
            yield from (Bullets((one,), heading) for one in items)
        case Facts(items):
            yield from (Facts((one,)) for one in items)
        case Paragraph():
            yield block


def _height(piece: Piece) -> int:
    match piece:
        case Bullets(items):
            return sum(map(_lines, items))
        case Facts(items):
            return sum(_lines(one.value) for one in items)
        case Paragraph(text):
            return _lines(text)


def _lines(text: Text) -> int:
    return 1 + sum(len(part) if isinstance(part, str) else 30 for part in text) // _WIDTH


def _joined(pieces: list[Piece]) -> tuple[Block, ...]:
    """Put the pieces of a page together again: the items of one list are one list."""
    found: list[Block] = []
    for piece in pieces:
        last = found[-1] if found else None
        match last, piece:
            case Bullets(before, heading), Bullets(items, same) if heading == same:
                found[-1] = Bullets((*before, *items), heading)
            case Facts(known), Facts(new):
                found[-1] = Facts((*known, *new))
            case _:
                found.append(piece)
    return tuple(found)
