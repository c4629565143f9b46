"""Who of an archive is somebody already known: by the name, or by the office held on the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.archives.identity import Remark, Somebody
from bot.archives.likeness import BARE_YEARS, ROYAL, Likeness, Spelling, likeness
from bot.archives.naming import Entry
from bot.domain.actors import Actor, Occupancy
from bot.domain.edtf import span
from bot.domain.events import Event
from bot.domain.titles import title_words
from bot.domain.words import words

_ALWAYS = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True)
class Known:
    """A person on record, with the offices held."""

    actor: Actor
    held: tuple[Occupancy, ...] = ()

    def spellings(self) -> Iterable[Spelling]:
        """Yield each of the names, with the years that are known of."""
        first, last = self.years or _ALWAYS
        for name in (self.actor.name, *self.actor.aliases):
            if words(name):
                yield Spelling(name, first, last)

    @property
    def years(self) -> tuple[int, int] | None:
        """The ordinals of the first and last day in any office; none if there is none."""
        days = [day for one in self.held for day in _days(one)]
        return (min(days), max(days)) if days else None


def _days(one: Occupancy) -> Iterable[int]:
    for text in (one.start, one.end, *one.attested):
        if text:
            yield span(text).first.toordinal()
    if one.end is None and not one.attested:
        yield date.max.toordinal()


@dataclass(slots=True)
class World:
    """What is on record of the states of an archive, before it is read."""

    people: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    """By the code of the country."""
    posts: Mapping[str, Sequence[Actor]] = field(default_factory=dict)
    """The offices, by the code of the country."""
    states: Mapping[str, Actor] = field(default_factory=dict)
    """The states of today, by code."""
    taken: Mapping[str, Entry] = field(default_factory=dict)
    """The ids of all actors: a new one has another."""
    before: Mapping[str, Event] = field(default_factory=dict)
    """What the archive said when it was read last, by the id of the event."""

    def of(self, codes: Iterable[str]) -> Iterable[Known]:
        """Yield the persons of some countries."""
        for code in codes:
            yield from self.people.get(code, ())


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who somebody is, if that is sure; and what an editor may want to check."""

    known: Known | None = None
    merged: Remark | None = None
    doubtful: tuple[Remark, ...] = ()


def recognise(somebody: Somebody, candidates: Iterable[Known], posts: Mapping[str, Actor]) -> (
    Recognised
):  # fmt: skip
    """Find a person of an archive among those on record; `posts` are all offices by id.

    Nobody is chosen where two fit, or where only a name is alike.
    """
    judged = [(one, *_judge(somebody, one, posts)) for one in candidates]
    same = [(one, why) for one, how, why in judged if how is Likeness.SAME]
    mention = somebody.first
    if len(same) == 1:
        known, why = same[0]
        said = f"{mention.name!r} is {known.actor.id}, who is known already: {why}"
        plain = {words(one.said) for one in known.spellings()}
        merged = None if words(mention.name) in plain else Remark(mention.row, said)
        return Recognised(known, merged)
    unsure = same or [(one, why) for one, how, why in judged if how is Likeness.PERHAPS]
    remarks = (
        Remark(mention.row, f"{mention.name!r} may be {one.actor.id} ({one.actor.name}), who is "
                            f"known already: {why}; kept apart")
        for one, why in unsure
    )  # fmt: skip
    return Recognised(doubtful=tuple(remarks))


def _judge(somebody: Somebody, known: Known, posts: Mapping[str, Actor]) -> tuple[Likeness, str]:
    best, why = Likeness.NO, ""
    first = min(one.day for one in somebody.mentions)
    last = max(one.day for one in somebody.mentions)
    royal = any(set(one.titles[:1]) & ROYAL for one in somebody.mentions)
    for name in somebody.spellings:
        for theirs in known.spellings():
            ours = Spelling(name, first, last, royal)
            other = Spelling(theirs.said, theirs.first, theirs.last, royal)
            how, because = _by_name(ours, other, dated=known.years is not None)
            if how > best:
                best, why = how, because
    if best is not Likeness.SAME and _in_office(somebody, known, posts):
        return Likeness.SAME, "of that surname, and in that office on that day"
    return best, why


def _by_name(ours: Spelling, theirs: Spelling, *, dated: bool) -> tuple[Likeness, str]:
    """Judge by names: without known years, or by one word, a likeness is not enough to be sure."""
    how, why = likeness(ours, theirs)
    if how is not Likeness.SAME:
        return how, why
    if ours.bare and not ours.royal:
        return Likeness.PERHAPS, why
    exact = sorted(ours.words) == sorted(theirs.words)
    near = dated and ours.years_to(theirs) <= BARE_YEARS
    return (how if exact or near else Likeness.PERHAPS), why


def _in_office(somebody: Somebody, known: Known, posts: Mapping[str, Actor]) -> bool:
    """Whether a person on record of the same surname held the very office on one of the days."""
    if not known.held:
        return False
    surnames = {Spelling(one.said, 0, 0).solid[-1] for one in known.spellings()}
    ours = {one: Spelling(one, 0, 0).solid[-1] for one in somebody.spellings}
    if surnames.isdisjoint(ours.values()):
        return False
    for one in somebody.mentions:
        if ours[one.name] not in surnames:
            continue
        titles = [title_words(title) for title in one.titles]
        day = date.fromordinal(one.day)
        for held in known.held:
            post = posts.get(held.post)
            if post and held.covers(day) and any(
                title <= title_words(post.name) for title in titles
            ):  # fmt: skip
                return True
    return False
