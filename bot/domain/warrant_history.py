"""The history of an instrument step by step, and what of it the world knew on a day."""

from collections.abc import Iterator
from datetime import date

from bot.domain.edtf import span
from bot.domain.warrants import (
    InstrumentKind,
    InstrumentStatus,
    LegalInstrument,
    Step,
    StepKind,
)

_ENDS = {
    InstrumentStatus.WITHDRAWN: StepKind.WITHDRAWN,
    InstrumentStatus.VACATED: StepKind.VACATED,
    InstrumentStatus.ANNULLED: StepKind.ANNULLED,
    InstrumentStatus.INADMISSIBLE: StepKind.INADMISSIBLE,
    InstrumentStatus.TERMINATED_BY_DEATH: StepKind.ENDED,
    InstrumentStatus.CLOSED: StepKind.ENDED,
}
"""Which step a status amounts to. How a warrant was executed is told by its own steps."""


def steps(one: LegalInstrument) -> tuple[Step, ...]:
    """Return the whole history of an instrument, in the order of the dates."""
    found = [*_own_steps(one), *one.history]
    return tuple(sorted(found, key=lambda step: span(step.on).first if step.on else date.max))


def _own_steps(one: LegalInstrument) -> Iterator[Step]:
    """Yield the steps that an instrument has a field for."""
    if one.requested:
        public = one.application_public or one.made_public
        yield Step(what=StepKind.REQUESTED, on=one.requested, public=public)
    if one.issued:
        yield Step(what=StepKind.ISSUED, on=one.issued, public=one.made_public)
    if one.made_public and one.made_public != one.issued:
        yield Step(what=StepKind.MADE_PUBLIC, on=one.made_public)
    if one.status_date and one.status in _ENDS:
        yield Step(what=_ENDS[one.status], on=one.status_date)


def as_known(one: LegalInstrument, day: date) -> LegalInstrument:
    """Return an instrument as the world knew it on `day`: what came later is left out.

    One of which only the application was public by then is an application; the remark, which is
    of today, stands only where nothing followed.
    """
    later = {step.what for step in steps(one) if not step.known_on(day)}
    ended = one.status_date is not None and span(one.status_date).first > day
    if not later and not ended:
        return one
    changes: dict[str, object] = {
        "note": None,
        "history": tuple(step for step in one.history if step.known_on(day)),
    }
    if ended:
        changes |= {"status": InstrumentStatus.IN_FORCE, "status_date": None}
    if StepKind.ISSUED in later:
        changes |= {"issued": None, "made_public": None, "sealed": False}
    if StepKind.ISSUED in later or (ended and one.kind is InstrumentKind.APPLICATION):
        changes |= {"kind": InstrumentKind.APPLICATION, "status": InstrumentStatus.PENDING,
                    "status_date": None, "office_then": None, "charges": None}  # fmt: skip
    return one.model_copy(update=changes)
