"""Two who are watched in one place on one day."""

from bot.cards.card import Card, Tone
from bot.cards.parts import blocks, bullets, paragraph
from bot.cards.people import faces
from bot.cards.times import dates_text
from bot.cards.wording import source_lines, titled
from bot.domain.answers import EventAnswer

_NO_CLAIM = "Nothing here says that they will meet."


def colocation_card(one: EventAnswer, other: EventAnswer) -> Card:
    """Say that two events bring different people to one city on the same day."""
    city = one.place.city if one.place else None
    return Card(
        tone=Tone.NEWS,
        heading=f"In one place: {titled(one.title, one.place)}; {titled(other.title, other.place)}",
        blocks=blocks(
            bullets(
                (
                    (*dates_text(each.dates), f": {_names(each)}, {each.title} [{each.id}]")
                    for each in (one, other)
                ),
                f"In {city}" if city else None,
            ),
            paragraph(_NO_CLAIM),
        ),
        sources=source_lines((*one.sources, *other.sources), 2),
        reference=one.id,
    )


def _names(answer: EventAnswer) -> str:
    return ", ".join(one.name for one in faces(answer.participants))
