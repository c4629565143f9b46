"""Is a state bound to arrest somebody on a day, or on the days of an event that is recorded?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.domain.answers import ExposureAnswer
from bot.domain.courts import Obligation
from bot.domain.events import Event, EventStatus
from bot.domain.warrants import LegalInstrument
from bot.lookup import itinerary
from bot.lookup.law import Law, gather
from bot.store import events, facts
from bot.store.database import Session


async def exposure_answer(
    session: Session, subject_id: str, country: str, on: date, now: datetime
) -> ExposureAnswer:
    """Say whether `country` is bound on `on` to arrest a subject, as far as is public by now."""
    public_by = max(on, now.date())
    known = await facts.instruments(session, subjects=[subject_id], public_by=public_by)
    picked = [one for own in _by_court(known) if (one := itinerary.instrument_on(own, on))]
    law = await gather(session, [country], picked, [subject_id], public_by)
    found = [law.judge(one, subject_id, country, on) for one in picked]
    if not found:
        return law.judge(None, subject_id, country, on)
    return min(found, key=lambda one: _WEIGHT.index(one.obligation or Obligation.NOT_OBLIGED))


_WEIGHT = (
    Obligation.OBLIGED,
    Obligation.LEFT_TO_STATE,
    Obligation.NOT_KNOWN,
    Obligation.NOT_OBLIGED,
)
"""Of several courts, the answer of the one that asks most of the state is given."""


def _by_court(known: Iterable[LegalInstrument]) -> list[list[LegalInstrument]]:
    """Return the instruments of each court and subject together, in their order."""
    found: dict[tuple[str, str], list[LegalInstrument]] = {}
    for one in known:
        found.setdefault((one.court, one.subject), []).append(one)
    return list(found.values())


async def event_exposures(
    session: Session, event: Event, now: datetime
) -> tuple[ExposureAnswer, ...]:
    """Say it of each who travels to an event and is the subject of an instrument public by now."""
    return await exposures_of(session, (event,), now)


async def subject_exposures(
    session: Session, subject: str, now: datetime
) -> tuple[ExposureAnswer, ...]:
    """Say it of one subject for each event ahead that is on record."""
    query = events.EventQuery(
        first=now.date(), actors=[subject], roles=itinerary.TRAVELLERS, dated_only=True
    )
    found = await events.find(session, query)
    ahead = [one for one in found if one.status is not EventStatus.OCCURRED]
    return await exposures_of(session, ahead, now, subject)


async def exposures_of(
    session: Session, given: Iterable[Event], now: datetime, subject: str | None = None
) -> tuple[ExposureAnswer, ...]:
    """Say the same of several events, in their order; of one `subject` only, if given.

    A journey at home is none: who belongs to the host state does not travel there.
    """
    journeys = [
        (event, who)
        for event in given
        if itinerary.can_expose(event)
        for who in itinerary.travellers(event, subject)
    ]
    if not journeys:
        return ()
    subjects = {who for _, who in journeys}
    known = await facts.instruments(session, subjects=subjects, public_by=now.date())
    if not known:
        return ()
    states = {itinerary.host_state(event) for event, _ in journeys}
    law = await gather(session, states, known, {one.subject for one in known}, now.date())
    return tuple(_judge(journeys, known, law))


def _judge(
    journeys: Iterable[tuple[Event, str]], known: Sequence[LegalInstrument], law: Law
) -> Iterator[ExposureAnswer]:
    for event, who in journeys:
        state, (first, last) = itinerary.host_state(event), itinerary.days(event)
        actor = law.refs.actors.get(who)
        if actor is not None and actor.country == state:
            continue
        for own in _by_court(one for one in known if one.subject == who):
            warrant = itinerary.pending_instrument(own, first, last)
            if warrant is not None:
                found = law.judge(warrant, who, state, first, last)
                yield found.model_copy(update=itinerary.leg_fields(event))
