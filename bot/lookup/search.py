"""Which actor or event somebody means: by id, by name, by part of it, misspelt, in any script.

It reads names and titles only. A better engine may take the place of what is behind these two
functions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.actors import ActorKind
from bot.domain.countries import ambiguous_countries, country_code
from bot.domain.events import EventKind
from bot.lookup.headings import index, meaningful
from bot.lookup.likeness import Fit, fit, nearest, words
from bot.store import events, facts
from bot.store.database import Session
from bot.store.events import Heading

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a query may mean."""

    id: str
    name: str
    score: float
    """Of 100."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query may mean: one thing, one of several, or nothing but these come near it."""

    best: Match | None = None
    others: tuple[Match, ...] = ()
    """Where the query does not decide, all that it may mean; else what fits less well."""
    nearest: tuple[Match, ...] = ()


async def find_actors(session: Session, text: str, limit: int = LIMIT) -> Matches:
    """Find who is meant; several that fit equally well are offered, none is chosen silently."""
    known = await facts.actors(session, [text.strip().lower()])
    if known:
        return Matches(
            best=next(Match(one.id, one.name, _SCORES[Fit.SAME]) for one in known.values())
        )
    query = words(text)
    names = [(words(name), actor) for name, actor in await facts.actor_names(session)]
    fits = _best((actor, fit(query, name)) for name, actor in names)
    fits = await _with_states(session, text, fits)
    if fits:
        ranked = sorted(fits, key=lambda one: (-fits[one], one))
        shown = await _actors(session, ranked[:limit], _scores(fits))
        return _decide(shown, open_name=bool(ambiguous_countries(text)))
    near = nearest(query, [(" ".join(name), actor) for name, actor in names], limit)
    return Matches(nearest=await _actors(session, list(near), near))


async def find_events(
    session: Session,
    text: str,
    now: datetime,
    limit: int = LIMIT,
    *,
    kinds: Sequence[EventKind] = (),
) -> Matches:
    """Find which event is meant, of these kinds; of several, those nearest in time first."""
    headings = {one.id: one for one in await events.headings(session, kinds)}
    exact = text.strip().lower()
    if exact in headings:
        return Matches(best=(await _events(session, [exact], {exact: _SCORES[Fit.SAME]}))[0])
    titles = [(words(one.folded_title), one.id) for one in headings.values()]
    said = words(text)
    same = {one for title, one in titles if Fit.SAME in (fit(said, title), fit(said, words(one)))}
    names = await facts.actor_names(session)
    found = index(headings.values(), await events.participations(session), names)
    fits = dict.fromkeys(same, Fit.SAME) or _best(found.fits(meaningful(said)))
    if fits:
        ranked = sorted(fits, key=lambda one: (-fits[one], _distance(headings[one], now.date())))
        return _decide(await _events(session, ranked[:limit], _scores(fits)))
    near = nearest(said, [(" ".join(title), event) for title, event in titles], limit)
    return Matches(nearest=await _events(session, list(near), near))


_SCORES = {
    Fit.MISSPELT: 50.0, Fit.SLIP: 60.0, Fit.BEGINNINGS: 70.0, Fit.WORDS: 85.0, Fit.SAME: 100.0,
}  # fmt: skip


def _scores(fits: Mapping[str, Fit]) -> dict[str, float]:
    return {one: _SCORES[how] for one, how in fits.items()}


def _best(found: Iterable[tuple[str, Fit]]) -> dict[str, Fit]:
    """Return how well each id fits at best; those that do not fit are left out."""
    best: dict[str, Fit] = {}
    for one, how in found:
        if how > best.get(one, Fit.NONE):
            best[one] = how
    return best


def _decide(shown: tuple[Match, ...], *, open_name: bool = False) -> Matches:
    """Take the first if it alone fits that well; else offer all that do."""
    alike = tuple(one for one in shown if one.score == shown[0].score)
    if len(alike) == 1 and not open_name:
        return Matches(best=shown[0], others=shown[1:])
    return Matches(others=alike)


async def _with_states(session: Session, text: str, fits: dict[str, Fit]) -> dict[str, Fit]:
    """Add the state that a country's code or name means, or the states that it may mean."""
    several = ambiguous_countries(text)
    code = country_code(text.strip())
    if not several and (code is None or Fit.SAME in fits.values()):
        return fits
    found = [await facts.state_actor(session, one) for one in several or (str(code),)]
    how = Fit.WORDS if several else Fit.SAME
    states = {one.id: how for one in found if one is not None}
    if several and states:
        # "Korea" means the states; what only has the word in its name comes after them.
        fits = {one: min(other, Fit.BEGINNINGS) for one, other in fits.items()}
    return fits | states


async def _actors(
    session: Session, ids: Sequence[str], scores: Mapping[str, float]
) -> tuple[Match, ...]:
    known = await facts.actors(session, ids)
    return tuple(Match(one, known[one].name, scores[one]) for one in ids if one in known)


async def _events(
    session: Session, ids: Sequence[str], scores: Mapping[str, float]
) -> tuple[Match, ...]:
    known = await events.events_by_id(session, ids)
    return tuple(Match(one, known[one].title, scores[one]) for one in ids if one in known)


def _distance(heading: Heading, today: date) -> tuple[bool, int, str]:
    """Sort by how far from today an event begins; those without a date come last."""
    day = heading.first_day
    return day is None, abs((day - today).days) if day else 0, heading.id


async def find_country(session: Session, text: str) -> str | None:
    """Return the code of the country of that code or name; in any script, if it is an actor."""
    if ambiguous_countries(text):
        return None
    code = country_code(text.strip())
    if code is not None:
        return code
    query = words(text)
    named = {actor for name, actor in await facts.actor_names(session) if words(name) == query}
    states = (await facts.actors(session, named)).values() if named else ()
    return next((one.country for one in states if one.kind is ActorKind.STATE), None)
