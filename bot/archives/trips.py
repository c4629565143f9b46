"""Consecutive visits of one person, joined to a journey: they become its legs."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.archives.mapping import Mapping as Reading
from bot.archives.naming import listed, slug
from bot.archives.table import Row
from bot.domain.dates import Dates
from bot.domain.edtf import Precision, span
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Participant

Entry = tuple[Row, Event]

_LINE = 300
_SHORTEST = 2
"""Legs from which on there is a journey."""


def join_legs(
    entries: Sequence[Entry], mapping: Reading, before: Mapping[str, Event], today: date
) -> list[Entry]:
    """Return the events with the journeys among them, each before its legs; in the rows' order.

    `before` is what was said the last time: a journey keeps its id, whatever is added to it.
    """
    if mapping.trips is None or mapping.kind is not EventKind.VISIT:
        return list(entries)
    found: list[Entry] = []
    used: set[str] = set()
    for legs in _journeys(entries, mapping.trips.gap_days):
        if len(legs) < _SHORTEST:
            found += legs
            continue
        trip_id = _trip_id(legs, mapping, before, used)
        used.add(trip_id)
        found.append((legs[0][0], _trip(trip_id, [event for _, event in legs], today)))
        found += [
            (row, event.model_copy(update={"broader": trip_id, "leg": number}))
            for number, (row, event) in enumerate(legs, 1)
        ]
    return found


def _journeys(entries: Sequence[Entry], gap_days: int) -> list[list[Entry]]:
    """Part the visits of each person where more days than that lie between them."""
    of_person: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_person[",".join(_travellers(entry[1]))].append(entry)
    found: list[list[Entry]] = []
    for several in of_person.values():
        several.sort(key=lambda one: (one[0].first, one[0].last, one[0].line))
        until: date | None = None
        for entry in several:
            row = entry[0]
            exact = span(row.start).precision is Precision.DAY
            if until and exact and row.first - until <= timedelta(days=gap_days):
                found[-1].append(entry)
                until = max(until, row.last)
            else:
                found.append([entry])
                until = row.last if exact else None
    return sorted(found, key=lambda legs: legs[0][0].line)


def _travellers(event: Event) -> list[str]:
    first = event.participants[0].role
    return [one.actor for one in event.participants if one.role is first]


def _trip_id(
    legs: Sequence[Entry], mapping: Reading, before: Mapping[str, Event], used: set[str]
) -> str:
    votes = Counter(
        known.broader
        for _, event in legs
        if (known := before.get(event.id)) and known.broader and known.broader not in used
    )
    if votes:
        return votes.most_common(1)[0][0]
    return f"{mapping.id}-trip-{slug(legs[0][0].id)}"


def _trip(trip_id: str, legs: Sequence[Event], today: date) -> Event:
    first = legs[0]
    last = max(legs, key=lambda one: one.dates.last_day or date.min)
    dates = Dates(start=first.dates.start, end=last.dates.end or last.dates.start)
    role = first.participants[0].role
    people = [one for one in first.participants if one.role is role]
    over = dates.last_day is not None and dates.last_day < today
    who = first.title.split(" visits ")[0].split(" visit ")[0]
    places = dict.fromkeys(leg.title.split(" visits ")[-1].split(" visit ")[-1] for leg in legs)
    return Event(
        id=trip_id,
        kind=EventKind.TRIP,
        title=f"{who}: journey to {listed(list(places))}"[:_LINE],
        participants=tuple(Participant(actor=one.actor, role=role, standing=one.standing)
                           for one in people),
        status=EventStatus.OCCURRED if over else EventStatus.SCHEDULED,
        certainty=Certainty.CERTAIN if over else Certainty.HIGHLY_LIKELY,
        standing=first.standing,
        planned=Dates() if over else dates,
        actual=dates if over else None,
        sources=first.sources,
    )  # fmt: skip
