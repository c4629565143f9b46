"""Which actor or event somebody means: by id, by name, by part of it, misspelt, in any script.

What fits is found by `bot.lookup.candidates`; here is decided whether that is one thing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.actors import ActorKind
from bot.domain.countries import ambiguous_countries, country_code
from bot.domain.demonyms import countries_of
from bot.domain.events import EventKind
from bot.domain.named import Sort
from bot.domain.words import meaningful, words
from bot.lookup.candidates import Index
from bot.lookup.likeness import Fit
from bot.lookup.matches import LIMIT, SCORES, Match, Matches, decide, scores
from bot.lookup.offices import OfficeAsked, held_offices, other_offices, read_office
from bot.store import asked, events, facts
from bot.store.database import Session
from bot.store.events import Heading


async def find_actors(
    session: Session, text: str, limit: int = LIMIT, *, on: date | None = None
) -> Matches:
    """Find who is meant; several that fit equally well are offered, none is chosen silently.

    With a day, "the French foreign minister" is whoever holds that office on it.
    """
    known = await facts.actors(session, [text.strip().lower()])
    if known:
        return Matches(
            best=next(Match(one.id, one.name, SCORES[Fit.SAME]) for one in known.values())
        )
    office = read_office(text, on) if on else None
    held = await _in_office(session, office) if office else Matches()
    if office and office.in_person and (held.best or held.others):
        return held
    query, index = words(text), Index(session, Sort.ACTOR)
    fits = await _with_states(session, text, await index.fits(query))
    if fits:
        often = await asked.times(session, Sort.ACTOR, fits) if len(fits) > 1 else {}
        ranked = sorted(fits, key=lambda one: (-fits[one], -often.get(one, 0), one))
        shown = await _actors(session, ranked[:limit], scores(fits))
        return decide(shown, open_name=bool(ambiguous_countries(text)))
    if held != Matches():
        return held
    near = await index.near(query, limit)
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
    exact = text.strip().lower()
    headings = await events.headings(session, [exact], kinds)
    if exact in headings:
        return Matches(best=(await _events(session, [exact], {exact: SCORES[Fit.SAME]}))[0])
    query, index = meaningful(words(text)), Index(session, Sort.EVENT, now.date(), kinds)
    fits = await index.titled(words(text)) or await index.fits(query)
    headings = await events.headings(session, fits, kinds)
    if headings:
        often = await asked.times(session, Sort.EVENT, headings) if len(headings) > 1 else {}
        ranked = sorted(
            headings,
            key=lambda one: (
                -fits[one], *_distance(headings[one], now.date()), -often.get(one, 0), one,
            ),
        )  # fmt: skip
        return decide(await _events(session, ranked[:limit], scores(fits)))
    near = await index.near(query, limit)
    near = {one: near[one] for one in await events.headings(session, near, kinds)}
    return Matches(nearest=await _events(session, list(near), near))


async def _in_office(session: Session, office: OfficeAsked) -> Matches:
    """Find who holds the office that is meant; the office itself, if nobody is known to."""
    held = await held_offices(session, office)
    people = dict.fromkeys(one for post in held for one in post.holders if office.in_person)
    posts = dict.fromkeys(one.post.id for one in held)
    worth = dict.fromkeys(posts, SCORES[Fit.WORDS]) | dict.fromkeys(people, SCORES[Fit.SAME])
    shown = await _actors(session, [*people, *posts], worth)
    if shown:
        return decide(shown)
    others = await other_offices(session, office)
    near = dict.fromkeys((one.id for one in others[:LIMIT]), SCORES[Fit.MISSPELT])
    return Matches(nearest=await _actors(session, list(near), near))


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
    session: Session, ids: Sequence[str], worth: Mapping[str, float]
) -> tuple[Match, ...]:
    known = await facts.actors(session, ids)
    return tuple(Match(one, known[one].name, worth[one]) for one in ids if one in known)


async def _events(
    session: Session, ids: Sequence[str], worth: Mapping[str, float]
) -> tuple[Match, ...]:
    known = await events.events_by_id(session, ids)
    return tuple(Match(one, known[one].title, worth[one]) for one in ids if one in known)


def _distance(heading: Heading, today: date) -> tuple[bool, int]:
    """Sort by how far from today an event begins; those without a date come last."""
    day = heading.first_day
    return day is None, abs((day - today).days) if day else 0


async def find_country(session: Session, text: str) -> str | None:
    """Return the code of the country of that code, name or adjective.

    In any script, if the state is an actor.
    """
    if ambiguous_countries(text):
        return None
    code = country_code(text.strip())
    if code is not None:
        return code
    meant = countries_of(text)
    if meant:
        return meant[0] if len(meant) == 1 else None
    named = await Index(session, Sort.ACTOR).titled(words(text))
    states = (await facts.actors(session, named)).values() if named else ()
    return next((one.country for one in states if one.kind is ActorKind.STATE), None)
