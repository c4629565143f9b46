"""(h) Who is meant, among ever more actors: the slowest of a hundred searches, beside a row by id.

The names are made up, but spread as names are: a few first names that many have, and surnames of
which most are rare. The queries are what people type: whole names, beginnings, one and two wrong
letters, a common name alone, and nonsense.
"""

import random
import statistics
from collections.abc import Iterable, Iterator
from itertools import islice
from string import ascii_lowercase
from typing import Any

from sqlalchemy import Table, insert, text

from benchmarks.measure import SCALE, Line, seconds
from benchmarks.places import Site
from bot.domain.actors import Actor, ActorKind
from bot.domain.named import Sort, actor_names
from bot.domain.words import forms
from bot.lookup.search import find_actors
from bot.store import facts
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.tables import ActorRow, NameRow, NameWordRow, WordFormRow

SIZES = [size for size in (10_000, 100_000, 1_000_000) if size <= max(1_000_000 * SCALE, 100_000)]
TARGET_MS = 25
TARGET_SIZE = 100_000
TARGET_GROWTH = 4
"""Times that the slowest may take longer among the most than among the fewest."""

_QUERIES = 400
_BATCH = 20_000
_FIRST_NAMES = 2_000
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "sh")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_ENDS = ("", "n", "r", "s", "k", "l", "m", "ng", "v")


class Names:
    """Made-up persons, the same in every run."""

    def __init__(self, size: int) -> None:
        self._random = random.Random(size)  # noqa: S311 - nothing is kept secret by it
        self._firsts = [self._word(1, 2) for _ in range(_FIRST_NAMES)]
        self._lasts = [self._word(2, 4) for _ in range(size // 3)]

    def people(self, size: int) -> Iterator[Actor]:
        """Yield so many persons."""
        for number in range(size):
            name = f"{self._one(self._firsts)} {self._one(self._lasts)}".title()
            yield Actor(id=f"person-{number}", kind=ActorKind.PERSON, name=name)

    def queries(self, people: list[Actor]) -> Iterator[str]:
        """Yield what people may type of these."""
        for number, one in enumerate(people):
            first, last = one.name.lower().split()
            yield (
                one.name,
                last,
                last[:4],
                self._wrong(last),
                f"{self._wrong(first)} {self._wrong(self._wrong(last))}",
                first,
                f"{first} {last[:3]}",
                self._wrong(self._wrong(self._wrong(last))),
            )[number % 8]

    def _one(self, several: list[str]) -> str:
        """Choose one: the first ones often, the last ones hardly ever."""
        return several[int(len(several) * self._random.random() ** 3)]

    def _word(self, least: int, most: int) -> str:
        choose, syllables = self._random.choice, self._random.randint(least, most)
        return "".join(choose(_ONSETS) + choose(_VOWELS) + choose(_ENDS) for _ in range(syllables))

    def _wrong(self, word: str) -> str:
        """Return a word with another letter in it, or with one less."""
        at = self._random.randrange(len(word))
        other: str = self._random.choice((*ascii_lowercase, ""))
        return word[:at] + other + word[at + 1 :]


async def bench(site: Site) -> list[Line]:
    """Measure every size; the last line compares the largest with the smallest."""
    lines, slowest = [], {}
    for size in SIZES:
        line, slowest[size] = await _among(site, size)
        lines.append(line)
    growth = slowest[SIZES[-1]] / slowest[SIZES[0]]
    lines.append(
        Line(
            f"(h) search among {SIZES[-1]:,}, against {SIZES[0]:,}",
            site.on,
            f"{growth:.2f} times as long",
            "",
            growth,
            f"less than {TARGET_GROWTH}",
            growth < TARGET_GROWTH,
        )
    )
    return lines


async def _among(site: Site, size: int) -> tuple[Line, float]:
    database = Database(site.make_url(f"names_{size}"))
    names = Names(size)
    people = await _fill(database, names, size)
    searches, rows = [], []
    for warm in (True, False):
        for query in names.queries(people):
            async with database.reading() as session:
                search = await seconds(find_actors(session, query)) * 1_000
                row = await seconds(facts.actors(session, ["person-7"])) * 1_000
            if not warm:
                searches.append(search)
                rows.append(row)
    await database.close()
    slowest = statistics.quantiles(searches, n=100)[-1]
    median = statistics.median(searches)
    bare = statistics.median(rows)
    line = Line(
        f"(h) search among {size:,} actors, 99 of 100",
        site.on,
        f"{slowest:.1f} ms",
        f"half {median:.1f} ms, a row {bare:.2f} ms",
        slowest / bare,
        f"at most {TARGET_MS} ms" if size == TARGET_SIZE else "",
        slowest <= TARGET_MS if size == TARGET_SIZE else None,
    )
    return line, slowest


async def _fill(database: Database, names: Names, size: int) -> list[Actor]:
    """Write so many persons; return some of them."""
    await upgrade(database)
    people, known, chosen = enumerate(names.people(size), 1), set[str](), []
    while batch := list(islice(people, _BATCH)):
        chosen += [one for _, one in batch[:: max(1, size // _QUERIES)]]
        words = {word for _, one in batch for name in actor_names(one) for word in name.words}
        await _write(database, ActorRow, map(_actor_row, batch))
        await _write(database, NameRow, map(_name_row, batch))
        await _write(database, NameWordRow, (row for one in batch for row in _word_rows(*one)))
        new = ({"form": form, "word": word} for word in words - known for form in forms(word))
        await _write(database, WordFormRow, sorted(new, key=lambda row: row["form"]))
        known |= words
    if not database.embedded:
        await _tidy(database)
    return chosen


async def _tidy(database: Database) -> None:
    """Do what autovacuum would do a little later, in the middle of the measuring."""
    async with database.engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("VACUUM ANALYZE"))


async def _write(database: Database, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    found: Table = table.__table__
    rows = list(rows)
    if rows:
        async with database.writing() as session:
            await session.execute(insert(found), rows)


def _actor_row(numbered: tuple[int, Actor]) -> dict[str, Any]:
    one = numbered[1]
    return {"id": one.id, "kind": one.kind, "document": one.model_dump(mode="json")}


def _name_row(numbered: tuple[int, Actor]) -> dict[str, Any]:
    number, one = numbered
    said = one.name.lower()
    squeezed = said.replace(" ", "")
    return {"id": number, "kind": Sort.ACTOR, "owner": one.id, "said": said, "squeezed": squeezed}


def _word_rows(number: int, one: Actor) -> Iterator[dict[str, Any]]:
    for word in dict.fromkeys(one.name.lower().split()):
        yield {"kind": Sort.ACTOR, "word": word, "name": number}
