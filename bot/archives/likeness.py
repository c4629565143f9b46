"""Whether two spellings name one person: the same words, one name shorter, or one misspelt.

Sure enough to join them, or only enough to tell an editor. Where names do not decide, the years
do: of two people called Ospina, twenty years apart, nobody knows from the list that they are one.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.domain.words import words

BARE_YEARS = 6
"""A bare surname means the one of that name who is in the list within so many years."""
FULL_YEARS = 15
"""Between two rows with a full name, the one shorter or spelt otherwise."""
SAME_YEARS = 30
"""Between two rows with the same full name."""
REIGN_YEARS = 20
"""Between two rows with the same king: a grandson may have his name."""
LEADING_YEARS = 5
"""Where the first of the names is missing: fathers and sons differ in no more."""
FAR_YEARS = 30
"""So far apart, only the very same full name is worth a remark."""

ROYAL = frozenset(("King", "Queen", "Emperor", "Empress", "Sultan", "Shah", "Amir", "Emir", "Pope",
                   "Regent", "Prince", "Princess", "Crown Prince", "Grand Duke",
                   "Grand Duchess"))  # fmt: skip
"""Titles of those who are called by their first name."""

_NUMERAL = re.compile(r"^(?:[ivx]+|[1-9](?:st|nd|rd|th))$")
_FATHERS = frozenset(("bin", "ibn", "al"))
"""With one of these in a name, what follows the first is of fathers and houses."""
_SILENT = _FATHERS | frozenset(
    ("ben", "el", "de", "da", "do", "dos", "del", "la", "von", "van", "der", "jr", "sr", "sheikh",
     "shaikh", "sheik", "haji", "hadj", "sayyid", "lord", "sir")
)  # fmt: skip
_LONG_ENOUGH = 4
_BARE_SLIP_FROM = 6
_TWO_SLIPS_FROM = 7
_SHARED_FROM = 5
_ALIKE = 75


class Likeness(IntEnum):
    """Whether two spellings name one person; more is surer."""

    NO = 0
    PERHAPS = 1
    SAME = 2


Judged = tuple[Likeness, str]
"""How sure it is, and by what that is seen."""

NOT_ALIKE: Judged = (Likeness.NO, "")


@dataclass(frozen=True)
class Spelling:
    """A name as it is written, and the days (as ordinals) between which it is."""

    said: str
    first: int
    last: int
    royal: bool = False
    """Whether it is of somebody who is called by the first name."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the name, without a king's number."""
        found = words(self.said)
        return tuple(one for one in found if not _is_number(one, found)) or found

    @cached_property
    def number(self) -> str | None:
        """The number of a king, a pope or a son of the same name."""
        found = words(self.said)
        return next((one for one in found if _is_number(one, found)), None)

    @cached_property
    def solid(self) -> tuple[str, ...]:
        """The words that tell: without "bin", "de" and the like."""
        return tuple(one for one in self.words if one not in _SILENT) or self.words

    @property
    def bare(self) -> bool:
        """Whether it is one word only."""
        return len(self.solid) == 1

    def years_to(self, other: "Spelling") -> float:
        """Return how many years lie between the two; none where they overlap."""
        return max(self.first - other.last, other.first - self.last, 0) / 365.25


def _is_number(word: str, name: tuple[str, ...]) -> bool:
    return word != name[0] and _NUMERAL.match(word) is not None


def likeness(one: Spelling, other: Spelling) -> Judged:
    """Say whether two spellings from one state name one person, and by what that is seen."""
    if len({one.number, other.number} - {None}) > 1:
        return NOT_ALIKE
    a, b = sorted((one, other), key=lambda each: (len(each.solid), each.said))
    apart = a.years_to(b)
    if _same_words(a, b):
        years = _bare_years(a, b) if a.bare else SAME_YEARS
        return _within(apart, years, "the same words")
    if a.bare:
        return _bare(a, b, apart)
    if _of_fathers(a, b) and not _alike(a.solid[0], b.solid[0]):
        return NOT_ALIKE
    return _full(a, b, apart)


def _bare_years(a: Spelling, b: Spelling) -> int:
    return REIGN_YEARS if a.royal and b.royal else BARE_YEARS


def _same_words(a: Spelling, b: Spelling) -> bool:
    return sorted(a.words) == sorted(b.words) or "".join(a.words) == "".join(b.words)


def _bare(a: Spelling, b: Spelling, apart: float) -> Judged:
    """Judge a single word: a king's is a first name, anybody else's a surname."""
    if a.royal != b.royal:
        return NOT_ALIKE
    years = _bare_years(a, b)
    candidates = b.solid[:1] if a.royal or _of_fathers(a, b) else b.solid
    if a.solid[0] in candidates:
        return _within(apart, years, "a shorter form of the name")
    long = min(len(a.solid[0]), len(b.solid[0])) >= _BARE_SLIP_FROM
    if b.bare and long and _slip(a.solid[0], b.solid[0]):
        return _within(apart, years, "another spelling")
    return NOT_ALIKE


def _full(a: Spelling, b: Spelling, apart: float) -> Judged:
    years = FULL_YEARS if _alike(a.solid[0], b.solid[0]) else LEADING_YEARS
    if _contains(b.solid, a.solid, slips=False):
        return _within(apart, years, "a shorter form of the name")
    if not _share_a_name(a, b):
        return NOT_ALIKE
    if _contains(b.solid, a.solid, slips=True):
        return _within(apart, years, "another spelling")
    if fuzz.token_sort_ratio(a.said, b.said) >= _ALIKE and apart <= FULL_YEARS:
        return Likeness.PERHAPS, "a name in common"
    return NOT_ALIKE


def _within(apart: float, years: int, why: str) -> Judged:
    if apart <= years:
        return Likeness.SAME, why
    if apart > max(2 * years, FAR_YEARS):
        return NOT_ALIKE
    return Likeness.PERHAPS, f"{why}, but {apart:.0f} years apart"


def _of_fathers(a: Spelling, b: Spelling) -> bool:
    return not _FATHERS.isdisjoint((*a.words, *b.words))


def _alike(one: str, other: str) -> bool:
    return one == other or _initial(one, other) or _slip(one, other)


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...], *, slips: bool) -> bool:
    """Whether every word of the shorter name stands in the longer, an initial for its name."""
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        found = next((one for one in left if one == word), None)
        if found is None and word != shorter[-1]:  # no initial stands for a surname
            found = next((one for one in left if _initial(one, word)), None)
        if found is None and slips:
            found = next((one for one in left if _slip(one, word)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _slip(one: str, other: str) -> bool:
    """Whether one word is another spelling of the other: Dimitry, Dmitriy, Dmitri."""
    shorter = min(len(one), len(other))
    if shorter < _LONG_ENOUGH or one[0] != other[0]:
        return False
    edits = OSA.distance(_sound(one), _sound(other))
    return edits <= (2 if shorter >= _TWO_SLIPS_FROM else 1)


def _sound(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word.replace("y", "i"))


def _share_a_name(a: Spelling, b: Spelling) -> bool:
    return any(len(word) >= _SHARED_FROM for word in set(a.solid) & set(b.solid))
