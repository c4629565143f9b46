"""What counts as law for some states and warrants: the lists of states, the courts, the names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.answers import ExposureAnswer
from bot.domain.countries import country_name
from bot.domain.courts import ROME_COURT, Court, Obligation
from bot.domain.exposure import Exposure, exposure, exposure_over
from bot.domain.treaties import ROME_STATUTE, TreatyStatus
from bot.domain.warrants import LegalInstrument
from bot.lookup.refs import Refs, resolve
from bot.store import facts
from bot.store import law as rules
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Law:
    """Where states stand, whom courts bind, and the names and sources to say it with."""

    statuses: dict[tuple[str, str], TreatyStatus]
    """By treaty and state."""
    loaded: frozenset[str]
    """The treaties of which the list of states is here at all."""
    courts: dict[str, Court]
    refs: Refs

    def judge(
        self,
        warrant: LegalInstrument | None,
        subject: str,
        state: str,
        first: date,
        last: date | None = None,
    ) -> ExposureAnswer:
        """Say what the law asks of a state on a day, or on every day of a stretch."""
        court = self.courts.get(warrant.court, ROME_COURT) if warrant else ROME_COURT
        status = self.statuses.get((court.list_of_states or "", state))
        name = self.refs.name(subject)
        if warrant is not None and last is not None:
            found = exposure_over(
                warrant, state, first, last, status, subject_name=name, court=court
            )
        else:
            found = exposure(warrant, subject, state, first, status, subject_name=name, court=court)
        return self._answer(found, warrant, court)

    def _answer(
        self, found: Exposure, warrant: LegalInstrument | None, court: Court
    ) -> ExposureAnswer:
        """Put names and sources to a finding; where the list is missing, say that instead."""
        treaty = court.list_of_states
        status = self.statuses.get((treaty or "", found.state))
        sources = [source for one in (warrant, status) if one for source in one.sources]
        answer = ExposureAnswer(
            **found.model_dump(),
            subject_name=self.refs.name(found.subject),
            state_name=country_name(found.state),
            court_name=self.refs.name(found.court) if found.court else None,
            sources=self.refs.source_list((*sources, *court.sources)),
            instrument=warrant.kind if warrant else None,
        )
        in_force = warrant is not None and warrant.warrant_on(found.on) is True
        if treaty is None or treaty in self.loaded or not in_force:
            return answer  # without a warrant in force nothing rests on the list
        return answer.model_copy(update=_SILENT | {"reason": _not_loaded(treaty)})


_SILENT = {
    "bound": None,
    "obligation": Obligation.NOT_KNOWN,
    "since": None,
    "until": None,
    "articles": (),
}


def _not_loaded(treaty: str) -> str:
    what = "parties to the Rome Statute" if treaty == ROME_STATUTE else "members of the UN"
    return f"The list of states {what} is not loaded; it is not known."


async def gather(
    session: Session,
    states: Iterable[str],
    instruments: Iterable[LegalInstrument],
    subjects: Iterable[str],
    known_by: date,
) -> Law:
    """Gather the law as the world knew it on a day."""
    states, instruments = set(states), list(instruments)
    courts = await rules.courts(session, {one.court for one in instruments})
    treaties = {one.list_of_states for one in (ROME_COURT, *courts.values()) if one.list_of_states}
    statuses: dict[tuple[str, str], TreatyStatus] = {}
    loaded: set[str] = set()
    for treaty in sorted(treaties):
        found = await facts.treaty_statuses(session, treaty, states)
        statuses |= {(treaty, state): one.known_by(known_by) for state, one in found.items()}
        if found or await facts.treaty_known(session, treaty):
            loaded.add(treaty)
    sources = [source for one in instruments for source in one.sources]
    sources += [source for one in statuses.values() for source in one.sources]
    sources += [source for one in courts.values() for source in one.sources]
    actors = {*subjects, *(one.court for one in instruments)}
    refs = await resolve(session, actors=actors, sources=sources)
    return Law(statuses, frozenset(loaded), courts, refs)
