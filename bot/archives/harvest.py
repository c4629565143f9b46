"""An archive as facts: from rows to actors, offices attested on a day, visits and journeys.

Pure: what is on record comes in as a `World`, what is to be kept goes out as a `Harvest`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.archives.casting import Casting, Entry
from bot.archives.entries import Cast, Entrant, row_event
from bot.archives.identity import Remark
from bot.archives.mapping import FormerState, NameStyle
from bot.archives.mapping import Mapping as Reading
from bot.archives.naming import Ids
from bot.archives.people import Visitor, clean_name, read_visitors
from bot.archives.posts import Posts
from bot.archives.states import States, StateThen
from bot.archives.table import Refusal, Row, Table
from bot.archives.trips import join_legs
from bot.archives.world import World
from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.countries import country_name
from bot.domain.edtf import span
from bot.domain.events import Event
from bot.domain.sources import SourceReport
from bot.domain.words import words


class Origin(Protocol):
    """Where an event comes from: a row of a table, an entry of a calendar."""

    @property
    def line(self) -> int:
        """The line of the file; 0 where that says nothing."""
        ...

    @property
    def id(self) -> str:
        """The source's own name for it."""
        ...


Harvested = tuple[Origin, Event]


@dataclass(slots=True)
class Harvest:
    """What an archive comes to."""

    source: SourceReport
    events: list[Harvested] = field(default_factory=list)
    """Each with the row that it comes from; a journey with that of its first leg, before it."""
    actors: dict[str, Actor] = field(default_factory=dict)
    """Those who are new, by id."""
    occupancies: dict[tuple[str, str], Occupancy] = field(default_factory=dict)
    """By holder and post."""
    merged: list[Remark] = field(default_factory=list)
    doubtful: list[Remark] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class _Attested:
    """The days on which an archive names somebody by an office, with those known before."""

    def __init__(self, before: Occupancy | None) -> None:
        self.days = set(before.attested) if before else set()
        self.acting = before.acting if before else True
        self.sources = before.sources if before else ()

    def add(self, day: str, *, acting: bool) -> None:
        self.days.add(day)
        self.acting = self.acting and acting

    def occupancy(self, holder: str, post: str, source: str) -> Occupancy:
        return Occupancy(
            holder=holder,
            post=post,
            acting=self.acting,
            attested=tuple(sorted(self.days)),
            sources=tuple(dict.fromkeys((*self.sources, source))),
        )


def harvest(
    table: Table, mapping: Reading, former: Sequence[FormerState], world: World, today: date
) -> Harvest:
    """Turn the rows of a table into facts."""
    return _Harvester(mapping, States(former, mapping.states), world, today).run(table)


def countries_in(table: Table, mapping: Reading, former: Sequence[FormerState]) -> set[str]:
    """Return the codes of the countries of which an archive tells: of them the world is asked."""
    states = States(former, mapping.states)
    columns = (mapping.people.state_column, mapping.place.country_column)
    said = {(row.cells[one], row.start) for row in table.rows for one in columns if one}
    found = [states.on(name, span(start).first) for name, start in said if name]
    codes = {state.country for state in found if state}
    codes |= {code for state in found if state and state.former for code in state.former.successors}
    return {one for one in (*codes, mapping.people.state, mapping.place.country) if one}


