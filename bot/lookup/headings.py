"""The words by which an event can be found: title, kind, year, country, and who takes part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.countries import country_code, country_name
from bot.domain.events import Role
from bot.lookup.likeness import Fit, word_fit, words
from bot.store.events import Heading

_FILLERS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"))
_ABSENT = Fit.BEGINNINGS


def meaningful(query: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a query without "the", "in" and the like, unless it has no others."""
    return tuple(word for word in query if word not in _FILLERS) or tuple(query)


@dataclass(frozen=True, slots=True)
class Index:
    """Every word by which an event can be found, with the events that it finds."""

    events_by_word: dict[str, set[str]]
    events_by_absentee: dict[str, set[str]]
    """The same for the names of those who stayed away: it finds them, but less well."""
    events_by_country: dict[str, set[str]]

    def fits(self, query: Sequence[str]) -> Iterator[tuple[str, Fit]]:
        """Yield the events in which every word of a query is found, with the worst fit."""
        found = [self._word(word) for word in query]
        if not found:
            return
        for event in set.intersection(*(set(one) for one in found)):
            yield event, min(one[event] for one in found)

    def _word(self, word: str) -> dict[str, Fit]:
        best: dict[str, Fit] = {}
        for by_word, most in ((self.events_by_word, Fit.WORDS), (self.events_by_absentee, _ABSENT)):
            for known, events in by_word.items():
                how = min(most, word_fit(word, (known,)))
                if how:
                    best |= {one: max(how, best.get(one, Fit.NONE)) for one in events}
        code = country_code(word)
        if code is not None:
            best |= dict.fromkeys(self.events_by_country.get(code, ()), Fit.WORDS)
        return best


def index(
    headings: Iterable[Heading],
    participations: Iterable[tuple[str, str, Role]],
    names: Iterable[tuple[str, str]],
) -> Index:
    """Make the index; `names` are pairs of a name and an actor."""
    made = Index(defaultdict(set), defaultdict(set), defaultdict(set))
    known = set()
    for heading in headings:
        known.add(heading.id)
        for word in _words(heading):
            made.events_by_word[word].add(heading.id)
        if heading.country:
            made.events_by_country[heading.country].add(heading.id)
    words_of: dict[str, set[str]] = defaultdict(set)
    for name, actor in names:
        words_of[actor].update(words(name))
    for event, actor, role in participations:
        absent = role is Role.ABSENTEE
        by_word = made.events_by_absentee if absent else made.events_by_word
        for word in words_of[actor] if event in known else ():
            by_word[word].add(event)
    return made


def _words(heading: Heading) -> set[str]:
    found = {*words(heading.folded_title), *words(heading.kind), *words(heading.id)}
    if heading.city:
        found |= set(words(heading.city))
    if heading.country:
        found |= set(words(country_name(heading.country)))
    if heading.first_day:
        found.add(str(heading.first_day.year))
    return found
