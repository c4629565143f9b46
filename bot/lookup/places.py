"""Which place somebody means: a country by any name, code or adjective, or a city of some event."""

from functools import cache

from bot.domain.countries import ambiguous_countries, country_name, country_names
from bot.domain.demonyms import countries_meant
from bot.domain.named import Sort, city_of
from bot.domain.words import words
from bot.lookup.candidates import MANY, Index
from bot.lookup.likeness import Fit, fit
from bot.lookup.matches import LIMIT, SCORES, Match, Matches, decide
from bot.store import asked, finding
from bot.store.database import Session


async def find_places(session: Session, text: str, limit: int = LIMIT) -> Matches:
    """Find which place is meant; the id is a country's code, or a city as in "Hanoi, VN"."""
    fits = await _fits(session, text)
    often = await asked.times(session, Sort.PLACE, fits)
    ranked = sorted(fits, key=lambda one: (-fits[one], -often.get(one, 0), one))[:limit]
    shown = tuple(Match(one, country_name(one), SCORES[fits[one]]) for one in ranked)
    return decide(shown, open_name=bool(ambiguous_countries(text))) if shown else Matches()


async def spellings(session: Session, text: str) -> tuple[str, ...]:
    """Return how sources write the city of this name; none if no event is in it."""
    found = await finding.same(session, Sort.PLACE, "".join(words(text)), MANY)
    return tuple(sorted({city_of(one) for one in found}))


async def cities_beginning(session: Session, typed: str, limit: int) -> tuple[str, ...]:
    """Return the cities with events in them that begin as typed; before that, none."""
    query = words(typed)
    if not query:
        return ()
    names = await finding.in_all(session, Sort.PLACE, query, MANY)
    said = await finding.said(session, [one for one in names if isinstance(one, int)])
    found = {city_of(owner) for name, owner in said if name.startswith(" ".join(query))}
    return tuple(sorted(found))[:limit]


async def _fits(session: Session, text: str) -> dict[str, Fit]:
    meant = countries_meant(text.strip())
    if meant:
        return dict.fromkeys(meant, Fit.SAME if len(meant) == 1 else Fit.WORDS)
    query = words(text)
    found = _countries(query) | await Index(session, Sort.PLACE).fits(query)
    sure = {one: how for one, how in found.items() if how >= Fit.BEGINNINGS}
    return sure or found


@cache
def _names() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((words(name), code) for name, code in country_names().items())


def _countries(query: tuple[str, ...]) -> dict[str, Fit]:
    """Return the countries that a query fits by the beginning of a name, or misspelt."""
    best: dict[str, Fit] = {}
    for name, code in _names():
        how = fit(query, name)
        if how > best.get(code, Fit.NONE):
            best[code] = how
    return best
