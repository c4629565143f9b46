"""What people ask each command, the worst that they can ask among it.

The worst: whoever is in most events, the countries with most, a word that stands in every name, a
stretch of decades, a state of events that hardly any is in.
"""

from collections.abc import Iterator

from benchmarks.society import Society
from bot.domain.actors import Actor
from bot.domain.countries import country_name

Arguments = dict[str, str]

_DECADES = "1980-01-01..2024-12-31"
_OFTEN = 7
"""How many of those asked about are nobody much."""


def questions(society: Society) -> dict[str, list[Arguments]]:
    """Return what is asked, by command."""
    hub, second = society.people[:2]
    people = [hub, second, *_spread(society.people, _OFTEN)]
    offices = ("president of russia", "us president", "foreign minister of vietnam in 2009")
    countries = ["US", "switzerland", "vietnam", *map(country_name, society.countries[20:200:30])]
    states = [society.states[code] for code in ("US", "RU", "LI")]
    city = society.cities["US"][0]
    ids = [*_some_ids()]
    events = [{"event": one} for one in (*ids, *_words(people), "visits united states", "summit",
                                         "washington 2019", "phone")]  # fmt: skip
    names = [{"name": one} for one in (*_names(people), *offices, *states, "putin", "daniel")]
    return {
        "event": events,
        "trip": [{"event": one} for one in (*_words(people), "travels abroad")],
        "summit": [{"event": one} for one in ("summit", "summit rome", f"summit {city} 2019")],
        "history": events,
        "why": events[:8],
        "actor": names,
        "warrant": [{"name": "putin"}, {"name": "netanyahu"}, {"name": hub.id}],
        "warrants": [{}, {"actor": "putin"}, {"actor": hub.id}],
        "claims": [{}, *({"about": one.id} for one in people)],
        "exposure": [{"actor": who, "country": where, "on": "2025-07-01"}
                     for who in ("putin", hub.id) for where in ("mongolia", "us")],
        "upcoming": [{}, {"range": "next month"}, {"range": _DECADES}, {"actor": hub.id},
                     {"country": "US"}, {"range": _DECADES, "country": "switzerland"}],
        "events": [{}, *({"actor": one.id} for one in people), {"country": "us"},
                   {"actor": hub.id, "kind": "signing"}, {"kind": "hearing"},
                   {"status": "moved-online"}, {"kind": "call", "status": "cancelled"},
                   {"actor": states[0], "from": "1990", "to": "2020"},
                   {"from": "1980", "to": "2024"}, {"actor": hub.id, "country": "vietnam"}],
        "country": [{"country": one} for one in countries],
        "between": [{"a": hub.id, "b": second.id}, {"a": second.id, "b": people[3].id},
                    {"a": "us", "b": "switzerland"}, {"a": "us", "b": second.id},
                    {"a": "liechtenstein", "b": "vietnam"}, {"a": people[4].id, "b": people[5].id}],
        "where": [{"actor": one.id, "on": "2024-03-05"} for one in people]
                 + [{"actor": hub.id, "on": "1975-03-05"}, {"actor": "us president"}],
        "who-is-in": [{"place": one} for one in countries]
                     + [{"place": city}, {"place": "hanoi", "on": "march 2024"},
                        {"place": "us", "on": _DECADES}, {"place": city, "on": _DECADES}],
        "clashes": [{}, {"actor": hub.id}, {"range": "june 2024"}, {"range": "2024"}],
        "today": [{}, {"country": "US"}],
        "week": [{}, {"range": "2024-03-05"}, {"actor": hub.id}],
        "month": [{}, {"range": "march 2024"}, {"range": "march 1975", "kind": "visit"}],
        "calendar": [{"event": ids[0]}, {"actor": people[5].id}, {"from": "2025-06", "to": "2025"}],
        "subscriptions": [{}],
        "mine": [{}],
        "preview": [{}],
        "help": [{}],
    }  # fmt: skip


def _spread(people: list[Actor], many: int) -> list[Actor]:
    return people[5 :: len(people) // many][:many]


def _names(people: list[Actor]) -> Iterator[str]:
    for number, one in enumerate(people):
        yield one.name if number % 2 else one.name.rpartition(" ")[2].lower()


def _words(people: list[Actor]) -> Iterator[str]:
    for one in people[:4]:
        yield f"{one.name.rpartition(' ')[2].lower()} 2019"


def _some_ids() -> Iterator[str]:
    yield "putin-vietnam-2024"
    yield "g7-2024"
    yield "g7-2025"
