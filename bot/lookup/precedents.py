"""What came of earlier journeys under a warrant, with the rulings and the arguments on them."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.claims import Claim
from bot.domain.countries import country_name
from bot.domain.edtf import span
from bot.domain.law_answers import ArgumentAnswer, FindingAnswer, PrecedentAnswer
from bot.domain.precedents import Finding, Precedent
from bot.lookup.refs import Refs, resolve
from bot.store import facts, law
from bot.store.database import Session


async def precedents(
    session: Session,
    now: datetime,
    *,
    subjects: Iterable[str] = (),
    states: Iterable[str] = (),
) -> tuple[PrecedentAnswer, ...]:
    """Return the journeys of these subjects, or to these states, as known by now, in order."""
    today = now.date()
    found = await law.precedents(session, subjects=subjects, states=states, known_by=today)
    if not found:
        return ()
    wanted = {claim for one in found for claim in one.arguments}
    claims = await facts.claims_with(session, wanted)
    said = {id_: one for id_, one in claims.items() if one.date and span(one.date).first <= today}
    actors = {one.subject for one in found} | {one.claimant for one in said.values()}
    actors |= {ruling.by for one in found for ruling in one.findings}
    sources = {source for one in found for source in one.sources}
    sources |= {source for one in found for ruling in one.findings for source in ruling.sources}
    refs = await resolve(session, actors=actors, sources=sources)
    return tuple(_answer(one, said, refs) for one in found)


def _answer(one: Precedent, said: dict[str, Claim], refs: Refs) -> PrecedentAnswer:
    same = one.model_dump(exclude={"findings", "arguments", "sources"})
    return PrecedentAnswer(
        **same,
        subject_name=refs.name(one.subject),
        state_name=country_name(one.state),
        findings=tuple(_finding(ruling, refs) for ruling in one.findings),
        arguments=tuple(_argument(said[id_], refs) for id_ in one.arguments if id_ in said),
        sources=refs.outlets(one.sources),
    )


def _finding(one: Finding, refs: Refs) -> FindingAnswer:
    return FindingAnswer(
        **one.model_dump(exclude={"sources"}),
        by_name=refs.name(one.by),
        sources=refs.outlets(one.sources),
    )


def _argument(one: Claim, refs: Refs) -> ArgumentAnswer:
    return ArgumentAnswer(
        id=one.id,
        claimant=one.claimant,
        claimant_name=refs.name(one.claimant),
        proposition=one.proposition,
        date=one.date,
        standing=one.standing,
    )
