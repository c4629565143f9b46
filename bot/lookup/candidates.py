"""What a query may mean, and how well it fits: found in the index, judged word by word.

A word that stands in many names does not choose: the rarer ones do, and the others are only
looked for in what these found. Where all are common, the events nearest in time and what is
asked for most are looked at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.countries import country_code
from bot.domain.demonyms import countries_of
from bot.domain.events import EventKind
from bot.domain.named import MARK, Sort, country_mark
from bot.lookup.likeness import Fit, misspelt, nearest, nearest_words, word_fit
from bot.store import finding
from bot.store.database import Session
from bot.store.finding import Hit, Sought

MANY = 200
"""A word in more names than this is common."""

POOL = 60
"""Events of each sort among which all words are looked for, where each is common."""
_NEAR = timedelta(days=366)
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_WORDS = 8
"""Words of a query that are looked at."""
_ALIKE = 2_000
"""Words that are compared with a misspelt one."""
_CLOSE = 10
"""Words, for each in a query, by which something near is looked for."""

Key = int | str
"""The id of a name, or of an event."""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything of one sort that can be searched for, seen from one day."""

    session: Session
    sort: Sort
    today: date = date.max
    kinds: Sequence[EventKind] = ()

    async def titled(self, name: Sequence[str]) -> dict[str, Fit]:
        """Return what has exactly this name."""
        found = await finding.same(self.session, self.sort, "".join(name), MANY)
        return dict.fromkeys(found, Fit.SAME)

    async def fits(self, query: Sequence[str]) -> dict[str, Fit]:
        """Return how well a query fits whatever it fits, by id; misspelt only if nothing does."""
        query = query[:_WORDS]
        if not query:
            return {}
        same = await self.titled(query)
        found = await self._in_all([Sought(word, self._marks(word)) for word in query])
        if not same and not found:
            found = await self._in_all(await self._misspelt(query))
        return found | same

    async def near(self, query: Sequence[str], limit: int) -> dict[str, float]:
        """Return what comes near a query that fits nothing, with how near."""
        query = query[:_WORDS]
        if not query:
            return {}
        alike = await finding.alike(self.session, query, MANY, near=True)
        close = [one for word in query for one in nearest_words(word, alike, _CLOSE)]
        if not close:
            return {}
        near = Sought(close[0], frozenset(close[1:]))
        (found,) = await finding.hits(self.session, self.sort, [near], MANY)
        said = await finding.said(self.session, {hit.name for hit in found})
        return nearest(query, said, limit)

    def _marks(self, word: str) -> frozenset[str]:
        """Return the marks of the countries that a word may mean, which only events have."""
        if self.sort is not Sort.EVENT:
            return frozenset()
        code = country_code(word)
        return frozenset(map(country_mark, (code,) if code else countries_of(word)))

    async def _misspelt(self, query: Sequence[str]) -> list[Sought]:
        """Return the words of a query with the known words that they may be misspellings of."""
        alike = await finding.alike(self.session, query, _ALIKE)
        return [Sought(word, self._marks(word) | set(misspelt(word, alike))) for word in query]

    async def _in_all(self, wanted: Sequence[Sought]) -> dict[str, Fit]:
        """Return in what every word is found, with the worst fit."""
        rare: list[dict[Key, Fit]] = []
        common: list[Sought] = []
        owners: dict[Key, str] = {}
        all_hits = await finding.hits(self.session, self.sort, wanted, MANY + 1)
        for sought, hits in zip(wanted, all_hits, strict=True):
            judged = self._judged(sought, hits, owners)
            if not judged:
                return {}
            if len(hits) > MANY:
                common.append(sought)
            else:
                rare.append(judged)
        found = _in_each(rare)
        among = found.keys() if rare else await self._pool(common)
        if common and among:
            more = await finding.hits(self.session, self.sort, common, MANY * _WORDS, among)
            pairs = zip(common, more, strict=True)
            found = _in_each([*rare, *(self._judged(*pair, owners) for pair in pairs)])
            if len(wanted) == 1:
                found = judged | found
        elif common:
            found = judged if len(wanted) == 1 else {}
        return _best((owners[key], how) for key, how in found.items())

    async def _pool(self, common: Sequence[Sought]) -> set[Key]:
        """Return where to look if every word is common."""
        if self.sort is Sort.EVENT:
            first, last = self._around(common)
            middle = first + (last - first) // 2
            names = [name for one in common for name in (one.word, *one.others)]
            return {
                *await finding.near_in_time(self.session, middle, self.kinds, POOL),
                *await finding.near_of(self.session, names, (first, last), self.kinds, POOL),
            }
        pool = await finding.asked_most(self.session, self.sort, MANY)
        if len(common) > 1:
            words = sorted((one.word for one in common), key=len, reverse=True)
            pool |= await finding.in_all(self.session, self.sort, words, MANY)
        return pool

    def _around(self, common: Sequence[Sought]) -> tuple[date, date]:
        """Return the days that are looked at first: a year that is named, else those near today."""
        for one in common:
            if _YEAR.fullmatch(one.word):
                return date(int(one.word), 1, 1), date(int(one.word), 12, 31)
        margin = min(_NEAR, self.today - date.min, date.max - self.today)
        return self.today - margin, self.today + margin

    def _judged(
        self, sought: Sought, hits: Iterable[Hit], owners: dict[Key, str]
    ) -> dict[Key, Fit]:
        """Return how well a word fits where it was hit; `owners` learns whose names these are."""
        fits: dict[Key, Fit] = {}
        for hit in hits:
            how = Fit.WORDS if hit.word.startswith(MARK) else word_fit(sought.word, (hit.word,))
            if hit.absent:
                how = min(how, Fit.BEGINNINGS)
            key = self._key(hit)
            owners[key] = hit.owner
            fits[key] = max(how, fits.get(key, Fit.NONE))
        return fits

    def _key(self, hit: Hit) -> Key:
        """Return within what all words must be found: a name of an actor, an event as a whole."""
        return hit.owner if self.sort is Sort.EVENT else hit.name


def _in_each(judged: Sequence[dict[Key, Fit]]) -> dict[Key, Fit]:
    """Return what is in each of these, with its worst fit."""
    if not judged:
        return {}
    keys = set.intersection(*(set(one) for one in judged))
    return {key: min(one[key] for one in judged) for key in keys}


def _best(found: Iterable[tuple[str, Fit]]) -> dict[str, Fit]:
    """Return how well each id fits at best; those that do not fit are left out."""
    best: dict[str, Fit] = {}
    for one, how in found:
        if how > best.get(one, Fit.NONE):
            best[one] = how
    return best
