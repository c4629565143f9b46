"""The answer to a search: what may be meant, each with what tells it from the others."""

from bot.cards.card import Card, Text, Tone
from bot.cards.parts import blocks, bullets, paragraph, summary_text
from bot.cards.people import person_words
from bot.domain.countries import country_name
from bot.domain.search_answers import FoundAnswer, SearchAnswer

_UNSURE = "Any of these may be meant: ask again with the id of one."
_SURE = "The first is the best fit."


def search_card(answer: SearchAnswer) -> Card:
    """List what a query may mean, the likeliest first."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"Search: “{answer.query}”",
        blocks=blocks(
            paragraph(_SURE if answer.sure else _UNSURE), bullets(map(_line, answer.items))
        ),
    )


def found_words(one: FoundAnswer) -> str:
    """Say what something is, in a line without moments: "Vladimir Putin, President of Russia"."""
    if one.event is not None:
        return one.name
    country = country_name(one.country) if one.country else ""
    if one.kind is None:
        city, _, _ = one.id.rpartition(", ")
        return f"{city}, city, {country}" if city else f"{one.name}, country"
    if one.office:
        return person_words(one.name, one.office)
    told = f"{one.kind}, {country}" if country and country != one.name else str(one.kind)
    return f"{one.name}, {told}"


def _line(one: FoundAnswer) -> Text:
    if one.event is not None:
        return summary_text(one.event)
    return (f"{found_words(one)} [{one.id}]",)
