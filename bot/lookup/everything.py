"""One search over actors, events and places, for whoever does not know what to look under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import ActorKind
from bot.domain.named import Sort
from bot.domain.words import words
from bot.lookup.matches import LIMIT, Match, Matches
from bot.lookup.places import find_places
from bot.lookup.search import find_actors, find_events
from bot.store import facts
from bot.store.database import Session

_ORDER = (Sort.ACTOR, Sort.PLACE, Sort.EVENT)
"""What comes first of what fits equally well, and of which as much is said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found, and what it is."""

    sort: Sort
    match: Match


@dataclass(frozen=True, slots=True)
class Findings:
    """What a query may mean: one thing, one of several, or nothing but these come near it."""

    best: Finding | None = None
    others: tuple[Finding, ...] = ()
    """Where the query does not decide, all that it may mean; else what fits less well."""
    nearest: tuple[Finding, ...] = ()


async def search(
    session: Session, text: str, now: datetime, limit: int = LIMIT, *, among: Sort | None = None
) -> Findings:
    """Find what is meant among everything, or `among` one sort; what fits best comes first.

    Where even the best fit does not decide, as with "Korea", none is chosen.
    """
    found = dict.fromkeys(Sort, Matches())
    if among in (None, Sort.ACTOR):
        found[Sort.ACTOR] = await find_actors(session, text, limit, on=now.date())
    if among in (None, Sort.PLACE):
        found[Sort.PLACE] = await find_places(session, text, limit)
    if among in (None, Sort.EVENT):
        found[Sort.EVENT] = await find_events(session, text, now, limit)
    said = len(words(text))
    ranked = sorted(
        (Finding(sort, one) for sort in _ORDER for one in _fitting(found[sort])),
        key=lambda one: (-one.match.score, -said / len(words(one.match.name) or text)),
    )
    if not ranked:
        return Findings(nearest=_nearest(found)[:limit])
    ranked = await _without_states(session, ranked)
    first = ranked[0]
    if found[first.sort].best is None:
        alike = [one for one in ranked if one.match.score == first.match.score]
        sorts = (Sort.ACTOR, Sort.PLACE) if first.sort is not Sort.EVENT else (Sort.EVENT,)
        return Findings(others=tuple(one for one in alike if one.sort in sorts)[:limit])
    return Findings(best=first, others=tuple(ranked[1:limit]))


async def _without_states(session: Session, ranked: list[Finding]) -> list[Finding]:
    """Leave out the countries that are among the actors already, as states."""
    actors = await facts.actors(session, [one.match.id for one in ranked if one.sort is Sort.ACTOR])
    states = {one.country for one in actors.values() if one.kind is ActorKind.STATE}
    return [one for one in ranked if one.sort is not Sort.PLACE or one.match.id not in states]


def _fitting(found: Matches) -> tuple[Match, ...]:
    return (*((found.best,) if found.best else ()), *found.others)


def _nearest(found: Mapping[Sort, Matches]) -> tuple[Finding, ...]:
    near = [Finding(sort, one) for sort in _ORDER for one in found[sort].nearest]
    return tuple(sorted(near, key=lambda one: -one.match.score))
