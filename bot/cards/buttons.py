"""What can be done about an alert, on the alert itself."""

from dataclasses import replace

from bot.cards.card import Button, Card, Choice, Paragraph
from bot.domain.alerts import AlertKind

_WITHOUT = frozenset({AlertKind.DIGEST, AlertKind.HELD, AlertKind.WARRANT, AlertKind.CLAIM})

SNOOZES = (
    Choice("1h", "An hour"),
    Choice("4h", "Four hours"),
    Choice("1d", "A day"),
    Choice("7d", "A week"),
)


def with_buttons(card: Card, kind: AlertKind, covered_by: str | None) -> Card:
    """Return the card of an alert with its buttons, and with the name of whoever covers it."""
    if kind in _WITHOUT or card.reference is None:
        return card
    buttons = (
        Button("event", "Details"),
        Button("snooze", "Snooze", SNOOZES),
        Button("why", "Why"),
        Button("release", "Release") if covered_by else Button("claim", "Claim"),
    )
    cover = (Paragraph((f"Covered by {covered_by}.",)),) if covered_by else ()
    return replace(card, blocks=(*card.blocks, *cover), buttons=buttons)
