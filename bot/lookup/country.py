"""What there is to know of a country on a day: who leads it, who comes, and what binds it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.actors import LEADER_RANK, Actor, Occupancy, conducts_foreign_affairs
from bot.domain.answers import Named
from bot.domain.countries import country_name
from bot.domain.date_words import describe
from bot.domain.dates import Dates
from bot.domain.events import Event, EventStatus
from bot.domain.whereabouts_answers import CountryAnswer, HolderAnswer
from bot.lookup.backing import backing
from bot.lookup.days import calendar_unit
from bot.lookup.exposure import exposures_of
from bot.lookup.precedents import precedents
from bot.lookup.refs import Refs, resolve
from bot.lookup.stays import Found, stay_answers, stays_in
from bot.lookup.treaties import treaty_answers
from bot.store import facts
from bot.store.database import Session
from bot.store.events import EventQuery

MOST_COMING = 50
"""Events ahead, the first ones, of which it is said who comes."""

LATELY_YEARS = 5
"""For so long it is worth saying who was named by an office last."""


async def country_answer(session: Session, code: str, on: date, now: datetime) -> CountryAnswer:
    """Say what there is to know of a country on a day."""
    week = calendar_unit(on, "week", 0)
    here, coming = await _visitors(session, code, week)
    events = _events([*here, *coming])
    posts = {one.id: one for one in await facts.offices_of(session, code)}
    known = await facts.occupancies_of_posts(session, posts)
    held = [one for one in known if one.covers(on)]
    held += _last_named(known, {one.post for one in held}, on)
    refs = await resolve(session, actors=[*posts, *(one.holder for one in held)])
    treaties, listed_by = await treaty_answers(session, code, on, now.date())
    state = await facts.state_actor(session, code)
    ahead = [one for one in events if one.status is not EventStatus.OCCURRED]
    return CountryAnswer(
        id=code,
        name=country_name(code),
        state=Named(id=state.id, name=state.name) if state else None,
        on=on,
        leaders=_holders(held, posts, refs, on, leaders=True),
        foreign_ministers=_holders(held, posts, refs, on, leaders=False),
        here=await stay_answers(session, here),
        coming=await stay_answers(session, coming),
        treaties=treaties,
        exposures=await exposures_of(session, ahead, now),
        precedents=await precedents(session, now, states=[code]),
        interpretation=_said(on, week),
        **await backing(session, events, [*_sources(held), *listed_by]),
    )


def _last_named(known: Iterable[Occupancy], taken: set[str], on: date) -> Iterable[Occupancy]:
    """Return who was named last by an office of which nobody is known to hold it."""
    last: dict[str, Occupancy] = {}
    for one in known:
        day = _named(one, on)
        before = last.get(one.post)
        if day and one.post not in taken and (before is None or day > str(_named(before, on))):
            last[one.post] = one
    return last.values()


def _named(one: Occupancy, on: date) -> str | None:
    """Return the last day up to one on which a source names somebody by an office, if lately."""
    since = on.replace(year=on.year - LATELY_YEARS, day=1).isoformat()
    days = [day for day in one.attested if since <= day <= on.isoformat()]
    return max(days, default=None)


def _said(on: date, week: tuple[date, date]) -> str:
    first, last = (day.isoformat() for day in week)
    day = describe(Dates(start=on.isoformat()))
    return f"as of {day}; “this week” is {describe(Dates(start=first, end=last))}"


async def _visitors(
    session: Session, code: str, week: tuple[date, date]
) -> tuple[list[Found], list[Found]]:
    """Return who comes from elsewhere in a week, and who comes after it."""
    this = EventQuery(first=week[0], last=week[1], country=code)
    then = EventQuery(first=week[1] + timedelta(days=1), last=date.max, country=code)
    here = await stays_in(session, this)
    later = await stays_in(session, then, limit=MOST_COMING)
    cast = await facts.actors(session, {one.stay.who for one in (*here, *later)})
    own = {one.id for one in cast.values() if one.country == code}
    known = {one.stay.event.id for one in here}
    return (
        [one for one in here if one.stay.who not in own],
        [one for one in later if one.stay.who not in own and one.stay.event.id not in known],
    )


def _events(found: Iterable[Found]) -> list[Event]:
    return list({one.stay.event.id: one.stay.event for one in found}.values())


def _sources(held: Iterable[Occupancy]) -> list[str]:
    return [source for one in held for source in one.sources]


def _holders(
    held: Iterable[Occupancy], posts: dict[str, Actor], refs: Refs, on: date, *, leaders: bool
) -> tuple[HolderAnswer, ...]:
    """Return who leads the country, or who conducts its foreign affairs, the foremost first."""
    found = [one for one in held if _fits(posts[one.post], leaders=leaders)]
    found.sort(key=lambda one: (posts[one.post].rank, one.post))
    return tuple(
        HolderAnswer(
            post=refs.named(one.post),
            who=refs.named(one.holder),
            start=one.start,
            acting=one.acting,
            named=_named(one, on),
        )
        for one in found
    )


def _fits(post: Actor, *, leaders: bool) -> bool:
    return post.rank <= LEADER_RANK if leaders else conducts_foreign_affairs(post)