class _Harvester:
    def __init__(self, mapping: Reading, states: States, world: World, today: date) -> None:
        self.mapping, self.states, self.world, self.today = mapping, states, world, today
        self.ids = Ids(world.taken)
        self.posts = Posts(world.posts, self.ids, mapping.source.id)
        self.known = {one.actor.id: one for several in world.people.values() for one in several}
        self.all_posts = {one.id: one for several in world.posts.values() for one in several}
        self.state_actors: dict[str, Actor] = {}
        self.attested: dict[tuple[str, str], _Attested] = {}

    def run(self, table: Table) -> Harvest:
        days = [span(row.start).first for row in table.rows], [row.last for row in table.rows]
        source = SourceReport(
            id=self.mapping.source.id,
            outlet=self.mapping.source.outlet,
            url=self.mapping.source.url,
            note=self.mapping.source.note,
            since=min(days[0]).isoformat() if days[0] else None,
            until=max(days[1]).isoformat() if days[1] else None,
        )
        result = Harvest(source, refused=list(table.refused))
        entries = [one for row in table.rows if (one := self._entry(row, result))]
        casting = Casting(self.mapping, self.world, self.ids, self.known, self.all_posts)
        casts = [
            self._cast(entry, people, result)
            for entry, people in zip(entries, casting.actors(entries), strict=True)
        ]
        result.merged += casting.merged
        result.doubtful += casting.doubtful
        found = [
            (entry.row, self._event(entry, cast))
            for entry, cast in zip(entries, casts, strict=True)
        ]
        result.events += join_legs(found, self.mapping, self.world.before, self.today)
        result.actors |= (
            casting.new | self.posts.new | {one.id: one for one in self.state_actors.values()}
        )
        result.occupancies = {
            key: one.occupancy(*key, source.id) for key, one in self.attested.items()
        }
        return result

    def _entry(self, row: Row, result: Harvest) -> Entry | None:
        """Read the states and names of a row; refuse it if one of them cannot be read."""
        people, place = self.mapping.people, self.mapping.place
        cell = row.cells[people.column]
        try:
            state = self._state(row, people.state_column, people.state)
            there = self._state(row, place.country_column, place.country)
            visitors = self._visitors(row, cell)
        except ValueError as refused:
            result.refused.append(Refusal(row.line, row.id, str(refused)))
            return None
        for one in visitors:
            if one.mended:
                said = f"{one.mended!r} is read as {one.titles[0]!r}"
                result.doubtful.append(Remark(row.line, said))
        key = people.state_key or people.state_column
        return Entry(row, state, there, visitors, row.cells[key] if key else str(people.state))

    def _state(self, row: Row, column: str | None, fixed: str | None) -> StateThen:
        if column is None:
            return StateThen(country_name(str(fixed)), fixed)
        name = row.cells[column]
        found = self.states.on(name, row.first) if name else None
        if found is None:
            raise ValueError(
                f"{name!r} in {column!r} is no state that is known: name it under 'states' in the "
                "mapping"
            )
        return found

    def _visitors(self, row: Row, cell: str) -> tuple[Visitor, ...]:
        people = self.mapping.people
        if people.style is NameStyle.TITLED:
            found = read_visitors(cell)
        else:
            found = (Visitor(clean_name(cell)),) if cell else ()
        if not any(words(one.name) for one in found):
            raise ValueError(f"{cell!r} in {people.column!r} names nobody: give a name")
        if people.office_column is None:
            return found
        value = row.cells[people.office_column]
        title = people.offices.get(value)
        if value and title is None:
            raise ValueError(f"{value!r} in {people.office_column!r} is not among 'offices' in "
                             "the mapping")  # fmt: skip
        return tuple(Visitor(one.name, (title,) if title else ()) for one in found)

    def _cast(self, entry: Entry, people: Sequence[Actor], result: Harvest) -> Cast:
        """Note the offices that a row attests; return who is in it."""
        entrants = dict[str, Entrant]()
        for visitor, actor in zip(entry.visitors, people, strict=True):
            entrants.setdefault(actor.id, Entrant(actor, visitor))
            if not visitor.elect:
                for title in visitor.titles:
                    self._attest(entry, visitor, title, actor, result)
        return Cast(tuple(entrants.values()), self._state_actor(entry.state),
                    self._state_actor(entry.place))  # fmt: skip

    def _attest(
        self, entry: Entry, visitor: Visitor, title: str, actor: Actor, result: Harvest
    ) -> None:
        state = self._state_actor(entry.state)
        post = self.posts.of(title, entry.state, state.name)
        known = self.known.get(actor.id)
        held = [one for one in known.held if one.post == post.id] if known else []
        if any(one.covers(entry.row.first) and not one.attested for one in held):
            return
        if any(one.start is None and not one.attested for one in held):
            said = f"{actor.name} as {post.name} on {entry.row.start}: the office ended before"
            result.doubtful.append(Remark(entry.row.line, said))
            return
        key = (actor.id, post.id)
        if key not in self.attested:
            self.attested[key] = _Attested(next((one for one in held if one.attested), None))
        self.attested[key].add(entry.row.start, acting=visitor.acting)

    def _state_actor(self, state: StateThen) -> Actor:
        """Return the state as an actor; one that is not on record yet becomes one."""
        if state.former is None:
            code = str(state.country)
            if code not in self.world.states and code not in self.state_actors:
                name = country_name(code)
                self.state_actors[code] = Actor(
                    id=self.ids.of(ActorKind.STATE, name, "state"), kind=ActorKind.STATE, name=name,
                    country=code,
                )  # fmt: skip
            return self.world.states.get(code) or self.state_actors[code]
        former = state.former
        if former.id not in self.state_actors:
            self.state_actors[former.id] = Actor(
                id=self.ids.of(ActorKind.STATE, former.name, "former"),
                kind=ActorKind.STATE,
                name=former.name,
                aliases=former.aliases,
                country=former.country,
                note=former.note,
                founded=former.founded,
                dissolved=former.dissolved,
                successors=tuple(self._state_actor(StateThen(country_name(one), one)).id
                                 for one in former.successors),
            )  # fmt: skip
        return self.state_actors[former.id]

    def _event(self, entry: Entry, cast: Cast) -> Event:
        row, place = entry.row, self.mapping.place
        city = row.cells[place.city_column] if place.city_column else ""
        country = place.country
        if place.country_column:
            country = self.states.today(row.cells[place.country_column], row.first, city)
        return row_event(row, self.mapping, cast, (country, city or None), self.today)
