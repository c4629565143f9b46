"""Warrants, summonses and applications that are public, with the names behind the ids."""

from datetime import date, datetime

from bot.domain.answers import Listing, StepAnswer, WarrantAnswer
from bot.domain.warrant_history import as_known, steps
from bot.domain.warrants import LegalInstrument, Step
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


async def warrant_answer(session: Session, warrant_id: str, now: datetime) -> WarrantAnswer | None:
    """Return one instrument as it is known by now; none if it is not public yet."""
    found = await facts.instrument(session, warrant_id)
    if found is None or (found.public_since and not found.public_on(now.date())):
        return None
    found = as_known(found, now.date())
    return _answer(found, await _resolve(session, (found,)))


async def as_of(session: Session, answer: WarrantAnswer, on: date) -> WarrantAnswer:
    """Return an answer with where the instrument stood on a day, as far as is known by now."""
    found = await facts.instrument(session, answer.id)
    then = found.status_on(on) if found else None
    return answer.model_copy(update={"on": on, "status_then": then})


async def _resolve(session: Session, found: tuple[LegalInstrument, ...]) -> Refs:
    return await resolve(
        session,
        actors={actor for one in found for actor in (one.court, one.subject)},
        sources={source for one in found for source in _sources(one)},
    )


def _sources(one: LegalInstrument) -> tuple[str, ...]:
    return (*one.sources, *(source for step in one.history for source in step.sources))


def _answer(one: LegalInstrument, refs: Refs) -> WarrantAnswer:
    named = {"court": refs.named(one.court), "subject": refs.named(one.subject)}
    same = one.model_dump(exclude={"court", "subject", "sources", "history"})
    return WarrantAnswer(
        **same,
        **named,
        history=tuple(_step(step, one, refs) for step in steps(one)),
        sources=refs.source_list(one.sources),
    )


def _step(step: Step, one: LegalInstrument, refs: Refs) -> StepAnswer:
    return StepAnswer(
        on=step.on,
        what=step.what,
        public=step.public if step.public != step.on else None,
        note=step.note,
        standing=step.standing or one.standing,
        sources=refs.outlets(step.sources),
    )
