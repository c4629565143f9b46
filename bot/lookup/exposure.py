"""Is a state bound to arrest somebody on a day, or on the days of an event that is recorded?"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.domain.answers import ExposureAnswer
from bot.domain.countries import country_name
from bot.domain.dates import Precision
from bot.domain.events import Event, Mode, Role
from bot.domain.exposure import Exposure, exposure, exposure_over, pick_warrant
from bot.domain.warrants import ROME_STATUTE, LegalInstrument, TreatyStatus
from bot.lookup.refs import Refs, resolve
from bot.store import facts

if TYPE_CHECKING:
    from bot.store.database import Session

_TRAVELLERS = (Role.VISITOR, Role.ATTENDEE)
_PRECISE_ENOUGH = (Precision.DAY, Precision.MONTH)


async def exposure_answer(
    session: "Session", subject_id: str, country: str, on: date, now: datetime
) -> ExposureAnswer:
    """Say whether `country` is bound on `on` to arrest a subject, as far as is public by now."""
    known = await facts.instruments(
        session, subjects=[subject_id], public_by=max(on, now.date())
    )
    warrant = _warrant(known, on)
    status = await facts.treaty_status(session, ROME_STATUTE, country)
    refs = await resolve(
        session, actors=[subject_id], sources=_sources(warrant, status)
    )
    found = exposure(
        warrant, subject_id, country, on, status, subject_name=refs.name(subject_id)
    )
    if status is None and not await facts.treaty_known(session, ROME_STATUTE):
        found = _unknown(found)
    return _answer(found, refs, warrant, status)


async def event_exposures(
    session: "Session", event: Event, now: datetime
) -> tuple[ExposureAnswer, ...]:
    """Say it of each who travels to an event and is the subject of an instrument public by now."""
    return await exposures_of(session, (event,), now)


async def exposures_of(
    session: "Session", events: Sequence[Event], now: datetime, subject: str | None = None
) -> tuple[ExposureAnswer, ...]:
    """Say the same of several events, in their order; of one `subject` only, if given.

    A journey at home is none: who belongs to the host state does not travel there.
    """
    open_events = [event for event in events if _can_expose(event)]
    travellers = {one for event in open_events for one in _travellers(event, subject)}
    known = (
        await facts.instruments(session, subjects=travellers, public_by=now.date())
        if travellers
        else ()
    )
    if not known:
        return ()
    states = {_country(event) for event in open_events}
    statuses = await facts.treaty_statuses(session, ROME_STATUTE, states)
    loaded = bool(statuses) or await facts.treaty_known(session, ROME_STATUTE)
    refs = await resolve(
        session,
        actors={one.subject for one in known},
        sources=[one for found in (*known, *statuses.values()) for one in found.sources],
    )
    found = []
    for event in open_events:
        status = statuses.get(_country(event))
        for subject_id in _travellers(event, subject):
            answer = _of_event(event, subject_id, known, status, refs)
            if answer is not None:
                found.append(answer if loaded else _unknown_answer(answer))
    return tuple(found)


def _of_event(
    event: Event,
    subject: str,
    known: Sequence[LegalInstrument],
    status: TreatyStatus | None,
    refs: Refs,
) -> ExposureAnswer | None:
    state, first = _country(event), event.dates.first_day
    actor = refs.actors.get(subject)
    if first is None or (actor is not None and actor.country == state):
        return None
    last = event.dates.last_day or first
    own = tuple(one for one in known if one.subject == subject)
    warrant = pick_warrant(own, first) or pick_warrant(own, last)
    if warrant is None:
        return None
    found = exposure_over(
        warrant, state, first, last, status, subject_name=refs.name(subject)
    )
    return _answer(found, refs, warrant, status)


def _can_expose(event: Event) -> bool:
    precise = event.dates.precision in _PRECISE_ENOUGH
    return not event.dead and precise and bool(_country(event))


def _country(event: Event) -> str:
    return (event.place.country if event.place else None) or ""


def _travellers(event: Event, subject: str | None) -> tuple[str, ...]:
    there = [one for one in event.having(*_TRAVELLERS) if one.mode is Mode.IN_PERSON]
    ids = dict.fromkeys(one.actor for one in there)
    return tuple(one for one in ids if subject in (None, one))


def _warrant(known: tuple[LegalInstrument, ...], on: date) -> LegalInstrument | None:
    """Pick what the world knew of on the day, else what was in force, or may have been, unknown."""
    held = {one.id: one.warrant_on(on) for one in known}
    secret = sorted(
        (one for one in known if held[one.id] is not False),
        key=lambda one: held[one.id] is None,
    )
    return pick_warrant(known, on) or next(iter(secret), None)


def _sources(*found: LegalInstrument | TreatyStatus | None) -> list[str]:
    return [source for one in found if one is not None for source in one.sources]


def _answer(
    found: Exposure, refs: Refs, warrant: LegalInstrument | None, status: TreatyStatus | None
) -> ExposureAnswer:
    return ExposureAnswer(
        subject=found.subject,
        subject_name=refs.name(found.subject),
        state=found.state,
        state_name=country_name(found.state),
        on=found.on,
        warrant=found.warrant,
        bound=found.bound,
        since=found.since,
        until=found.until,
        articles=found.articles,
        reason=found.reason,
        sources=refs.source_list(_sources(warrant, status)),
    )
