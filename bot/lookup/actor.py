"""What is known of one actor: offices, travel behind and ahead, warrants, claims."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.answers import (
    ActorAnswer,
    ActorCounts,
    EventSummary,
    MetAnswer,
    OfficeAnswer,
)
from bot.domain.events import Event
from bot.lookup.claims import claims
from bot.lookup.company import met, met_answers
from bot.lookup.event import event_summary
from bot.lookup.exposure import subject_exposures
from bot.lookup.precedents import precedents
from bot.lookup.record import OnRecord, on_record
from bot.lookup.refs import Refs, resolve
from bot.lookup.travels import Travels
from bot.lookup.warrants import warrants
from bot.store import events, facts
from bot.store.database import Session
from bot.store.facts import ClaimCounts

MOST_EVENTS = 5
"""Of those ahead, and of those behind; `events actor:…` has them all."""
MOST_CLAIMS = 50
"""The latest; `claims` has them all."""


async def actor_answer(session: Session, actor_id: str, now: datetime) -> ActorAnswer | None:
    """Return all that is known of an actor by now; none if there is no such actor."""
    actor = (await facts.actors(session, [actor_id])).get(actor_id)
    if actor is None:
        return None
    held, holders = await _occupancies(session, actor)
    refs = await resolve(
        session,
        holders=[actor_id],
        actors=[*(one.holder for one in holders), *actor.successors],
        sources=[*actor.sources, *(source for one in (*held, *holders) for source in one.sources)],
    )
    record = await on_record(session, actor, now)
    travels = Travels(actor_id, record.near, now)
    said = (await claims(session, actor_id, MOST_CLAIMS)).items
    cited = await resolve(
        session, sources={source for event in record.near for source in event.sources}
    )
    return ActorAnswer(
        id=actor.id,
        kind=actor.kind,
        name=actor.name,
        aliases=actor.aliases,
        country=actor.country,
        note=actor.note,
        offices=tuple(_office(one, refs.posts[one.post]) for one in held if one.post in refs.posts),
        holders=tuple(_holder(one, refs, actor) for one in holders),
        office_now=refs.office(actor_id, now.date()),
        warrants=(await warrants(session, now, actor_id)).items,
        exposures=await subject_exposures(session, actor_id, now),
        precedents=await precedents(session, now, subjects=[actor_id]),
        next=_summary(travels.next),
        last=_summary(travels.last),
        tally=travels.tally,
        ahead=tuple(map(event_summary, travels.ahead[:MOST_EVENTS])),
        behind=tuple(map(event_summary, travels.behind[:MOST_EVENTS])),
        met=await _company(session, actor, record.near, now),
        met_among=record.among,
        counts=_counts(record, await facts.claim_counts(session, actor_id)),
        archives=tuple(one for one in cited.source_list(sorted(cited.sources)) if one.since),
        years=actor.years,
        successors=tuple(map(refs.named, actor.successors)),
        claims=said,
        sources=refs.source_list(refs.sources),
        as_of=await _as_of(session, record.near),
    )


async def _as_of(session: Session, near: Sequence[Event]) -> datetime | None:
    return await events.last_revised(session, [one.id for one in near]) if near else None


async def _company(
    session: Session, actor: Actor, near: Sequence[Event], now: datetime
) -> tuple[MetAnswer, ...]:
    """Return whom an actor met most: of a state, those from elsewhere whom its people met."""
    cast = {one.actor for event in near for one in event.participants}
    refs = await resolve(session, actors=cast)
    them = {actor.id}
    if actor.kind is ActorKind.STATE and actor.country and not actor.dissolved:
        them |= {one.id for one in refs.actors.values() if one.country == actor.country}
    people = {one.id for one in refs.actors.values() if one.kind is ActorKind.PERSON}
    return met_answers(met(them, near, people, now), refs)


async def _occupancies(
    session: Session, actor: Actor
) -> tuple[tuple[Occupancy, ...], tuple[Occupancy, ...]]:
    """Return the offices that a person held, and who held an office; the latest first."""
    if actor.kind is ActorKind.OFFICE:
        return (), (await facts.occupancies_in(session, actor.id))[::-1]
    return (await facts.occupancies_of(session, [actor.id]))[::-1], ()


def _summary(event: Event | None) -> EventSummary | None:
    return event_summary(event) if event else None


def _office(one: Occupancy, post: Actor) -> OfficeAnswer:
    return OfficeAnswer(
        id=post.id,
        title=post.name,
        state=post.country,
        start=one.start,
        end=one.end,
        acting=one.acting,
        attested=one.attested,
    )


def _holder(one: Occupancy, refs: Refs, post: Actor) -> OfficeAnswer:
    return OfficeAnswer(
        id=one.holder,
        title=refs.name(one.holder),
        state=post.country,
        start=one.start,
        end=one.end,
        acting=one.acting,
        attested=one.attested,
    )


def _counts(record: OnRecord, said: ClaimCounts) -> ActorCounts:
    return ActorCounts(
        events=record.total,
        visits=sum(record.visits_by_country.values()),
        visits_by_country=dict(record.visits_by_country),
        last_visits=dict(record.last_visits),
        claims_made=said.made,
        claims_about=said.about,
        claims_denied=said.denied,
    )
