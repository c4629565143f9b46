"""Who is who in an archive: the rows that name one person, brought together, and why.

A merge that is not sure is not made: the two stay apart, and the report names them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.archives.likeness import (
    REIGN_YEARS,
    ROYAL,
    SAME_YEARS,
    Likeness,
    Spelling,
    likeness,
)
from bot.domain.words import words

LONG_GAP_YEARS = 12
"""A bare surname that comes again after so long is somebody else's until an editor says not."""

_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Mention:
    """One row's word for one person."""

    row: int
    """Where it is: an index of the rows."""
    name: str
    family: str
    """Of which state, under whatever name it then went: persons are told apart within it."""
    day: int
    """The ordinal of the first day of the row."""
    titles: tuple[str, ...] = ()
    key: str | None = None
    """By what the source itself tells the person from others."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about who is who that somebody may want to check; `row` is where it shows."""

    row: int
    said: str


@dataclass(slots=True)
class Somebody:
    """One person, as all the rows name them."""

    mentions: list[Mention]
    families: frozenset[str] = frozenset()

    @property
    def spellings(self) -> list[str]:
        """Every way in which the name is written, the best first: more words, more often."""
        often = Counter(one.name for one in self.mentions)
        return sorted(often, key=lambda one: (len(words(one)) < _FULL, -often[one], -len(one), one))

    @property
    def first(self) -> Mention:
        """The earliest row."""
        return min(self.mentions, key=lambda one: (one.day, one.row))


_FULL = 2


@dataclass(slots=True)
class WhoIsWho:
    """All persons of an archive, which merges were made, and which were not."""

    people: list[Somebody] = field(default_factory=list)
    merged: list[Remark] = field(default_factory=list)
    doubtful: list[Remark] = field(default_factory=list)


Decided = Mapping[str, Sequence[frozenset[tuple[str, ...]]]]
"""Of each state, which names (as their words) an editor says are one person's."""


def who_is_who(mentions: Iterable[Mention], decided: Decided = MappingProxyType({})) -> WhoIsWho:
    """Bring together the mentions of each person."""
    found = WhoIsWho()
    by_family: dict[str, list[Mention]] = defaultdict(list)
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        (by_family[one.family] if one.key is None else by_key[one.key]).append(one)
    for several in by_key.values():
        found.people.append(Somebody(several, frozenset({several[0].family})))
    for family, several in by_family.items():
        _within_family(found, family, several, decided.get(family, ()))
    return found


@dataclass(slots=True)
class _Heap:
    """Mentions of one spelling, or of several that were found to be one."""

    spelling: Spelling
    mentions: list[Mention]
    joined: list[Spelling] = field(default_factory=list)


def _within_family(
    found: WhoIsWho,
    family: str,
    mentions: Sequence[Mention],
    decided: Sequence[frozenset[tuple[str, ...]]],
) -> None:
    """Join spellings to persons: the full names first, each shorter one to the one that it fits."""
    heaps: list[_Heap] = []
    waiting = sorted(_spellings(mentions), key=lambda one: (-len(one.spelling.solid), -len(
        one.mentions), one.spelling.first, one.spelling.said))  # fmt: skip
    for one in waiting:
        known = next((heap for heap in heaps if _decided(heap, one.spelling, decided)), None)
        if known is not None:
            _merge(found, known, one, "the mapping says so")
            continue
        judged = [(heap, *_best(heap, one.spelling)) for heap in heaps]
        same = [(heap, why) for heap, how, why in judged if how is Likeness.SAME]
        perhaps = [(heap, why) for heap, how, why in judged if how is Likeness.PERHAPS]
        if len(same) > 1:
            same = _nearest(same, one.spelling)
        if len(same) == 1:
            heap, why = same[0]
            _merge(found, heap, one, why)
            continue
        for heap, why in same or perhaps:
            row = one.mentions[0].row
            said = f"{one.spelling.said!r} and {heap.spelling.said!r} ({family}) are kept apart: "
            found.doubtful.append(Remark(row, said + (f"several fit, {why}" if same else why)))
        heaps.append(one)
    found.people += [Somebody(heap.mentions, frozenset({family})) for heap in heaps]


def _decided(
    heap: _Heap, spelling: Spelling, decided: Sequence[frozenset[tuple[str, ...]]]
) -> bool:
    said = words(spelling.said)
    names = {words(one.said) for one in (heap.spelling, *heap.joined)}
    return any(said in several and not several.isdisjoint(names) for several in decided)


def _best(heap: _Heap, spelling: Spelling) -> tuple[Likeness, str]:
    return max((likeness(one, spelling) for one in (heap.spelling, *heap.joined)),
               key=lambda one: one[0])  # fmt: skip


def _nearest(same: list[tuple[_Heap, str]], spelling: Spelling) -> list[tuple[_Heap, str]]:
    """Of several whom a name fits, take the one who alone is there in those very years."""
    there = [one for one in same if one[0].spelling.years_to(spelling) == 0]
    return there if len(there) == 1 else same


def _merge(found: WhoIsWho, heap: _Heap, one: _Heap, why: str) -> None:
    heap.mentions += one.mentions
    heap.joined.append(one.spelling)
    heap.spelling = Spelling(
        heap.spelling.said,
        min(heap.spelling.first, one.spelling.first),
        max(heap.spelling.last, one.spelling.last),
        heap.spelling.royal,
    )
    said = f"{one.spelling.said!r} is {heap.spelling.said!r}: {why}"
    found.merged.append(Remark(one.mentions[0].row, said))


def _spellings(mentions: Sequence[Mention]) -> list[_Heap]:
    """Put what is written the same together; a bare surname only while it does not pause long."""
    by_words: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for one in mentions:
        by_words[words(one.name)].append(one)
    heaps = []
    for several in by_words.values():
        several.sort(key=lambda one: (one.day, one.row))
        stretch = [several[0]]
        for one in several[1:]:
            if (one.day - stretch[-1].day) / _DAYS > _longest_gap(one):
                heaps.append(_heap(stretch))
                stretch = []
            stretch.append(one)
        heaps.append(_heap(stretch))
    return heaps


def _longest_gap(one: Mention) -> float:
    if not Spelling(one.name, one.day, one.day).bare:
        return SAME_YEARS
    return REIGN_YEARS if _is_royal([one]) else LONG_GAP_YEARS


def _heap(mentions: list[Mention]) -> _Heap:
    said = Counter(one.name for one in mentions).most_common(1)[0][0]
    royal = _is_royal(mentions)
    return _Heap(Spelling(said, mentions[0].day, mentions[-1].day, royal), mentions)


def _is_royal(mentions: Iterable[Mention]) -> bool:
    """Whether all the titles are of those who are called by their first name."""
    titles = {title for one in mentions for title in one.titles[:1]}
    return bool(titles) and titles <= ROYAL
