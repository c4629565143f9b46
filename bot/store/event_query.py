"""Which events are asked for, said so that an index has them in order, however many there are.

What goes on for a month at most is over a month after it began: so a stretch of days is a stretch
of an index. What may go on for longer is little, and is looked for apart. So a query has parts,
none of which has an event of another, each a conjunction that one index answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal_column, or_, select

from bot.domain.events import EventKind, EventStatus, Mode, Role
from bot.store.tables import LONG, EventActorRow, EventRow

Source = type[EventRow] | type[EventActorRow]
"""Both have the columns by which events are listed."""
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What is asked for; every field that is given narrows the answer."""

    first: date | None = None
    """Events that may still go on on or after this day."""
    last: date | None = None
    """Events that may begin on or before this day."""
    open_ends: bool = True
    """Whether what began before `first` and has no end goes on without being said to."""
    begins: date | None = None
    """Events that begin on or after this day."""
    actors: Sequence[str] = ()
    """With any of these actors in it."""
    roles: Sequence[Role] = ()
    """With `actors`: in one of these roles only."""
    stand_ins: Sequence[str] = ()
    """With any of these standing in for another. It asks each event: narrow it down by days."""
    represented: bool = False
    """With somebody standing in for another. It asks each event, as does `stand_ins`."""
    country: str | None = None
    cities: Sequence[str] = ()
    """In any of these, as their sources write them."""
    kinds: Sequence[EventKind] = ()
    statuses: Sequence[EventStatus] = ()
    dated_only: bool = False
    revised_since: datetime | None = None
    """Events whose last revision is from then or later."""

    @property
    def source(self) -> Source:
        """Where it is answered: beside the actors, if it asks for the events of some."""
        of_events = self.stand_ins or self.represented or self.cities or self.revised_since
        return EventActorRow if self.actors and not of_events else EventRow

    def parts(self) -> Iterator[Conditions]:
        """Yield the conditions of each part, on the columns of `source`; undated events last."""
        row, shared = self.source, self._shared()
        yield [row.lasting.is_(False), *self._days(row, brief=True), *shared]
        yield [row.lasting.is_(True), *self._days(row, brief=False), *shared]
        if (self.first, self.last, self.begins) == (None, None, None) and not self.dated_only:
            yield [row.lasting.is_(True), row.first_day.is_(None), *shared]

    def _days(self, row: Source, *, brief: bool) -> Conditions:
        found: Conditions = []
        if brief and self.first is not None:
            earliest = date.fromordinal(max(self.first.toordinal() - LONG.days, 1))
            found += [row.first_day >= earliest, row.last_day >= self.first]
        elif self.first is not None:
            open_end: ColumnElement[bool] = row.last_day.is_(None)
            if not self.open_ends:
                running = row.status == EventStatus.UNDER_WAY
                open_end = open_end & or_(running, row.first_day >= self.first)
            found.append(or_(row.last_day >= self.first, open_end))
        if self.begins is not None:
            found.append(row.first_day >= self.begins)
        if self.last is not None:
            found.append(row.first_day <= self.last)
        return found if brief else [row.first_day.is_not(None), *found]

    def _shared(self) -> Conditions:
        row, found = self.source, list[ColumnElement[bool]]()
        if self.actors:
            there = [EventActorRow.actor_id.in_(self.actors)]
            if self.roles:
                there.append(EventActorRow.role.in_(self.roles))
            elsewhere = exists().where(EventActorRow.event_id == EventRow.id, *there)
            found += there if row is EventActorRow else [elsewhere]
        if self.country is not None:
            found.append(row.country == self.country)
        if self.kinds:
            found.append(row.kind.in_(self.kinds))
        if self.statuses:
            found.append(row.status.in_(self.statuses))
        if self.cities:
            found.append(EventRow.city.in_(self.cities))
        if self.revised_since is not None:
            found.append(EventRow.revised_at >= self.revised_since)
        said = EventRow.document["participants"].as_string()
        if self.represented or self.stand_ins:
            found.append(said.contains(f'"{Mode.REPRESENTED}"'))
        if self.stand_ins:
            found.append(or_(*(said.contains(f'"{one}"') for one in self.stand_ins)))
        return found

    def found(self, part: Conditions, limit: int | None, *, latest: bool) -> Any:
        """Return the question for the events of a part: the first or the `latest`, by day."""
        columns = (EventRow.id, EventRow.first_day, EventRow.anchor_at, EventRow.document)
        if self.source is EventRow:
            return _first(select(*columns).where(*part), columns[:2], limit, latest=latest)
        there = (EventActorRow.event_id, EventActorRow.first_day)
        few = _first(select(*there).where(*part).distinct(), there, limit, latest=latest).subquery()
        return select(*columns).join(few, few.c.event_id == EventRow.id)

    def counted(self, part: Conditions, most: int | None) -> Select[Any]:
        """Return the question for as many rows as a part has events; no more than `most`."""
        if self.source is EventRow:
            return select(literal_column("1").label("one")).where(*part).limit(most)
        # Who is in an event in two roles is there once.
        return select(EventActorRow.event_id).where(*part).distinct().limit(most)


def _first(query: Any, by: tuple[Any, Any], limit: int | None, *, latest: bool) -> Any:
    """Let a question find only so many, by day and then by id."""
    if limit is None:
        return query
    one, day = by
    return query.order_by(day.desc() if latest else day, one).limit(limit)
