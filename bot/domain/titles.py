"""The titles of offices as people say them: a French premier is a prime minister.

What is said and what an office is called are compared as sets of words, without the country.
"""

from collections.abc import Sequence

from bot.domain.words import words

_SPELLINGS = {
    "defense": "defence", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "counsellor": "adviser", "advisor": "adviser", "pm": "prime minister", "fm": "foreign minister",
    "premier": "prime minister", "chancellor": "prime minister", "affairs": "",
    "external": "foreign",
    "veep": "vice president", "potus": "president", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}  # fmt: skip
_SILENT = frozenset(("of", "the", "for", "and", "to", "a", "s"))
_SAME = (
    ("secretary state", "foreign minister"),
    ("foreign secretary", "foreign minister"),
    ("defence secretary", "defence minister"),
    ("secretary defence", "defence minister"),
    ("home secretary", "interior minister"),
    ("interior secretary", "interior minister"),
)
"""Titles that another country has for the same office."""

RANKS = frozenset(
    ("president", "minister", "secretary", "ambassador", "chair", "chief", "commander", "king",
     "queen", "adviser", "envoy", "spokesperson", "speaker", "leader", "head")
)  # fmt: skip
"""Words by which an office is known as one."""

HEAD = frozenset(("head", "leader", "ruler", "boss"))
"""Words for whoever holds the foremost office."""


def title_words(said: str | Sequence[str]) -> frozenset[str]:
    """Return the words of a title in the form in which titles are compared."""
    plain = words(said) if isinstance(said, str) else said
    spelt = " ".join(_SPELLINGS.get(word, word) for word in plain if word not in _SILENT)
    found = frozenset(spelt.split())
    for theirs, ours in _SAME:
        if frozenset(theirs.split()) == found:
            return frozenset(ours.split())
    return found
