"""What can be done about an alert, on the alert itself."""

from dataclasses import replace

from bot.cards.card import Button, Card, Paragraph
from bot.domain.alerts import AlertKind

_WITHOUT = frozenset({AlertKind.DIGEST, AlertKind.HELD, AlertKind.WARRANT, AlertKind.CLAIM})


def with_buttons(card: Card, kind: AlertKind, covered_by: str | None) -> Card:
    """Return the card of an alert with its buttons, and with the name of whoever covers it."""
    if kind in _WITHOUT or card.reference is None:
        return card
    buttons = (Button("event", "Details"),)
    cover = (Paragraph((f"Covered by {covered_by}.",)),) if covered_by else ()
    return replace(card, blocks=(*card.blocks, *cover), buttons=buttons)
