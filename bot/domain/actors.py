"""Persons, offices, states, organisations and groups, and who held which office when."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class Actor(Record):
    """Someone or something that acts: travels, hosts, says, is sought."""

    id: Slug
    kind: ActorKind
    name: Line
    """The usual name in English; of an office, the title: "President of Vietnam"."""
    aliases: tuple[Line, ...] = ()
    """Other names and spellings, in any script."""
    country: CountryCode | None = None
    """The state itself, a person's nationality, or the state an office or body belongs to."""
    rank: int = 50
    """Among offices: the lower number is named first where a person holds several."""
    note: Prose | None = None
    founded: Edtf | None = None
    """Of a state that is no more: its first day, as precisely as known."""
    dissolved: Edtf | None = None
    """Of a state that is no more: its last day. Its `country` is that of the state which goes on
    as the same; none where nobody does."""
    successors: tuple[Slug, ...] = ()
    """Of a state that is no more: the states that came after it."""
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _state_has_code(self) -> Self:
        if self.kind is ActorKind.STATE and self.country is None and self.dissolved is None:
            raise ValueError(
                "a state needs its ISO 3166-1 code in 'country', or 'dissolved' if it is no more"
            )
        return self

    @property
    def years(self) -> str | None:
        """From when to when a state was that is no more: "1922–1991"."""
        if self.dissolved is None:
            return None
        begun = str(span(self.founded).first.year) if self.founded else ""
        return f"{begun}\u2013{span(self.dissolved).first.year}"


class Occupancy(Record):
    """A person in an office from one date to another (FollowTheMoney: holder, post)."""

    holder: Slug
    post: Slug
    start: Edtf | None = None
    """First day in office, as precisely as known; none if it is not known."""
    end: Edtf | None = None
    """Last day in office; none while it goes on."""
    acting: bool = False
    attested: tuple[Edtf, ...] = ()
    """Days on which a source names the holder by the office, where neither its start nor its end
    is known: it is said to be held on these days and on no other."""
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.attested and (self.start or self.end):
            raise ValueError("'attested' is for an office of which no start or end is known")
        if self.start and self.end and span(self.end).last < span(self.start).first:
            raise ValueError(f"the end {self.end} lies before the start {self.start}")
        return self

    def covers(self, day: date) -> bool:
        """Whether the office was held on `day`; at an imprecise boundary, whether it may be."""
        return self.overlaps(day, day)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the office was held, or may have been, on a day of [first, last]."""
        if self.attested:
            days = map(span, self.attested)
            return any(one.first <= last and first <= one.last for one in days)
        begun = self.start is None or span(self.start).first <= last
        return begun and not self.ended(first)

    def ended(self, day: date) -> bool:
        """Whether the office had been left before `day`."""
        return self.end is not None and span(self.end).last < day


LEADER_RANK = 20
"""Heads of state, of government and of the ruling party have this rank, or a lower number."""

_FOREIGN_AFFAIRS = re.compile(
    r"(foreign (minister|secretary)|minister (of|for) (foreign|external) affairs"
    r"|secretary of state (of|for foreign)|high representative of the eu for foreign)\b",
    re.IGNORECASE,
)


def conducts_foreign_affairs(post: Actor) -> bool:
    """Whether an office is that of a foreign minister, by its title; a deputy's is not."""
    return _FOREIGN_AFFAIRS.match(post.name) is not None


class HeldOffice(Record):
    """An office as it stood for one person on one day."""

    post: Actor
    occupancy: Occupancy
    former: bool
    """Whether it had been left by that day."""

    @property
    def title(self) -> str:
        """The words for a card: "President of Vietnam", "acting …", "former …"."""
        prefix = "former " if self.former else "acting " if self.occupancy.acting else ""
        return prefix + self.post.name


def office_on(
    holder: str, day: date, occupancies: Iterable[Occupancy], posts: dict[str, Actor]
) -> HeldOffice | None:
    """Return the foremost office that `holder` held on `day`.

    Where none was held, the office left last before that day, marked as former; none if there
    was no earlier office either. `posts` are the offices by id.
    """
    own = [one for one in occupancies if one.holder == holder and one.post in posts]
    held = [one for one in own if one.covers(day)]
    if held:
        first = min(held, key=lambda one: (posts[one.post].rank, one.start or ""))
        return HeldOffice(post=posts[first.post], occupancy=first, former=False)
    left = [one for one in own if one.ended(day)]
    if not left:
        return None
    last = max(left, key=lambda one: (span(str(one.end)).last, -posts[one.post].rank))
    return HeldOffice(post=posts[last.post], occupancy=last, former=True)
