"""Is a state bound to arrest somebody on a day, or on the days of an event that is recorded?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.answers import ExposureAnswer
from bot.domain.countries import country_name
from bot.domain.events import Event, EventStatus, Subtype
from bot.domain.exposure import Exposure, exposure, exposure_over
from bot.domain.warrants import ROME_STATUTE, LegalInstrument, TreatyStatus
from bot.lookup import itinerary
from bot.lookup.precedents import precedents_for
from bot.lookup.refs import Refs, resolve
from bot.store import events, facts
from bot.store.database import Session

_NOT_LOADED = "The list of states parties to the Rome Statute is not loaded; it is not known."


async def exposure_answer(
    session: Session, subject_id: str, country: str, on: date, now: datetime
) -> ExposureAnswer:
    """Say whether `country` is bound on `on` to arrest a subject, as far as is public by now."""
    public_by = max(on, now.date())
    known = await facts.instruments(session, subjects=[subject_id], public_by=public_by)
    warrant = itinerary.instrument_on(known, on)
    law = await _law(session, [country], [warrant] if warrant else [], [subject_id])
    found = exposure(
        warrant,
        subject_id,
        country,
        on,
        law.statuses.get(country),
        subject_name=law.refs.name(subject_id),
    )
    answer = law.answer(found, warrant)
    if warrant is None:  # who is not sought has no precedent
        return answer
    earlier = await precedents_for(session, now, subject_id, country)
    return answer.model_copy(update={"precedents": earlier})


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
    law = await _law(session, states, known, {one.subject for one in known})
    return tuple(_judge(journeys, known, law))


def _judge(
    journeys: Iterable[tuple[Event, str]], known: Sequence[LegalInstrument], law: "_Law"
) -> Iterator[ExposureAnswer]:
    for event, who in journeys:
        state, (first, last) = itinerary.host_state(event), itinerary.days(event)
        own = [one for one in known if one.subject == who]
        warrant = itinerary.pending_instrument(own, first, last)
        actor = law.refs.actors.get(who)
        at_home = actor is not None and actor.country == state
        if warrant is not None and not at_home:
            found = exposure_over(
                warrant,
                state,
                first,
                last,
                law.statuses.get(state),
                subject_name=law.refs.name(who),
            )
            where = {
                "event": event.id,
                "leg": event.leg,
                "transit": event.subtype is Subtype.TRANSIT,
            }
            yield law.answer(found, warrant).model_copy(update=where)


@dataclass(frozen=True, slots=True)
class _Law:
    """Where states stand towards the Rome Statute, and the names and sources to say it with."""

    statuses: dict[str, TreatyStatus]
    loaded: bool
    """Whether the list of states parties is here at all."""
    refs: Refs

    def answer(self, found: Exposure, warrant: LegalInstrument | None) -> ExposureAnswer:
        """Put names and sources to a finding; where the list is missing, say that instead."""
        sources = _sources(one for one in (warrant, self.statuses.get(found.state)) if one)
        answer = ExposureAnswer(
            **found.model_dump(),
            subject_name=self.refs.name(found.subject),
            state_name=country_name(found.state),
            sources=self.refs.source_list(sources),
        )
        in_force = warrant is not None and warrant.warrant_on(found.on) is True
        if self.loaded or not in_force:  # without a warrant in force nothing rests on the list
            return answer
        silent = {"bound": None, "since": None, "until": None, "articles": ()}
        return answer.model_copy(update={**silent, "reason": _NOT_LOADED})


async def _law(
    session: Session,
    states: Iterable[str],
    instruments: Iterable[LegalInstrument],
    subjects: Iterable[str],
) -> _Law:
    statuses = await facts.treaty_statuses(session, ROME_STATUTE, states)
    loaded = bool(statuses) or await facts.treaty_known(session, ROME_STATUTE)
    sources = _sources([*instruments, *statuses.values()])
    return _Law(statuses, loaded, await resolve(session, actors=subjects, sources=sources))


def _sources(found: Iterable[LegalInstrument | TreatyStatus]) -> list[str]:
    return [source for one in found for source in one.sources]
