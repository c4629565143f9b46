"""A long digest as several messages: a summary in the channel, the whole of it in the thread."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cards.card import Block, Bullets, Card, Fact, Facts, Paragraph, Text, Tone, plain

LONG = 25
"""Lines: more than this fills a screen, and pushes everything else out of the channel."""
PART_LINES = 40
PART_CHARACTERS = 6000
"""Of one message in the thread; markup and escapes come on top, within what Slack takes."""
_MOMENT = "00 Month 0000 00:00 (Day 00 Month 00:00 in Somewhere)"
_THE_REST = "The whole digest is in the thread."


def in_messages(card: Card) -> tuple[Card, ...]:
    """Return `card` as it is, or the summary of a long digest and the parts for its thread."""
    if card.tone is not Tone.DIGEST or not _is_long(card.blocks):
        return (card,)
    parts = list(_parts(card.blocks))
    front = replace(card, blocks=_summary(card), buttons=())
    return (front, *(_part(card, blocks, at, len(parts)) for at, blocks in enumerate(parts, 1)))


def _is_long(blocks: tuple[Block, ...]) -> bool:
    return sum(map(_lines, blocks)) > LONG or sum(map(_characters, blocks)) > PART_CHARACTERS


def _part(card: Card, blocks: tuple[Block, ...], at: int, of: int) -> Card:
    heading = f"{card.heading} ({at}/{of})" if of > 1 else card.heading
    last = at == of
    return replace(
        card,
        heading=heading,
        summary=None,
        blocks=blocks,
        sources=card.sources if last else (),
        picture=None,
    )


def _summary(card: Card) -> tuple[Block, ...]:
    """Say how much there is of what, and where."""
    lists = [one for one in card.blocks if isinstance(one, Bullets) and one.heading]
    counts = tuple(Fact(str(one.heading), (str(len(one.items)),)) for one in lists)
    said = [Paragraph((card.summary,))] if card.summary else []
    return (*said, *((Facts(counts),) if counts else ()), Paragraph((_THE_REST,)))


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield blocks for one message after the other, long lists broken between their items."""
    part: list[Block] = []
    lines = characters = 0
    for block in blocks:
        for piece in _pieces(block):
            lines, characters = lines + _lines(piece), characters + _characters(piece)
            if part and (lines > PART_LINES or characters > PART_CHARACTERS):
                yield tuple(part)
                part, lines, characters = [], _lines(piece), _characters(piece)
            part.append(piece)
    if part:
        yield tuple(part)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a list in pieces that each fit into one message, under the same heading."""
    if not isinstance(block, Bullets):
        yield block
        return
    items: list[Text] = []
    for item in block.items:
        longer = replace(block, items=(*items, item))
        if items and (_lines(longer) > PART_LINES or _characters(longer) > PART_CHARACTERS):
            yield replace(block, items=tuple(items))
            items = []
        items.append(item)
    yield replace(block, items=tuple(items))


def _lines(block: Block) -> int:
    return 1 if isinstance(block, Paragraph) else 1 + len(block.items)


def _characters(block: Block) -> int:
    match block:
        case Paragraph(text):
            return _length(text)
        case Facts(items):
            return sum(len(one.label) + _length(one.value) for one in items)
        case Bullets(items, heading):
            return len(heading or "") + sum(map(_length, items))


def _length(text: Text) -> int:
    return len(plain(text, lambda _: _MOMENT))
