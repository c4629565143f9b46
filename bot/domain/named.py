"""By what an actor, an event or a place is searched for: its names, and the words of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.actors import Actor
from bot.domain.countries import country_name
from bot.domain.events import Event, Place
from bot.domain.words import words

MARK = "@"

_CODE = 2
"""Letters of a country's code."""


class Sort(StrEnum):
    """What can be searched for."""

    ACTOR = "actor"
    EVENT = "event"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the words by which it is found."""

    said: tuple[str, ...]
    words: frozenset[str]


def country_mark(code: str) -> str:
    """Return the word that stands for a country in an event, by whatever name it is typed.

    Nobody types it: it is no word of letters.
    """
    return f"{MARK}{code.lower()}"


def actor_names(actor: Actor) -> Iterator[Named]:
    """Yield each name of an actor: the words that are sought must all stand in one of them."""
    for name in dict.fromkeys(map(words, (actor.name, *actor.aliases))):
        if name:
            yield Named(name, frozenset(name))


def event_names(event: Event) -> Iterator[Named]:
    """Yield the title of an event, with all its words, and its id.

    Who takes part is not among the words: an actor's names may change.
    """
    yield Named(words(event.title), frozenset(_event_words(event)))
    yield Named(words(event.id), frozenset())


def _event_words(event: Event) -> Iterator[str]:
    place, day = event.place, event.dates.first_day
    for text in (event.title, event.kind, event.id):
        yield from words(text)
    if place:
        yield from words(place.city or "")
        if place.country:
            yield from words(country_name(place.country))
            yield country_mark(place.country)
    if day:
        yield str(day.year)


def place_names(place: Place) -> Iterator[Named]:
    """Yield the name of a place, if it is a city."""
    name = words(place.city or "")
    if name:
        yield Named(name, frozenset(name))


def place_id(place: Place) -> str:
    """Return what tells one city from another: "Hanoi, VN"."""
    return ", ".join(part for part in (place.city, place.country) if part)


def city_of(place: str) -> str:
    """Return the city of a place by its id, without the country."""
    city, comma, country = place.rpartition(", ")
    return city if comma and len(country) == _CODE and country.isupper() else place
