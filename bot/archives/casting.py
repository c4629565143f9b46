"""Who the persons of an archive are: as the last time, somebody on record, or somebody new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.archives.entries import event_id
from bot.archives.identity import Mention, Remark, Somebody, who_is_who
from bot.archives.likeness import ROYAL, SAME_YEARS, Spelling
from bot.archives.mapping import Mapping as Reading
from bot.archives.naming import Ids
from bot.archives.people import Visitor
from bot.archives.states import StateThen
from bot.archives.table import Row
from bot.archives.world import Known, World, recognise
from bot.domain.actors import Actor, ActorKind
from bot.domain.words import words


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with the states and persons that are in it, before it is known who they are."""

    row: Row
    state: StateThen
    """Of the persons."""
    place: StateThen
    visitors: tuple[Visitor, ...]
    family: str


@dataclass(slots=True)
class Casting:
    """The persons of an archive, found out from its rows and from what is on record."""

    mapping: Reading
    world: World
    ids: Ids
    known: Mapping[str, Known]
    """Those on record, by id."""
    all_posts: Mapping[str, Actor]
    new: dict[str, Actor] = field(default_factory=dict)
    """Those whom the archive brings."""
    merged: list[Remark] = field(default_factory=list)
    doubtful: list[Remark] = field(default_factory=list)

    def actors(self, entries: Sequence[Entry]) -> list[list[Actor]]:
        """Find out who is who, and return for each entry who is in it, in its order."""
        mentions = [
            Mention(
                number, one.name, entry.family, entry.row.first.toordinal(), one.titles,
                entry.row.cells[self.mapping.people.key] if self.mapping.people.key else None,
            )
            for number, entry in enumerate(entries)
            for one in entry.visitors
        ]  # fmt: skip
        found = who_is_who(mentions, self._decided())
        lines = [entry.row.line for entry in entries]
        self.merged += [Remark(lines[one.row], one.said) for one in found.merged]
        self.doubtful += [Remark(lines[one.row], one.said) for one in found.doubtful]
        by_mention: dict[int, Actor] = {}
        people = self._across_states(found.people, entries)
        for somebody in sorted(people, key=lambda one: (one.first.row, one.first.name)):
            actor = self._actor(somebody, entries)
            by_mention |= {id(one): actor for one in somebody.mentions}
        each = iter(mentions)
        return [[by_mention[id(next(each))] for _ in entry.visitors] for entry in entries]

    def _across_states(
        self, people: Sequence[Somebody], entries: Sequence[Entry]
    ) -> list[Somebody]:
        """Join who is in the list under a state and under one that came after it: Havel is one."""
        kept: list[Somebody] = []
        by_name: dict[tuple[str, ...], list[Somebody]] = defaultdict(list)
        for one in sorted(people, key=lambda each: (each.first.day, each.first.row)):
            name = words(one.spellings[0])
            others = [each for each in by_name[name] if each.families.isdisjoint(one.families)]
            same = [each for each in others if _linked(each, one, entries)]
            if len(name) < _SHORT or not others:
                by_name[name].append(one)
                kept.append(one)
                continue
            place = entries[one.first.row]
            was = entries[(same or others)[0].first.row]
            said = f"{one.spellings[0]!r} of {place.family} and of {was.family}"
            if same:
                same[0].mentions += one.mentions
                same[0].families |= one.families
                self.merged.append(Remark(place.row.line, f"{said} is one person"))
            else:
                self.doubtful.append(Remark(place.row.line, f"{said} are kept apart"))
                by_name[name].append(one)
                kept.append(one)
        return kept

    def _decided(self) -> dict[str, list[frozenset[tuple[str, ...]]]]:
        found: dict[str, list[frozenset[tuple[str, ...]]]] = defaultdict(list)
        for one in self.mapping.people.same:
            found[one.state].append(frozenset(map(words, one.names)))
        return found

    def _actor(self, somebody: Somebody, entries: Sequence[Entry]) -> Actor:
        """Return who somebody is: as the last time, somebody on record, or somebody new."""
        before = self._as_before(somebody, entries)
        if before is not None and before in self.known:
            return self._renewed(self.known[before].actor, somebody)
        states = [entries[one.row].state for one in somebody.mentions]
        codes = dict.fromkeys(one.country for one in states if one.country)
        former = [one.former for one in states if one.former]
        heirs = dict.fromkeys(code for one in former for code in one.successors)
        seen = recognise(somebody, self.world.of(codes | heirs), self.all_posts)
        if seen.merged:
            self.merged.append(Remark(entries[seen.merged.row].row.line, seen.merged.said))
        self.doubtful += [Remark(entries[one.row].row.line, one.said) for one in seen.doubtful]
        if seen.known is not None:
            return seen.known.actor
        name = _name(somebody)
        actor = Actor(
            id=self.ids.of_person(name, states[0].name),
            kind=ActorKind.PERSON,
            name=name,
            aliases=_aliases(somebody, name),
            country=next(iter(codes), None),
            sources=(self.mapping.source.id,),
        )
        self.new[actor.id] = actor
        return actor

    def _renewed(self, actor: Actor, somebody: Somebody) -> Actor:
        """Give somebody whom this archive brought the spellings that it has now."""
        if actor.sources == (self.mapping.source.id,):
            name = _name(somebody)
            actor = actor.model_copy(update={"name": name, "aliases": _aliases(somebody, name)})
            self.new[actor.id] = actor
        return actor

    def _as_before(self, somebody: Somebody, entries: Sequence[Entry]) -> str | None:
        """Return who it was the last time, by most of the rows that were there already."""
        votes: Counter[str] = Counter()
        for one in somebody.mentions:
            entry = entries[one.row]
            event = self.world.before.get(event_id(self.mapping, entry.row.id))
            cast = event.having(self.mapping.people.role) if event else ()
            names = [each.name for each in entry.visitors]
            if len(cast) == len(names):
                votes[cast[names.index(one.name)].actor] += 1
        return votes.most_common(1)[0][0] if votes else None


def _name(somebody: Somebody) -> str:
    """Return the name to print: of a king, or where there is no more than a surname, with title."""
    best = somebody.spellings[0]
    first = somebody.first
    titles = first.titles[:1] if len(Spelling(best, 0, 0).solid) == 1 or (
        set(first.titles[:1]) & ROYAL and len(words(best)) <= _SHORT) else ()  # fmt: skip
    return " ".join((*titles, best))


_SHORT = 2


def _aliases(somebody: Somebody, name: str) -> tuple[str, ...]:
    found: Iterable[str] = somebody.spellings
    return tuple(one for one in found if words(one) != words(name))


def _linked(before: Somebody, after: Somebody, entries: Sequence[Entry]) -> bool:
    """Whether two are near in time, and of one state or of states of which one came after."""
    sides = []
    for somebody in (before, after):
        states = [entries[each.row].state for each in somebody.mentions]
        heirs = {code for each in states if each.former for code in each.former.successors}
        sides.append(heirs | {each.country for each in states if each.country})
    days = after.first.day - max(each.day for each in before.mentions)
    return days <= SAME_YEARS * 365 and not sides[0].isdisjoint(sides[1])
