"""The names, offices and sources behind a batch of ids, fetched together so that answers are few.

An answer is built in two steps: gather the ids that it names, then resolve them all at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.domain.actors import Actor, Occupancy, office_on
from bot.domain.answers import Named, SourceAnswer
from bot.domain.sources import SourceReport
from bot.store import facts
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Refs:
    """What a batch of ids stands for; an id that is not on record stands for itself."""

    actors: dict[str, Actor] = field(default_factory=dict)
    occupancies: tuple[Occupancy, ...] = ()
    posts: dict[str, Actor] = field(default_factory=dict)
    sources: dict[str, SourceReport] = field(default_factory=dict)

    def named(self, actor_id: str) -> Named:
        """Return an actor's id with the name to print."""
        return Named(id=actor_id, name=self.name(actor_id))

    def name(self, actor_id: str) -> str:
        """Return the name to print for an actor."""
        actor = self.actors.get(actor_id)
        return actor.name if actor else actor_id

    def office(self, actor_id: str, day: date) -> str | None:
        """Return the title that somebody held on `day`, "former …" if it had been left."""
        held = office_on(actor_id, day, self.occupancies, self.posts)
        return held.title if held else None

    def outlets(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return who says it, each once: "Reuters", or "Kremlin, via Reuters"."""
        known = (self.sources[one] for one in ids if one in self.sources)
        return tuple(dict.fromkeys(map(_whence, known)))

    def source(self, source_id: str) -> SourceAnswer | None:
        """Return a source; none if it is not on record."""
        found = self.sources.get(source_id)
        return source_answer(found) if found else None

    def source_list(self, ids: Iterable[str]) -> tuple[SourceAnswer, ...]:
        """Return the sources with these ids, each once, in order."""
        found = map(self.source, dict.fromkeys(ids))
        return tuple(one for one in found if one is not None)


async def resolve(
    session: Session,
    *,
    actors: Iterable[str] = (),
    holders: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> Refs:
    """Fetch what these ids stand for; of `holders` the offices, too."""
    holders = set(holders)
    occupancies = await facts.occupancies_of(session, holders) if holders else ()
    posts = {one.post for one in occupancies}
    wanted = {*actors, *holders, *posts}
    found = await facts.actors(session, wanted) if wanted else {}
    sources = set(sources)
    return Refs(
        actors=found,
        occupancies=occupancies,
        posts={post: found[post] for post in posts if post in found},
        sources=await facts.sources(session, sources) if sources else {},
    )


def source_answer(source: SourceReport) -> SourceAnswer:
    """Say where a fact comes from."""
    published = instant_text(source.published_at) if source.published_at else source.published
    return SourceAnswer(
        id=source.id,
        outlet=source.outlet,
        origin=source.origin,
        url=source.url,
        published=published,
        since=source.since,
        until=source.until,
    )


def instant_text(instant: datetime) -> str:
    """Write an instant as RFC 3339 in UTC."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _whence(source: SourceReport) -> str:
    if source.origin is None or source.origin == source.outlet:
        return source.outlet
    return f"{source.origin}, via {source.outlet}"
