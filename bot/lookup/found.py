"""What a search found, with what is needed to tell one from another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.events import Event
from bot.domain.named import Sort
from bot.domain.search_answers import FoundAnswer, SearchAnswer
from bot.lookup.event import event_summary
from bot.lookup.everything import Finding, search
from bot.lookup.matches import LIMIT
from bot.lookup.refs import Refs, resolve
from bot.store import events
from bot.store.database import Session


async def search_answer(
    session: Session,
    query: str,
    now: datetime,
    *,
    limit: int = LIMIT,
    among: Sort | None = None,
) -> tuple[SearchAnswer, tuple[FoundAnswer, ...]]:
    """Return what a query may mean, and, if that is nothing, what comes near it."""
    found = await search(session, query, now, limit, among=among)
    told = tuple(one for one in (found.best, *found.others) if one is not None)
    items = await _told(session, told, now.date())
    near = await _told(session, found.nearest, now.date())
    return SearchAnswer(query=query, sure=found.best is not None, items=items), near


async def _told(session: Session, found: Sequence[Finding], day: date) -> tuple[FoundAnswer, ...]:
    ids = {sort: [one.match.id for one in found if one.sort is sort] for sort in Sort}
    refs = await resolve(session, actors=ids[Sort.ACTOR], holders=ids[Sort.ACTOR])
    known = _Known(refs, await events.events_by_id(session, ids[Sort.EVENT]), day)
    tell = {Sort.ACTOR: known.actor, Sort.EVENT: known.event, Sort.PLACE: known.place}
    return tuple(tell[one.sort](one) for one in found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of all that was found."""

    refs: Refs
    events: dict[str, Event]
    day: date

    def actor(self, one: Finding) -> FoundAnswer:
        actor = self.refs.actors[one.match.id]
        return _found(
            one,
            f"actor {actor.id}",
            kind=actor.kind,
            office=self.refs.office(actor.id, self.day),
            country=actor.country,
        )

    def event(self, one: Finding) -> FoundAnswer:
        event = self.events[one.match.id]
        country = event.place.country if event.place else None
        return _found(one, f"event {event.id}", event=event_summary(event), country=country)

    def place(self, one: Finding) -> FoundAnswer:
        city, _, country = one.match.id.rpartition(", ")
        return _found(one, f"who-is-in {city}" if city else f"country {country}", country=country)


def _found(one: Finding, command: str, **more: object) -> FoundAnswer:
    match = one.match
    return FoundAnswer.model_validate(
        {"sort": one.sort, "id": match.id, "name": match.name, "score": match.score}
        | {"command": command}
        | more
    )
