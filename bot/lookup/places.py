"""Which place somebody means: a country by any name, code or adjective, or a city of some event."""

from functools import cache

from bot.domain.countries import ambiguous_countries, country_name, country_names
from bot.domain.demonyms import countries_meant
from bot.domain.named import Sort
from bot.domain.words import words
from bot.lookup.candidates import Index
from bot.lookup.likeness import Fit, fit
from bot.lookup.matches import LIMIT, SCORES, Match, Matches, decide
from bot.store import asked
from bot.store.database import Session


async def find_places(session: Session, text: str, limit: int = LIMIT) -> Matches:
    """Find which place is meant; the id is a country's code, or a city as in "Hanoi, VN"."""
    fits = await _fits(session, text)
    often = await asked.times(session, Sort.PLACE, fits)
    ranked = sorted(fits, key=lambda one: (-fits[one], -often.get(one, 0), one))[:limit]
    shown = tuple(Match(one, country_name(one), SCORES[fits[one]]) for one in ranked)
    return decide(shown, open_name=bool(ambiguous_countries(text))) if shown else Matches()


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
