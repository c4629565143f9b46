"""As much of a card as one message holds: whole blocks, and a line where the rest was left out."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, PlainTextObject

from adapters.slack.layout import limits


def fit(body: Sequence[Block], around: Sequence[Block]) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks of `body` that fit beside those `around` it, and whether some do not."""
    number = limits.BLOCKS - len(around) - 1
    room = limits.ALL_BLOCKS - sum(map(_size, around)) - _size(_left_out(len(body)))
    kept: list[Block] = []
    for block in body[:number]:
        room -= _size(block)
        if room < 0:
            break
        kept.append(block)
    if len(kept) == len(body):
        return tuple(kept), False
    return (*kept, _left_out(len(body) - len(kept))), True


def _left_out(number: int) -> Block:
    parts = "part" if number == 1 else "parts"
    said = f"{limits.MARK} shortened: {number} more {parts} of this message"
    return ContextBlock(elements=[PlainTextObject(text=said, emoji=False)])


def _size(block: Block) -> int:
    return limits.weight(json.dumps(block.to_dict(), ensure_ascii=False))
