"""The words of a name as they are compared, and what is left of a word that is misspelt.

Two words of at most so many edits between them have a form in common that is got from either by
leaving out no more than so many letters. So who keeps these forms of every known word finds a
misspelt one by looking up its own forms, however many words there are (the idea of SymSpell).
"""

import re
from functools import lru_cache
from itertools import combinations

from bot.domain.countries import fold

FORM_LENGTH = 7
"""Letters of a word from which forms are made; what follows them is compared afterwards."""

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SILENT = str.maketrans("", "", ".'`\"")
_EDITS_BY_LENGTH = ((3, 0), (5, 1))
_MOST_EDITS = 2
_FILLERS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"))


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which names are compared.

    Any script becomes Latin; a hyphen parts words, a full stop or an apostrophe does not.
    """
    return tuple(_NO_LETTER.sub(" ", fold(text).translate(_SILENT)).split())


def meaningful(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without "the", "in" and the like, unless there are no others."""
    return tuple(word for word in said if word not in _FILLERS) or said


def edits_allowed(word: str) -> int:
    """Return how many letters of a word may be wrong: the shorter it is, the fewer."""
    if not word.isalpha():
        return 0  # no digit of a year is a slip
    by_length = (edits for length, edits in _EDITS_BY_LENGTH if len(word) <= length)
    return next(by_length, _MOST_EDITS)


def forms(word: str) -> frozenset[str]:
    """Return what is left of a word when letters are left out, as many as may be wrong."""
    if not word.isalpha():
        return frozenset()
    start = word[:FORM_LENGTH]
    return frozenset(
        "".join(kept)
        for left_out in range(edits_allowed(word) + 1)
        for kept in combinations(start, len(start) - left_out)
    )
