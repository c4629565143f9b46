"""How much Slack takes, and text cut to it with a visible mark.

https://docs.slack.dev/reference/block-kit/blocks and .../reference/block-kit/composition-objects
"""

import unicodedata
from collections.abc import Sequence

HEADER = 150
"""https://docs.slack.dev/reference/block-kit/blocks/header-block"""
SECTION = 3000
FIELD = 2000
FIELDS = 10
"""https://docs.slack.dev/reference/block-kit/blocks/section-block"""
CONTEXT_ELEMENTS = 10
"""https://docs.slack.dev/reference/block-kit/blocks/context-block"""
BUTTONS = 5
"""A row that a phone still shows; the block itself takes 25."""
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
ACTION_ID = 255
BLOCKS = 50
"""https://docs.slack.dev/reference/block-kit/blocks"""
ALL_BLOCKS = 11_000
"""Characters of all blocks together, as JSON. Slack names no number; `msg_blocks_too_long` comes
somewhat above 12,000: https://github.com/slackapi/bolt-js/issues/2509"""
ALT = 1000
"""Characters that describe an uploaded picture; a block would take 2,000.
https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors"""
TEXT = 3000
"""Of the text beside the blocks: an edit takes 4,000, and nobody reads more in a notification.
https://docs.slack.dev/reference/methods/chat.update#errors"""

MARK = "…"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_ONE_UNIT = 0xFFFF


def weight(unit: str) -> int:
    """Count as Slack's clients do, where a character of another plane is two."""
    return len(unit) + sum(ord(one) > _ONE_UNIT for one in unit)


def cut(units: Sequence[str], limit: int) -> str:
    """Join `units`, none of which may be broken, to at most `limit` characters.

    What was left out is marked, and an accent stays with its letter.
    """
    used = kept = 0
    for at, unit in enumerate(units):
        used += weight(unit)
        if used > limit:
            break
        if used <= limit - len(MARK):
            kept = at + 1
    else:
        return "".join(units)
    while kept > 0 and _clings(units[kept]):
        kept -= 1
    return "".join(units[:kept]).rstrip() + MARK


def _clings(unit: str) -> bool:
    """Whether a character belongs to the one before it."""
    first = unit[:1]
    return bool(first) and (unicodedata.category(first)[0] == "M" or ord(first) in _SKIN_TONES)
