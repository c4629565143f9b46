"""Who stands in the cell of an archive: "President A and Prime Minister B" are two, each in office.

A cell says more than a name: an office, that somebody only acts in it or is elected to it, a
general's rank, a spouse. What it does not say, such as when the office began, is not made up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

TITLES = (
    "President of the Council of Ministers", "Chairman of the Council of Ministers",
    "Chairman of the Presidency", "Member of the Presidency", "First Deputy Prime Minister",
    "Deputy Prime Minister", "Federal Chancellor", "Governor General", "General Secretary",
    "Secretary General", "First Secretary", "Prime Minister", "Minister President",
    "Foreign Minister", "Defense Minister", "Vice President", "Vice Premier", "Vice Chancellor",
    "Crown Prince", "Grand Duchess", "Grand Duke", "Chief of State", "Head of State",
    "Head of Government", "Chief Executive", "State Counsellor", "Captain Regent", "Junta Member",
    "President", "Chancellor", "Premier", "Chairman", "Taoiseach", "Emperor", "Empress", "King",
    "Queen", "Sultan", "Shah", "Amir", "Emir", "Pope", "Regent", "Princess", "Prince", "Secretary",
)  # fmt: skip
"""Offices as archives write them, the longer ones first."""

RANKS = ("Brigadier General", "Lieutenant General", "Major General", "General", "Colonel",
         "Captain", "Marshal", "Archbishop", "Dr.")  # fmt: skip
"""Said before a name, and no office of a state."""

_ALSO_NAMES = frozenset(("Amir", "Emir", "Shah", "Sultan", "King", "Regent"))
"""Titles that are no second one: the prime minister Amir Abbas Hoveyda was no emir."""

_ACTING = ("Acting", "Interim", "Provisional", "Transitional")
_SPOUSES = re.compile(r"^(?:Mrs|Mme|Madame|Madam|Lady|First Lady)\b\.?", re.IGNORECASE)
_JOINTS = re.compile(r"\s*(?:;|,|&|\band\b)\s*")
_ELECT = re.compile(r"^-\s*(?:elect|designate)\b\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")
_SPACES = re.compile(r"\s+")
_SLIP_FROM = 8
"""Letters from which on one wrong letter in a title is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody as a cell names them."""

    name: str
    titles: tuple[str, ...] = ()
    acting: bool = False
    elect: bool = False
    """Elected to the office, and not in it yet."""
    rank: str | None = None
    company: str | None = None
    """Who came along without a name of their own: "Mrs. X"."""
    mended: str | None = None
    """The title as it stands in the cell, where that is a slip."""


@dataclass(slots=True)
class _Part:
    """A stretch of a cell, up to the next joint: what stands before the name, and the name."""

    titles: list[str]
    name: str
    acting: bool = False
    elect: bool = False
    rank: str | None = None
    mended: str | None = None


@lru_cache(maxsize=4_096)
def read_visitors(cell: str) -> tuple[Visitor, ...]:
    """Return everybody whom a cell names; nobody if there is no name in it."""
    found: list[Visitor] = []
    waiting: _Part | None = None  # "Premier and Prince X": an office, its name is yet to come
    for text in _stretches(_SPACES.sub(" ", cell).strip()):
        if _SPOUSES.match(text):
            if found:
                found[-1] = _with_company(found[-1], text)
                continue
            text = _SPOUSES.sub("", text).strip()  # noqa: PLW2901 - the name without the title
        part = _read(text)
        if waiting is not None:
            part.titles = [*waiting.titles, *part.titles]
            part.acting |= waiting.acting
        waiting = part if not part.name else None
        if part.name:
            found.append(_visitor(part))
    return tuple(found)


def _with_company(one: Visitor, text: str) -> Visitor:
    return Visitor(one.name, one.titles, one.acting, one.elect, one.rank, text, one.mended)


def _visitor(part: _Part) -> Visitor:
    titles = tuple(dict.fromkeys(part.titles))
    return Visitor(part.name, titles, part.acting, part.elect, part.rank, None, part.mended)


def _stretches(cell: str) -> Iterator[str]:
    """Part a cell at "and", "&" and commas, where what follows begins with a title.

    "Aquino, 3rd" is one name.
    """
    start = 0
    for joint in _JOINTS.finditer(cell):
        if _begins_anew(cell[joint.end() :]) and cell[start : joint.start()].strip():
            yield cell[start : joint.start()].strip()
            start = joint.end()
    if cell[start:].strip():
        yield cell[start:].strip()


def _begins_anew(text: str) -> bool:
    part = _read(text)
    return bool(part.titles or part.rank or part.acting or _SPOUSES.match(text))


def _read(text: str) -> _Part:
    """Take title after title from the beginning; what is left is the name."""
    part = _Part([], "")
    rest = text
    while rest:
        word, _, after = rest.partition(" ")
        if word in _ACTING:
            part.acting, rest = True, after
            continue
        title = _title(rest)
        rank = next((one for one in RANKS if _begins(rest, one)), None)
        if rank is not None and title is None:
            part.rank, rest = rank, rest[len(rank) :].strip()
            continue
        if title is None or (part.titles and title[0] in _ALSO_NAMES):
            break
        known, length = title
        if rest[:length] != known:
            part.mended = rest[:length]
        part.titles.append(known)
        rest = rest[length:]
        elect = _ELECT.match(rest)
        if elect:
            part.elect, rest = True, rest[elect.end() :]
        elif rest.startswith("-"):
            rest = rest[1:]  # "Prime Minister-Prince"
        rest = rest.strip()
    part.name = clean_name(rest)
    return part


def _begins(text: str, words: str) -> bool:
    return text == words or text.startswith((words + " ", words + "-"))


def _title(text: str) -> tuple[str, int] | None:
    """Return the title that a text begins with, and how long it is there."""
    for title in TITLES:
        if _begins(text, title):
            return title, len(title)
        after = text[len(title) :]
        if len(title) >= _SLIP_FROM and text.startswith(title) and after[:1].isupper():
            return title, len(title)  # "Prime MinisterHaidar"
    words = text.split(" ")
    for title in TITLES:
        count = title.count(" ") + 1
        said = " ".join(words[:count])
        if len(title) >= _SLIP_FROM and len(words) > count and OSA.distance(said, title) == 1:
            return title, len(said)
    return None


def clean_name(text: str) -> str:
    """Return a name without what is in brackets and without the same word twice over."""
    kept: list[str] = []
    for word in _BRACKETS.sub(" ", text).strip(" ,;.-&").split():
        if not kept or kept[-1] != word:
            kept.append(word)
    return " ".join(kept)
