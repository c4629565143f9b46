"""Made-up events over six decades, as the documents that the store keeps of them.

Most are past; most are known to the day. Legs lie within their trip, summits have many guests.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.society import FIRST_YEAR, Society
from bot.domain.actors import Actor
from bot.domain.countries import country_name
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Mode, Participant, Role
from bot.domain.sources import Standing

TODAY = datetime(2025, 6, 1, 12, tzinfo=UTC)
"""The moment at which is asked."""
Document = dict[str, Any]

SOURCES = 2_000
"""Reports that events are known from."""

_AHEAD = 0.005
"""The share of events that lie ahead, within a year."""
_LEAN = 1.3
"""How much more there is of late than of old."""
_KINDS = (
    (EventKind.VISIT, 40), (EventKind.CALL, 22), (EventKind.MEETING, 18), (EventKind.OTHER, 8),
    (EventKind.SIGNING, 5), (EventKind.SUMMIT, 2), (EventKind.HEARING, 1), (EventKind.DEADLINE, 1),
    (EventKind.TRIP, 3),
)  # fmt: skip
_ZONES = ("UTC", "Europe/Zurich", "Asia/Tokyo", "America/New_York", "Asia/Ho_Chi_Minh")
_GUESTS = 20
_LEGS = 3
_MOST_DAYS = 4
_CALLED_OFF = 0.03
_YEAR, _MONTH, _OPEN = 0.03, 0.09, 0.1
"""Below it: known to the year, to the month, with no end."""


_EVENT = Event(
    id="blank", revision=1, kind=EventKind.OTHER, title="Blank", certainty=Certainty.CERTAIN,
    standing=Standing.REPORTED,
).model_dump(mode="json")  # fmt: skip
_PART = Participant(actor="blank", role=Role.HOST).model_dump(mode="json")


class Affairs:
    """Events, one after another."""

    def __init__(self, society: Society, size: int) -> None:
        self._society, self._size = society, size
        self._dice = society.dice
        kinds, weights = zip(*_KINDS, strict=True)
        self._kinds = iter(self._dice.choices(kinds, weights, k=size))

    def events(self) -> Iterator[Document]:
        """Yield so many events."""
        number = 0
        while number < self._size:
            for one in self._affair(number):
                if number == self._size:
                    return
                yield one
                number += 1

    def _affair(self, number: int) -> Iterator[Document]:
        kind, day, who = next(self._kinds), self._day(), self._society.somebody()
        if kind is not EventKind.TRIP:
            yield self._event(number, kind, day, who)
            return
        last = day + timedelta(days=_LEGS)
        trip = self._event(number, kind, day, who, end=last)
        yield trip
        for leg in range(1, _LEGS + 1):
            begins = day + timedelta(days=leg - 1)
            yield self._event(number + leg, EventKind.VISIT, begins, who, begins, trip["id"], leg)

    def _day(self) -> date:
        share = self._dice.random()
        if share < _AHEAD:
            return (TODAY + timedelta(days=int(365 * share / _AHEAD))).date()
        since = date(FIRST_YEAR, 1, 1)
        back = self._dice.random() ** _LEAN
        return TODAY.date() - timedelta(days=1 + int((TODAY.date() - since).days * back))

    def _event(  # noqa: PLR0917 - what a leg has besides comes last
        self,
        number: int,
        kind: EventKind,
        day: date,
        who: Actor,
        end: date | None = None,
        broader: str | None = None,
        leg: int | None = None,
    ) -> Document:
        dice, country = self._dice, self._society.country()
        city, other = dice.choice(self._society.cities[country]), self._society.somebody()
        start, ends = self._dates(day, end)
        status = EventStatus.OCCURRED if day < TODAY.date() else EventStatus.SCHEDULED
        if dice.random() < _CALLED_OFF:
            status = EventStatus.CANCELLED
        placed = kind not in (EventKind.TRIP, EventKind.CALL)
        place = {"name": city, "city": city, "country": country, "zone": dice.choice(_ZONES),
                 "disputed": False}  # fmt: skip
        return _EVENT | {
            "id": f"{kind}-{number}",
            "kind": kind.value,
            "title": _title(kind, who, other, country, city),
            "broader": broader,
            "leg": leg,
            "participants": [_PART | one for one in self._cast(kind, who, other, country)],
            "place": place if placed else None,
            "status": status.value,
            "planned": _EVENT["planned"] | {"start": start, "end": ends},
            "sources": [f"report-{number % SOURCES}"],
        }

    def _dates(self, day: date, end: date | None) -> tuple[str, str | None]:
        how = 1.0 if end else self._dice.random()
        if how < _YEAR:
            return f"{day:%Y}", None
        if how < _MONTH:
            return f"{day:%Y-%m}", None
        if how < _OPEN:
            return day.isoformat(), ".."
        last = end or day + timedelta(days=self._dice.randrange(_MOST_DAYS))
        return day.isoformat(), last.isoformat() if last != day else None

    def _cast(self, kind: EventKind, who: Actor, other: Actor, country: str) -> Iterator[Document]:
        state = self._society.states[country]
        if kind in (EventKind.VISIT, EventKind.TRIP):
            yield {"actor": who.id, "role": Role.VISITOR.value}
            if kind is EventKind.VISIT:
                yield {"actor": state, "role": Role.HOST.value}
            if other is not who:
                yield {"actor": other.id, "role": Role.HOST.value}
            return
        guests = {who.id: None, other.id: None}
        if kind is EventKind.SUMMIT:
            guests |= {self._society.somebody().id: None for _ in range(_GUESTS)}
            yield {"actor": state, "role": Role.HOST.value}
        mode = (Mode.REMOTE if kind is EventKind.CALL else Mode.IN_PERSON).value
        *coming, last = guests
        for one in coming:
            yield {"actor": one, "role": Role.ATTENDEE.value, "mode": mode}
        if kind is EventKind.SUMMIT:
            deputy = self._society.one_of_the_made().id
            yield {"actor": last, "role": Role.ATTENDEE.value, "mode": Mode.REPRESENTED.value,
                   "represented_by": deputy}  # fmt: skip
        else:
            yield {"actor": last, "role": Role.ATTENDEE.value, "mode": mode}


def _title(kind: EventKind, who: Actor, other: Actor, country: str, city: str) -> str:
    first, second = (one.name.rpartition(" ")[2] for one in (who, other))
    place = country_name(country)
    match kind:
        case EventKind.VISIT:
            return f"{first} visits {place}"
        case EventKind.TRIP:
            return f"{first} travels abroad"
        case EventKind.CALL:
            return f"{first} and {second} speak on the phone"
        case EventKind.MEETING:
            return f"{first} meets {second} in {city}"
        case EventKind.SUMMIT:
            return f"Summit in {city}"
    return f"{kind.title()} of {first} in {city}"
