"""Who is meant by an office: "the French foreign minister", today or on a day that is named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.actors import Actor, Occupancy
from bot.domain.countries import country_name
from bot.domain.demonyms import countries_meant, demonyms
from bot.domain.titles import HEAD, RANKS, title_words
from bot.domain.words import words
from bot.lookup.ranges import read_range
from bot.store import facts
from bot.store.database import Session

_POSSESSIVE = re.compile(r"['\u2019]s\b")
_ARTICLE = re.compile(r"^\s*the\b", re.IGNORECASE)
_BEFORE_A_DAY = re.compile(r"\s*(?:\b(?:in|on|at|as of|during))?\s*$")
_LONGEST_COUNTRY = 4
"""Words of the longest name of a country that is looked for."""


@dataclass(frozen=True, slots=True)
class OfficeAsked:
    """An office in words: of which countries it may be, its title, and on which days."""

    countries: tuple[str, ...]
    title: frozenset[str]
    first: date
    last: date
    in_person: bool
    """Whether its holder is meant, and not the office itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office that is meant, and who held it in those days."""

    post: Actor
    holders: tuple[str, ...]


async def held_offices(session: Session, asked: OfficeAsked) -> list[Held]:
    """Return the offices that are meant with their holders; none if there is no such office."""
    posts = [one for code in asked.countries for one in await facts.offices(session, code)]
    found: list[Held] = []
    for post in _meant(posts, asked):
        occupancies = await facts.occupancies_in(session, post.id)
        found.append(Held(post, tuple(_holders(occupancies, asked))))
    return found


async def other_offices(session: Session, asked: OfficeAsked) -> list[Actor]:
    """Return the offices of a country, the foremost first, where the one asked for is not known."""
    if not asked.title & RANKS:
        return []
    posts = [one for code in asked.countries for one in await facts.offices(session, code)]
    return sorted(posts, key=lambda one: (one.rank, one.id))


def read_office(text: str, today: date) -> OfficeAsked | None:
    """Read an office out of a query; none if there is none in it."""
    plain = _POSSESSIVE.sub("", text)
    for said, first, last in _days(plain, today):
        for countries, title, in_person in _countries(words(_ARTICLE.sub("", said))):
            named = (first, last) != (today, today)
            return OfficeAsked(
                countries, title_words(title), first, last, in_person=in_person or named
            )
    return None


def _days(text: str, today: date) -> Iterator[tuple[str, date, date]]:
    """Yield the text without the days at its end, and the days; as it stands, last."""
    for start in [found.end() for found in re.finditer(r"\s+", text.strip())]:
        try:
            meant = read_range(text[start:], today)
        except ValueError:
            continue
        yield _BEFORE_A_DAY.sub("", text[:start]), meant.first, meant.last
    yield text, today, today


def _countries(
    said: tuple[str, ...],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """Yield the countries that a title is of, the title, and whether they came first in it."""
    for length in range(min(_LONGEST_COUNTRY, len(said) - 1), 0, -1):
        countries = countries_meant(" ".join(said[:length]))
        if countries:
            yield countries, said[length:], True
    for middle in [at for at, word in enumerate(said) if word == "of" and at][::-1]:
        country = [word for word in said[middle + 1 :] if word != "the"]
        countries = countries_meant(" ".join(country))
        if countries:
            yield countries, said[:middle], False


def _meant(posts: list[Actor], asked: OfficeAsked) -> list[Actor]:
    """Return the offices of this title; else those with these words in theirs."""
    titles = {one.id: list(_titles(one)) for one in posts}
    same = [one for one in posts if asked.title in titles[one.id]]
    if same or not asked.title:
        return same
    if asked.title <= HEAD:
        first = min((one.rank for one in posts), default=0)
        return [one for one in posts if one.rank == first]
    return [one for one in posts if any(asked.title < title for title in titles[one.id])]


def _titles(post: Actor) -> Iterator[frozenset[str]]:
    """Yield the title of an office by each of its names, without the country."""
    if post.country is None:
        return
    country = {*words(country_name(post.country)), *demonyms(post.country), post.country.lower()}
    for name in (post.name, *post.aliases):
        yield title_words([word for word in words(name) if word not in country])


def _holders(occupancies: tuple[Occupancy, ...], asked: OfficeAsked) -> list[str]:
    """Return who held an office in those days; who only stood in does not count beside another."""
    held = [one for one in occupancies if one.overlaps(asked.first, asked.last)]
    proper = [one for one in held if not one.acting]
    return list(dict.fromkeys(one.holder for one in proper or held))
