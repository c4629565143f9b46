"""How well a query fits a name: the same, in whole words, in beginnings of words, or misspelt."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from operator import itemgetter

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.domain.countries import fold
from bot.domain.words import edits_allowed

_NEAR_ENOUGH = 60
"""Of 100: below it a name is no help to somebody who misspelt another."""


class Fit(IntEnum):
    """How a query fits a name; more is better."""

    NONE = 0
    MISSPELT = 1
    SLIP = 2
    """Misspelt by one letter."""
    BEGINNINGS = 3
    WORDS = 4
    SAME = 5


def fit(query: Sequence[str], name: Sequence[str]) -> Fit:
    """Return how the words of a query fit those of a name."""
    if not query or not name:
        return Fit.NONE
    if tuple(query) == tuple(name) or "".join(query) == "".join(name):
        return Fit.SAME
    return min(word_fit(word, name) for word in query)


def word_fit(word: str, name: Iterable[str]) -> Fit:
    """Return how one word of a query fits the best of the words of a name."""
    best = Fit.NONE
    for other in name:
        if other == word:
            return Fit.WORDS
        best = max(best, Fit.BEGINNINGS if other.startswith(word) else _misspelt(word, other))
    return best


def _misspelt(word: str, other: str) -> Fit:
    allowed = edits_allowed(word)
    if not allowed or abs(len(word) - len(other)) > allowed:
        return Fit.NONE
    edits = OSA.distance(word, other, score_cutoff=allowed)
    return Fit.NONE if edits > allowed else Fit.SLIP if edits <= 1 else Fit.MISSPELT


def misspelt(word: str, known: Iterable[str]) -> list[str]:
    """Return those of some known words that one may be a misspelling of."""
    return [other for other in known if _misspelt(word, other)]


def nearest(query: Sequence[str], names: Iterable[tuple[str, str]], limit: int) -> dict[str, float]:
    """Return the ids whose names come nearest to a query, with how near; none that is far off.

    `names` are (name, id) pairs.
    """
    choices = dict(enumerate(names))
    found = process.extract(
        (" ".join(query), ""),
        choices,
        scorer=fuzz.WRatio,
        processor=itemgetter(0),
        score_cutoff=_NEAR_ENOUGH,
        limit=limit,
    )
    near: dict[str, float] = {}
    for (_, one), score, _ in found:
        near.setdefault(one, float(score))
    return near


def nearest_words(text: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return those of a few fixed words, such as commands, that come nearest to a text."""
    found = process.extract(fold(text), list(names), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH,
                            limit=limit)  # fmt: skip
    return tuple(str(name) for name, _, _ in found)
