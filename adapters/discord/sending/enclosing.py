"""The files that go with a message: the picture of its card, and what an answer hands over."""

from adapters.discord.layout.enclosed import Enclosed
from bot.cards.card import Card
from bot.commands.spec import Attachment
from bot.drawing import drawn


async def enclosed(card: Card, file: Attachment | None = None) -> tuple[Enclosed, ...]:
    """Return the files; a picture that cannot be drawn is not among them."""
    picture = await drawn(card)
    found = [Enclosed(picture.name, picture.png, picture.alt)] if picture is not None else []
    if file is not None:
        found.append(Enclosed(file.name, file.text.encode()))
    return tuple(found)
