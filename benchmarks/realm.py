"""A world of the real one's size for look-ups: made-up people and events around the seeds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from sqlalchemy import select

from benchmarks import ledger
from benchmarks.affairs import SOURCES, TODAY, Affairs
from benchmarks.bulk import Hose, Row, hose
from benchmarks.measure import say
from benchmarks.places import Site
from benchmarks.society import Society
from bot.domain.actors import Actor, ActorKind
from bot.domain.claims import Claim, Stance
from bot.domain.edtf import span
from bot.domain.events import Place
from bot.domain.filters import Filter
from bot.domain.named import Sort, actor_names, place_id, place_names
from bot.domain.sources import SourceReport
from bot.domain.subscription import Channel, Subscription
from bot.domain.words import forms
from bot.flow.load import load
from bot.shipped import everything
from bot.store import channels
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.names import name_row
from bot.store.tables import (
    ActorRow,
    ClaimActorRow,
    ClaimRow,
    EventActorRow,
    EventRow,
    NameRow,
    NameWordRow,
    OccupancyRow,
    RevisionRow,
    SourceRow,
    WordFormRow,
)

_BATCH = 20_000
_COMPARED = 200
"""Events of which the rows are compared with those of the store."""
_EVENTS_PER_CLAIM = 50


@dataclass(frozen=True, slots=True)
class Realm:
    """A filled world, and who and where there is most of."""

    url: str
    society: Society

    @property
    def hub(self) -> Actor:
        """Who is in more events than anybody."""
        return self.society.people[0]


async def open_realm(site: Site, people: int, event_count: int) -> Realm:
    """Fill a new database with the seeds, so many people and so many events; or open it again."""
    name = f"realm_{people}_{event_count}"
    if name not in site.realms:
        url = site.make_url(name)
        database = Database(url)
        society = await _seeded(database, people)
        await database.close()
        with hose(url) as into:
            _fill(into, society, event_count)
        await _subscribe(Database(url))
        site.realms[name] = Realm(url, society)
    found: Realm = site.realms[name]
    return found


async def _subscribe(database: Database) -> None:
    """Let a channel want everything in Switzerland."""
    place = Channel(id="desk", platform="chat", address="desk", name="Desk")
    wish = Subscription(id="desk", channel="desk", filter=Filter(countries=("CH",)),
                        reminders=("1d", "1h"))  # fmt: skip
    async with database.writing() as session:
        await channels.put_channel(session, place)
        await channels.put_subscription(session, wish, TODAY)
    await database.close()


async def _seeded(database: Database, people: int) -> Society:
    """Load the seeds; return a society around those who are in them."""
    await upgrade(database)
    result = await load(database, everything(), TODAY)
    if result.problems:
        raise RuntimeError(str(result.problems[0]))
    async with database.reading() as session:
        rows = await session.scalars(select(ActorRow).order_by(ActorRow.id))
        known = [Actor.model_validate(row.document) for row in rows]
    states = {one.country: one.id for one in known if one.kind is ActorKind.STATE and one.country}
    persons = tuple(one for one in known if one.kind is ActorKind.PERSON)
    return Society(people, states, persons)


def _fill(into: Hose, society: Society, event_count: int) -> None:
    names = _Names(into)
    actors = [*society.actors()]
    into.pour(ActorRow, ({"id": one.id, "kind": one.kind.value, "country": one.country,
                          "document": one.model_dump(mode="json")} for one in actors))  # fmt: skip
    said = (
        (one.id, " ".join(name.said), name.words) for one in actors for name in actor_names(one)
    )
    names.add(Sort.ACTOR, said)
    into.pour(OccupancyRow, ({"holder": one.holder, "post": one.post, "start": one.start or "",
                              "document": one.model_dump(mode="json")}
                             for one in society.occupancies()))  # fmt: skip
    into.pour(SourceRow, map(_source, range(SOURCES)))
    names.add(Sort.PLACE, _places(society, names.owners(Sort.PLACE)))
    affairs = Affairs(society, event_count).events()
    compared = 0
    while batch := [ledger.event_row(one) for one in islice(affairs, _BATCH)]:
        for row in batch[: _COMPARED - compared]:
            ledger.compare(row)
        compared = _COMPARED
        into.pour(EventRow, batch)
        into.pour(RevisionRow, map(ledger.revision_row, batch))
        into.pour(EventActorRow, (part for row in batch for part in ledger.part_rows(row)))
        names.add(Sort.EVENT, ((row["id"], *one) for row in batch for one in ledger.named(row)))
    _claim(into, society, event_count // _EVENTS_PER_CLAIM)
    say(f"  filled with {len(actors):,} actors and {event_count:,} events")


class _Names:
    """Writes names, their words, and the forms of words that are new."""

    def __init__(self, into: Hose) -> None:
        self._into = into
        ((last,),) = into.ask("SELECT max(id) FROM names")
        self._ids = count(last + 1)
        self._known = {word for (word,) in into.ask("SELECT DISTINCT word FROM word_forms")}

    def owners(self, sort: Sort) -> set[str]:
        """Return what has a name already."""
        found = self._into.ask("SELECT kind, owner FROM names")
        return {owner for kind, owner in found if kind == sort}

    def add(self, sort: Sort, said: Iterable[tuple[str, str, frozenset[str]]]) -> None:
        """Write names: whose, how they are said, and their words."""
        found = [(next(self._ids), *one) for one in said]
        self._into.pour(
            NameRow, ({"id": at} | name_row(sort, owner, name) | {"kind": sort.value}
                      for at, owner, name, _ in found)
        )  # fmt: skip
        pairs = sorted((word[:40], at) for at, _, _, several in found for word in several)
        rows = ({"kind": sort.value, "word": word, "name": at} for word, at in pairs)
        self._into.pour(NameWordRow, rows)
        new = {word for word, _ in pairs} - self._known
        self._into.pour(
            WordFormRow,
            ({"form": form, "word": word} for word in sorted(new) for form in sorted(forms(word))),
        )
        self._known |= new


def _places(society: Society, known: set[str]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for code, cities in society.cities.items():
        for city in dict.fromkeys(cities):
            place = Place(name=city, city=city, country=code)
            if place_id(place) not in known:
                for one in place_names(place):
                    yield place_id(place), " ".join(one.said), one.words


def _source(number: int) -> Row:
    outlet = f"Agency {number % 40}"
    report = SourceReport(id=f"report-{number}", outlet=outlet, published="2025-01-02")
    return {"id": report.id, "document": report.model_dump(mode="json")}


def _claim(into: Hose, society: Society, many: int) -> None:
    """Write claims: about people, the first ones often; every tenth is a denial of the last."""
    claims = [*_claims(society, many)]
    into.pour(ClaimRow, ({"id": one.id, "claimant": one.claimant, "denies": one.denies,
                          "said_on": span(str(one.date)).first,
                          "document": one.model_dump(mode="json")} for one in claims))  # fmt: skip
    about = ({"claim_id": one.id, "actor_id": who} for one in claims for who in one.about)
    into.pour(ClaimActorRow, about)


def _claims(society: Society, many: int) -> Iterator[Claim]:
    for number in range(many):
        denial = number % 10 == 9  # noqa: PLR2004 - every tenth
        fields: dict[str, Any] = {"denies": f"claim-{number - 1}"} if denial else {}
        yield Claim(
            id=f"claim-{number}", claimant=society.somebody().id, about=(society.somebody().id,),
            proposition=f"Something was said, number {number}.", outlet="Agency 1",
            stance=Stance.DENIED if denial else Stance.ASSERTED,
            date=f"{2000 + number % 25}-0{1 + number % 9}-1{number % 9}", **fields,
        )  # fmt: skip
