"""Ids and words for what an archive brings: stable, so that a second reading finds them again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.actors import ActorKind
from bot.domain.words import words

ID_LENGTH = 100
_PLURAL = re.compile(r"(?:Islands|States|Kingdom|Union|Republic|Emirates|Territories|Antilles)\b")
_THE = frozenset(("Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros",
                  "Seychelles"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What has an id: of which kind it is, and its name."""

    kind: ActorKind
    name: str


class Ids:
    """Ids for new actors that nobody else has."""

    def __init__(self, taken: Mapping[str, Entry]) -> None:
        """Begin with those that are taken by what is on record."""
        self._taken = dict(taken)

    def of(self, kind: ActorKind, name: str, *more: str) -> str:
        """Return the id of an office or a state: the one on record if it has this very name."""
        entry = Entry(kind, name)
        plain = slug(name)
        found = plain if self._taken.get(plain) == entry else self._free(plain, more)
        self._taken[found] = entry
        return found

    def of_person(self, name: str, *more: str) -> str:
        """Return an id for a person whom nobody has yet.

        Where it is another's, the words of `more` are added one by one, then a number.
        """
        found = self._free(slug(name), more)
        self._taken[found] = Entry(ActorKind.PERSON, name)
        return found

    def _free(self, said: str, more: tuple[str, ...]) -> str:
        for word in more:
            if said not in self._taken:
                return said
            said = slug(f"{said} {word}")
        number, found = 1, said
        while found in self._taken:
            number += 1
            found = f"{said}-{number}"
        return found


def slug(text: str) -> str:
    """Return text as an id."""
    return "-".join(words(text))[: ID_LENGTH - 10].strip("-") or "x"


def article(name: str) -> str:
    """Return "the " where English puts it before the name of a state."""
    return "the " if name in _THE or _PLURAL.search(name) else ""


def listed(names: list[str], most: int = 3) -> str:
    """Return names as a list in words: "A, B and C", "A, B, C and 4 more"."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
