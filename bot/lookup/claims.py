"""Who says what about whom: claims, with the denials that answer them."""

from collections.abc import Iterable
from datetime import date

from bot.domain.answers import ClaimAnswer, Listing
from bot.domain.claims import Claim
from bot.domain.edtf import Precision, span
from bot.lookup.refs import Refs, resolve
from bot.store import facts
from bot.store.database import Session


async def claims(
    session: Session, about: str | None = None, limit: int | None = None
) -> Listing[ClaimAnswer]:
    """Return the claims about an actor or by it, and the denials of them; else all claims.

    With a limit, so many of the latest.
    """
    found = await facts.claims(session, about=about, by=about, limit=limit)
    items = await _answers(session, found)
    total = len(items)
    if limit is not None and len(found) == limit:
        total = max(total, await facts.claims_count(session, about))
    return Listing[ClaimAnswer](items=items, total=total)


async def claims_between(session: Session, first: date, last: date) -> tuple[ClaimAnswer, ...]:
    """Return what was said from `first` to `last`, both inclusive, and the denials of it."""
    found = await facts.claims_said(session, first, last)
    # "In June" is no news on the 1st: only what is known to the day falls between two days.
    return await _answers(session, (one for one in found if _to_the_day(one)))


async def claim_answer(session: Session, claim_id: str) -> ClaimAnswer | None:
    """Return a claim by its id."""
    found = await facts.claim(session, claim_id)
    answers = await _answers(session, [found] if found else [])
    return next((one for one in answers if one.id == claim_id), None)


def _to_the_day(claim: Claim) -> bool:
    return claim.date is not None and span(claim.date).precision is Precision.DAY


async def _answers(session: Session, found: Iterable[Claim]) -> tuple[ClaimAnswer, ...]:
    """Return these claims and whatever denies them, each once."""
    known = {one.id: one for one in found}
    denials = await facts.denials(session, known)
    for denial in (one for several in denials.values() for one in several):
        known.setdefault(denial.id, denial)
    people = {actor for one in known.values() for actor in (one.claimant, *one.about)}
    refs = await resolve(session, actors=people)
    return tuple(_answer(one, denials.get(one.id, ()), refs) for one in known.values())


def _answer(one: Claim, denials: Iterable[Claim], refs: Refs) -> ClaimAnswer:
    return ClaimAnswer(
        id=one.id,
        claimant=one.claimant,
        claimant_name=refs.name(one.claimant),
        about=tuple(map(refs.named, one.about)),
        proposition=one.proposition,
        stance=one.stance,
        denies=one.denies,
        denied_by=tuple(denial.id for denial in denials),
        date=one.date,
        outlet=one.outlet,
        origin=one.origin,
        standing=one.standing,
        events=one.events,
    )
