"""What a reader sees of a card: its lines, with moments as the host's clocks show them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from bot.cards.card import Bullets, Card, Facts, Moment, Paragraph, Text, plain


def _clock(moment: Moment) -> str:
    return f"{moment.instant.astimezone(ZoneInfo(moment.zone or 'UTC')):<%d %b %H:%M>}"


def _line(text: Text) -> str:
    return plain(text, _clock)


def _lines(card: Card) -> list[str]:
    lines = [card.heading]
    for block in card.blocks:
        if isinstance(block, Paragraph):
            lines.append(_line(block.text))
        elif isinstance(block, Facts):
            lines += [f"{fact.label}: {_line(fact.value)}" for fact in block.items]
        elif isinstance(block, Bullets):
            lines += [f"{block.heading}:"] if block.heading else []
            lines += [f"- {_line(item)}" for item in block.items]
    return lines


@pytest.fixture
def read() -> Callable[[Card], list[str]]:
    return _lines
