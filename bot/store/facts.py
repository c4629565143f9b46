"""Keeping and finding what is known besides events: actors, offices, treaties, warrants, claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.claims import Claim, Stance
from bot.domain.edtf import span
from bot.domain.named import Sort, actor_names
from bot.domain.sources import SourceReport
from bot.domain.treaties import TreatyStatus
from bot.domain.warrant_history import as_known
from bot.domain.warrants import LegalInstrument
from bot.store.names import put_names
from bot.store.tables import (
    ActorRow,
    ClaimActorRow,
    ClaimRow,
    InstrumentRow,
    OccupancyRow,
    SourceRow,
    TreatyStatusRow,
)


async def put_source(session: AsyncSession, source: SourceReport) -> None:
    """Keep a source, in place of what was known of it."""
    await session.merge(SourceRow(id=source.id, document=source.model_dump(mode="json")))


async def put_actor(session: AsyncSession, actor: Actor) -> None:
    """Keep an actor and its names, in place of what was known of it."""
    await session.merge(
        ActorRow(
            id=actor.id,
            kind=actor.kind,
            country=actor.country,
            document=actor.model_dump(mode="json"),
        )
    )
    await session.flush()
    await put_names(session, Sort.ACTOR, actor.id, actor_names(actor))


async def put_occupancy(session: AsyncSession, occupancy: Occupancy) -> None:
    """Keep who held an office; holder, office and start tell one occupancy from another."""
    await session.merge(
        OccupancyRow(
            holder=occupancy.holder,
            post=occupancy.post,
            start=occupancy.start or "",
            document=occupancy.model_dump(mode="json"),
        )
    )


async def put_treaty_status(session: AsyncSession, status: TreatyStatus) -> None:
    """Keep where a state stands towards a treaty, in place of what was known of it."""
    await session.merge(
        TreatyStatusRow(
            treaty=status.treaty, state=status.state, document=status.model_dump(mode="json")
        )
    )


async def put_instrument(session: AsyncSession, instrument: LegalInstrument) -> None:
    """Keep a warrant, in place of what was known of it."""
    public = instrument.public_since
    await session.merge(
        InstrumentRow(
            id=instrument.id,
            subject=instrument.subject,
            court=instrument.court,
            public_on=span(public).first if public else None,
            document=instrument.model_dump(mode="json"),
        )
    )


async def put_claim(session: AsyncSession, claim: Claim) -> None:
    """Keep a claim and whom it is about, in place of what was known of it."""
    await session.merge(
        ClaimRow(
            id=claim.id,
            claimant=claim.claimant,
            denies=claim.denies,
            said_on=span(claim.date).first if claim.date else None,
            document=claim.model_dump(mode="json"),
        )
    )
    await session.flush()
    await session.execute(delete(ClaimActorRow).where(ClaimActorRow.claim_id == claim.id))
    session.add_all(ClaimActorRow(claim_id=claim.id, actor_id=one) for one in set(claim.about))


async def sources(session: AsyncSession, ids: Iterable[str]) -> dict[str, SourceReport]:
    """Return the sources with these ids."""
    rows = await session.scalars(select(SourceRow).where(SourceRow.id.in_(set(ids))))
    return {row.id: SourceReport.model_validate(row.document) for row in rows}


async def actors(session: AsyncSession, ids: Iterable[str]) -> dict[str, Actor]:
    """Return the actors with these ids."""
    found = await session.scalars(select(ActorRow.document).where(ActorRow.id.in_(set(ids))))
    actors = map(Actor.model_validate, found)
    return {one.id: one for one in actors}


async def state_actor(session: AsyncSession, country: str) -> Actor | None:
    """Return the actor that is the state with this code today."""
    row = await session.scalar(
        select(ActorRow).where(
            ActorRow.country == country,
            ActorRow.kind == ActorKind.STATE,
            ActorRow.document["dissolved"].as_string().is_(None),
        )
    )
    return Actor.model_validate(row.document) if row else None


async def offices(session: AsyncSession, country: str) -> tuple[Actor, ...]:
    """Return the offices of a state, by id."""
    rows = await session.scalars(
        select(ActorRow)
        .where(ActorRow.country == country, ActorRow.kind == ActorKind.OFFICE)
        .order_by(ActorRow.id)
    )
    return tuple(Actor.model_validate(row.document) for row in rows)


async def occupancies_of(session: AsyncSession, holders: Iterable[str]) -> tuple[Occupancy, ...]:
    """Return the offices that these persons hold and held, the earliest first."""
    found = await session.scalars(
        select(OccupancyRow.document)
        .where(OccupancyRow.holder.in_(set(holders)))
        .order_by(OccupancyRow.start, OccupancyRow.post)
    )
    return tuple(map(Occupancy.model_validate, found))


async def occupancies_in(session: AsyncSession, post: str) -> tuple[Occupancy, ...]:
    """Return who held an office, the earliest first."""
    return await occupancies_of_posts(session, [post])


async def offices_of(session: AsyncSession, country: str) -> tuple[Actor, ...]:
    """Return the offices of a country."""
    rows = await session.scalars(
        select(ActorRow)
        .where(ActorRow.country == country, ActorRow.kind == ActorKind.OFFICE)
        .order_by(ActorRow.id)
    )
    return tuple(Actor.model_validate(row.document) for row in rows)


async def occupancies_of_posts(
    session: AsyncSession, posts: Iterable[str]
) -> tuple[Occupancy, ...]:
    """Return who holds and held these offices, the earliest first."""
    rows = await session.scalars(
        select(OccupancyRow)
        .where(OccupancyRow.post.in_(set(posts)))
        .order_by(OccupancyRow.start, OccupancyRow.holder)
    )
    return tuple(Occupancy.model_validate(row.document) for row in rows)


async def treaties(session: AsyncSession) -> tuple[str, ...]:
    """Return the treaties of which the list of states is loaded."""
    found = await session.scalars(
        select(TreatyStatusRow.treaty).distinct().order_by(TreatyStatusRow.treaty)
    )
    return tuple(found)


async def treaty_status(session: AsyncSession, treaty: str, state: str) -> TreatyStatus | None:
    """Return where a state stands towards a treaty; none if the list does not have it."""
    row = await session.get(TreatyStatusRow, (treaty, state))
    return TreatyStatus.model_validate(row.document) if row else None


async def treaty_statuses(
    session: AsyncSession, treaty: str, states: Iterable[str]
) -> dict[str, TreatyStatus]:
    """Return where these states stand towards a treaty; states not in its list are left out."""
    rows = await session.scalars(
        select(TreatyStatusRow).where(
            TreatyStatusRow.treaty == treaty, TreatyStatusRow.state.in_(set(states))
        )
    )
    return {row.state: TreatyStatus.model_validate(row.document) for row in rows}


async def treaty_known(session: AsyncSession, treaty: str) -> bool:
    """Whether the list of a treaty's states has been loaded at all."""
    found = await session.scalar(
        select(TreatyStatusRow.state).where(TreatyStatusRow.treaty == treaty).limit(1)
    )
    return found is not None


