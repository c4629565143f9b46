"""Warrants, summonses and applications that are public, with the names behind the ids."""

from datetime import datetime

from bot.domain.answers import Listing, WarrantAnswer
from bot.domain.warrants import LegalInstrument
from bot.lookup.refs import Refs, resolve
from bot.store import facts
from bot.store.database import Session


async def warrants(
    session: Session, now: datetime, subject: str | None = None
) -> Listing[WarrantAnswer]:
    """Return the instruments public by now, the latest first; of one subject only, if given."""
    subjects = None if subject is None else [subject]
    found = await facts.instruments(session, subjects=subjects, public_by=now.date())
    refs = await _resolve(session, found)
    items = tuple(_answer(one, refs) for one in found)
    return Listing[WarrantAnswer](items=items, total=len(items))


async def warrant_answer(session: Session, warrant_id: str) -> WarrantAnswer | None:
    """Return one instrument, public or not."""
    found = await facts.instrument(session, warrant_id)
    return _answer(found, await _resolve(session, (found,))) if found else None


async def _resolve(session: Session, found: tuple[LegalInstrument, ...]) -> Refs:
    return await resolve(
        session,
        actors={actor for one in found for actor in (one.court, one.subject)},
        sources={source for one in found for source in one.sources},
    )


def _answer(one: LegalInstrument, refs: Refs) -> WarrantAnswer:
    named = {"court": refs.named(one.court), "subject": refs.named(one.subject)}
    same = one.model_dump(exclude={"court", "subject", "sources"})
    return WarrantAnswer(**same, **named, sources=refs.source_list(one.sources))
