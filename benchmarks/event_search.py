"""(h) Which event is meant, among ever more: the slowest of a hundred searches, beside a row.

The events are those of `benchmarks.realm`. Typed is what people know of an event: who, where, when
and what, often words that stand in very many.
"""

import random
import statistics
from collections.abc import Iterator

from benchmarks.affairs import TODAY
from benchmarks.lookups import SIZES
from benchmarks.measure import Line, seconds
from benchmarks.places import Site
from benchmarks.realm import Realm, open_realm
from benchmarks.search import TARGET_GROWTH, TARGET_MS
from bot.domain.countries import country_name
from bot.lookup.search import find_events
from bot.store import facts
from bot.store.database import Database

_QUERIES = 200
_WORDS = ("visit", "meets", "phone", "summit", "signing", "city")


async def bench(site: Site) -> list[Line]:
    """Measure both sizes; the last line compares them."""
    measured = [await _among(await open_realm(site, *size)) for size in SIZES]
    lines = [_line(site, size[1], *one) for size, one in zip(SIZES, measured, strict=True)]
    (few, _), (many, _) = measured
    growth = _p99(many) / _p99(few)
    what = f"(h) event search among {SIZES[1][1]:,}, against {SIZES[0][1]:,}"
    target = f"less than {TARGET_GROWTH}"
    said = f"{growth:.2f} times as long"
    return [*lines, Line(what, site.on, said, "", growth, target, growth < TARGET_GROWTH)]


def _line(site: Site, size: int, searches: list[float], rows: list[float]) -> Line:
    slowest, bare = _p99(searches), statistics.median(rows)
    return Line(
        f"(h) search among {size:,} events, 99 of 100",
        site.on,
        f"{slowest:.1f} ms",
        f"half {statistics.median(searches):.1f} ms, a row {bare:.2f} ms",
        slowest / bare,
        f"at most {TARGET_MS} ms",
        slowest <= TARGET_MS,
    )


async def _among(realm: Realm) -> tuple[list[float], list[float]]:
    """Return how long searches took, and reads of a row between them, in milliseconds."""
    database = Database(realm.url)
    searches, rows = [], []
    for warm in (True, False):
        for text in _queries(realm):
            async with database.reading() as session:
                search = await seconds(find_events(session, text, TODAY)) * 1_000
                row = await seconds(facts.actors(session, [realm.hub.id])) * 1_000
            if not warm:
                searches.append(search)
                rows.append(row)
    await database.close()
    return searches, rows


def _queries(realm: Realm) -> Iterator[str]:
    """Yield the same queries each time."""
    dice = random.Random(_QUERIES)  # noqa: S311 - nothing is kept secret by it
    people, countries = realm.society.people, realm.society.countries
    for number in range(_QUERIES):
        who = people[int(len(people) * dice.random() ** 3)].name.lower()
        last = who.rpartition(" ")[2]
        country = country_name(countries[int(len(countries) * dice.random() ** 2)]).lower()
        year = dice.randrange(1965, 2026)
        yield (
            f"{last} {country} {year}",
            f"{last} {year}",
            f"{last} {country}",
            last[:5],
            f"{dice.choice(_WORDS)} {country} {year}",
            f"{last[:-1]} {country}",
            dice.choice(_WORDS),
            f"{dice.choice(_WORDS)} {last}",
        )[number % 8]


def _p99(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[-1]
