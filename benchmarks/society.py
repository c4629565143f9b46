"""Made-up people, states and offices, spread as the real ones are; the shipped ones among them.

A few countries have most of the people, and a few people are in most of the news. So the first
person is in tens of thousands of a million events, and most are in a dozen.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import pairwise

from benchmarks.search import Names
from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.countries import country_name, country_names
from bot.domain.words import words

FIRST_YEAR = 1960
LAST_YEAR = 2026
OFFICES = (("President", 10), ("Prime Minister", 15), ("Foreign Minister", 30),
           ("Defence Minister", 40), ("Ambassador to the United Nations", 50))  # fmt: skip
"""Of each state, with their ranks."""
TERM = 8
"""Years for which an office is held."""

_FOREMOST = ("US", "CH", "RU", "CN", "FR", "GB", "DE", "VN")
_LEAN_PEOPLE = 3
_LEAN_COUNTRIES = 2
"""How much the first ones are preferred."""


class Society:
    """Who there is, of a size; the same in every run."""

    def __init__(
        self, size: int, known_states: Mapping[str, str], known_people: tuple[Actor, ...]
    ) -> None:
        """Make so many persons, beside those on record already; `known_states` has ids by country.

        Those on record are in the news as much as anybody.
        """
        self._size, self._known_states = size, known_states
        self.dice = random.Random(size)  # noqa: S311 - nothing is kept secret by it
        codes = [*_FOREMOST, *sorted(set(country_names().values()) - set(_FOREMOST))]
        self.countries = codes
        self.states = {code: known_states.get(code, f"state-{code.lower()}") for code in codes}
        self.made = [*self._people()]
        first, *others = self.made
        self.people = [first, *known_people, *others]
        self.cities = {code: tuple(self._city(code)) for code in codes}
        self.posts = [*self._posts()]

    def actors(self) -> Iterator[Actor]:
        """Yield the actors that are not on record yet."""
        yield from self.made
        yield from self.posts
        for code, slug in self.states.items():
            if code not in self._known_states:
                yield Actor(id=slug, kind=ActorKind.STATE, name=country_name(code), country=code)

    def occupancies(self) -> Iterator[Occupancy]:
        """Yield who held each office when; the very first person is the American president."""
        years = range(FIRST_YEAR, LAST_YEAR + TERM, TERM)
        for number, post in enumerate(self.posts):
            for begins, ends in pairwise(years):
                who = self.made[0] if number == 0 and ends > LAST_YEAR else self.one_of_the_made()
                end = f"{ends - 1}-12-31" if ends <= LAST_YEAR else None
                yield Occupancy(holder=who.id, post=post.id, start=f"{begins}-01-01", end=end)

    def somebody(self) -> Actor:
        """Choose a person: the first ones often."""
        return self.people[int(len(self.people) * self.dice.random() ** _LEAN_PEOPLE)]

    def one_of_the_made(self) -> Actor:
        """Choose a person; all as often."""
        return self.dice.choice(self.made)

    def country(self) -> str:
        """Choose a country: the first ones often."""
        return self.countries[int(len(self.countries) * self.dice.random() ** _LEAN_COUNTRIES)]

    def _people(self) -> Iterator[Actor]:
        for number, one in enumerate(Names(self._size).people(self._size)):
            first, _, last = one.name.partition(" ")
            aliases = (f"{first[0]} {last}",) if number % 3 == 0 else ()
            country = self.country() if number else _FOREMOST[0]
            yield one.model_copy(update={"country": country, "aliases": aliases})

    def _posts(self) -> Iterator[Actor]:
        for code in self.countries:
            for title, rank in OFFICES:
                slug = "-".join(words(title))
                yield Actor(
                    id=f"post-{code.lower()}-{slug}", kind=ActorKind.OFFICE,
                    name=f"{title} of {country_name(code)}", country=code, rank=rank,
                )  # fmt: skip

    def _city(self, code: str) -> Iterator[str]:
        yield {"US": "Washington", "CH": "Geneva", "VN": "Hanoi"}.get(code, f"Port {code.title()}")
        for _ in range(3):
            yield self.dice.choice(self.made).name.partition(" ")[2] + " City"
