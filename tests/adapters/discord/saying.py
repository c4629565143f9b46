"""What the tests of Discord say."""

from datetime import UTC, datetime

from bot.cards.card import Card, Paragraph, Tone
from bot.domain.delivery import Receipt
from bot.ports import Post

NOW = datetime(2024, 6, 17, 11, tzinfo=UTC)
TOKEN = "the-first-one"  # noqa: S105
VISIT = Card(Tone.NEWS, "A visit", (Paragraph(("Somebody goes somewhere.",)),))
MOVED = Card(Tone.CHANGE, "Moved: a visit", (Paragraph(("A day later.",)),))


def post(place, card: Card = VISIT, token: str = TOKEN, **more) -> Post:
    return Post(str(place if isinstance(place, int) else place.id), card, token, NOW, **more)


def receipt(place, message: int | str) -> Receipt:
    return Receipt(platform="discord", address=str(place.id), message=str(message))