async def instrument(session: AsyncSession, instrument_id: str) -> LegalInstrument | None:
    """Return a warrant by its id."""
    row = await session.get(InstrumentRow, instrument_id)
    return LegalInstrument.model_validate(row.document) if row else None


async def instruments(
    session: AsyncSession, *, subjects: Iterable[str] | None = None, public_by: date | None = None
) -> tuple[LegalInstrument, ...]:
    """Return the instruments, of these subjects only; those known by a day, as known by then."""
    query = select(InstrumentRow).order_by(InstrumentRow.public_on.desc(), InstrumentRow.id)
    if subjects is not None:
        query = query.where(InstrumentRow.subject.in_(set(subjects)))
    if public_by is not None:
        query = query.where(
            InstrumentRow.public_on.is_(None) | (InstrumentRow.public_on <= public_by)
        )
    rows = await session.scalars(query)
    found = (LegalInstrument.model_validate(row.document) for row in rows)
    return tuple(one if public_by is None else as_known(one, public_by) for one in found)


async def claims(
    session: AsyncSession,
    *,
    about: str | None = None,
    by: str | None = None,
    limit: int | None = None,
) -> tuple[Claim, ...]:
    """Return claims, the latest first: about an actor, or by one, or all.

    With both given, those that are about it or by it.
    """
    query = select(ClaimRow.document).where(*_concerning(about, by))
    latest = query.order_by(ClaimRow.said_on.desc().nulls_last(), ClaimRow.id).limit(limit)
    return tuple(Claim.model_validate(one) for one in await session.scalars(latest))


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """How many claims there are of an actor."""

    made: int
    denied: int
    """Made by it, too: denials."""
    about: int


async def claim_counts(session: AsyncSession, actor: str) -> ClaimCounts:
    """Return how many claims there are by an actor, and about it."""
    denial = ClaimRow.document["stance"].as_string() == Stance.DENIED
    by = await session.execute(
        select(denial, func.count()).where(ClaimRow.claimant == actor).group_by(denial)
    )
    made = {bool(denied): number for denied, number in by}
    about = select(func.count()).where(ClaimActorRow.actor_id == actor)
    return ClaimCounts(made.get(False, 0), made.get(True, 0), await session.scalar(about) or 0)


async def claims_count(session: AsyncSession, actor: str | None = None) -> int:
    """Return how many claims there are about an actor or by it, or at all."""
    query = select(func.count()).select_from(ClaimRow).where(*_concerning(actor, actor))
    return await session.scalar(query) or 0


def _concerning(about: str | None, by: str | None) -> list[ColumnElement[bool]]:
    found = []
    if about is not None:
        found.append(select(ClaimActorRow.claim_id).where(ClaimActorRow.actor_id == about))
    if by is not None:
        found.append(select(ClaimRow.id).where(ClaimRow.claimant == by))
    return [ClaimRow.id.in_(union(*found))] if found else []


async def claims_said(session: AsyncSession, first: date, last: date) -> tuple[Claim, ...]:
    """Return the claims of which the first possible day lies in [first, last], in order."""
    rows = await session.scalars(
        select(ClaimRow)
        .where(ClaimRow.said_on >= first, ClaimRow.said_on <= last)
        .order_by(ClaimRow.said_on, ClaimRow.id)
    )
    return tuple(Claim.model_validate(row.document) for row in rows)


async def claim(session: AsyncSession, claim_id: str) -> Claim | None:
    """Return a claim by its id."""
    row = await session.get(ClaimRow, claim_id)
    return Claim.model_validate(row.document) if row else None


async def claims_with(session: AsyncSession, ids: Iterable[str]) -> dict[str, Claim]:
    """Return the claims with these ids."""
    rows = await session.scalars(select(ClaimRow).where(ClaimRow.id.in_(set(ids))))
    return {row.id: Claim.model_validate(row.document) for row in rows}


async def denials(session: AsyncSession, ids: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
    """Return, for each of these claims, the claims that deny it."""
    rows = await session.scalars(
        select(ClaimRow).where(ClaimRow.denies.in_(set(ids))).order_by(ClaimRow.id)
    )
    found: dict[str, tuple[Claim, ...]] = {}
    for row in rows:
        found[str(row.denies)] = (
            *found.get(str(row.denies), ()),
            Claim.model_validate(row.document),
        )
    return found
