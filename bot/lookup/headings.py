"""The words by which an event can be found: title, kind, year, country, and who takes part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.countries import country_code, country_name
from bot.lookup.likeness import Fit, word_fit, words
from bot.store.events import Heading

_FILLERS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"))


def meaningful(query: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a query without "the", "in" and the like, unless it has no others."""
    return tuple(word for word in query if word not in _FILLERS) or tuple(query)


@dataclass(frozen=True, slots=True)
class Index:
    """Every word by which an event can be found, with the events that it finds."""

    events_by_word: dict[str, set[str]]
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
        for known, events in self.events_by_word.items():
            how = word_fit(word, (known,))
            if how:
                best |= {one: max(how, best.get(one, Fit.NONE)) for one in events}
        code = country_code(word)
        if code is not None:
            best |= dict.fromkeys(self.events_by_country.get(code, ()), Fit.WORDS)
        return best


def index(
    headings: Iterable[Heading],
    participations: Iterable[tuple[str, str]],
    names: Iterable[tuple[str, str]],
) -> Index:
    """Make the index; `names` are (name, actor) pairs, `participations` (event, actor) pairs."""
    by_word: dict[str, set[str]] = defaultdict(set)
    by_country: dict[str, set[str]] = defaultdict(set)
    for heading in headings:
        for word in _words(heading):
            by_word[word].add(heading.id)
        if heading.country:
            by_country[heading.country].add(heading.id)
    known = {one for events in by_word.values() for one in events}
    events_of: dict[str, set[str]] = defaultdict(set)
    for event, actor in participations:
        if event in known:
            events_of[actor].add(event)
    for name, actor in names:
        if actor in events_of:
            for word in words(name):
                by_word[word] |= events_of[actor]
    return Index(by_word, by_country)


def _words(heading: Heading) -> set[str]:
    found = {*words(heading.folded_title), *words(heading.kind), *words(heading.id)}
    if heading.country:
        found |= set(words(country_name(heading.country)))
    if heading.first_day:
        found.add(str(heading.first_day.year))
    return found
