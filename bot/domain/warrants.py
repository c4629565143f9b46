"""Warrants of arrest, summonses, and the applications for them, with what became of each."""

from datetime import date
from enum import StrEnum

from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing


class InstrumentKind(StrEnum):
    """What a court was asked for or has issued. An application is not a warrant."""

    APPLICATION = "application"
    ARREST_WARRANT = "arrest-warrant"
    SUMMONS = "summons"
    RED_NOTICE = "red-notice"
    """INTERPOL tells the police of all states that somebody is wanted; this is no warrant."""


_SEEKS_ARREST = (InstrumentKind.ARREST_WARRANT, InstrumentKind.RED_NOTICE)


class InstrumentStatus(StrEnum):
    """What became of an instrument."""

    SEALED = "sealed"
    """Issued, and still a secret on the day in question."""
    PENDING = "pending"
    """Applied for; no decision known."""
    IN_FORCE = "in-force"
    EXECUTED = "executed"
    """The subject was arrested, surrendered or appeared."""
    WITHDRAWN = "withdrawn"
    VACATED = "vacated"
    ANNULLED = "annulled"
    """Struck down by a higher court."""
    INADMISSIBLE = "inadmissible"
    CLOSED = "closed"
    """The case ended: acquittal, or a sentence served."""
    TERMINATED_BY_DEATH = "terminated-by-death"
    UNCONFIRMED = "unconfirmed"
    """Somebody says that it exists; the court has not confirmed it."""


class StepKind(StrEnum):
    """What was done about an instrument, or happened to its subject."""

    REQUESTED = "requested"
    ISSUED = "issued"
    MADE_PUBLIC = "made-public"
    AMENDED = "amended"
    REPLACED = "replaced"
    REVIEWED = "reviewed"
    """Judged by a higher court, and left standing for the time being."""
    UPHELD = "upheld"
    ARRESTED = "arrested"
    SURRENDERED = "surrendered"
    RELEASED = "released"
    CHARGES_CONFIRMED = "charges-confirmed"
    CHARGES_DROPPED = "charges-dropped"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    SENTENCE_SERVED = "sentence-served"
    WITHDRAWN = "withdrawn"
    VACATED = "vacated"
    ANNULLED = "annulled"
    INADMISSIBLE = "inadmissible"
    DIED = "died"
    ENDED = "ended"
    """The court ended the proceedings."""


class Step(Record):
    """One step in the history of an instrument."""

    on: Edtf | None = None
    """When; none where it is not known."""
    what: StepKind
    public: Edtf | None = None
    """When the world learned of it, where that was later."""
    note: Prose | None = None
    standing: Standing | None = None
    """How sure this step is; none: as sure as the instrument."""
    sources: tuple[Slug, ...] = ()

    def known_on(self, day: date) -> bool:
        """Whether the world knew of it on `day`."""
        known = self.public or self.on
        return known is None or span(known).first <= day


class LegalInstrument(Record):
    """A warrant, a summons, or the application for one."""

    id: Slug
    court: Slug
    subject: Slug
    kind: InstrumentKind
    situation: Line | None = None
    requested: Edtf | None = None
    application_public: Edtf | None = None
    """When it was made public that a warrant was applied for, where it was before the decision."""
    issued: Edtf | None = None
    made_public: Edtf | None = None
    sealed: bool = False
    """Whether the text is still under seal, although its existence is known."""
    status: InstrumentStatus
    status_date: Edtf | None = None
    """The day from which the status holds; none where it is not known."""
    office_then: Line | None = None
    """The subject's office when it was issued, as the list gives it."""
    charges: Prose | None = None
    note: Prose | None = None
    history: tuple[Step, ...] = ()
    """Further steps with their dates; those that have a field of their own are not repeated."""
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()

    @property
    def public_since(self) -> str | None:
        """When the world first heard of it: of the application, else of the instrument."""
        known = self.application_public or self.made_public or self.issued or self.requested
        return known or (self.status_date if self.status is InstrumentStatus.UNCONFIRMED else None)

    @property
    def stands(self) -> bool:
        """Whether nothing is known to have ended it."""
        return self.status is InstrumentStatus.IN_FORCE

    def public_on(self, day: date) -> bool:
        """Whether the world knew of it on `day`."""
        known = self.public_since
        return known is not None and span(known).first <= day

    def warrant_on(self, day: date) -> bool | None:
        """Whether a warrant or notice was in force on `day`; none if that is not known."""
        if self.kind not in _SEEKS_ARREST or self.issued is None:
            return None if self.status is InstrumentStatus.UNCONFIRMED else False
        issued = _happened(self.issued, day)
        if not issued:
            return issued
        if self.stands:
            return True
        ended = _happened(self.status_date, day) if self.status_date else None
        return None if ended is None else not ended

    def status_on(self, day: date) -> InstrumentStatus | None:
        """Return where it stood on `day`; none before it was so much as applied for."""
        if self.status is InstrumentStatus.UNCONFIRMED and not self.issued:
            return self.status if self.public_on(day) else None
        if self.status_date and not self.stands and span(self.status_date).first <= day:
            return self.status
        if self.issued and span(self.issued).first <= day:
            secret = self.made_public is not None and day < span(self.made_public).first
            return InstrumentStatus.SEALED if secret else _issued_status(self)
        asked = self.requested and span(self.requested).first <= day
        return InstrumentStatus.PENDING if asked else None


def _issued_status(one: LegalInstrument) -> InstrumentStatus:
    """Return the status of what is public: in force until the day on which that is known to end."""
    return InstrumentStatus.IN_FORCE if one.status_date else one.status


def _happened(text: str, day: date) -> bool | None:
    """Whether it had come to the date by `day`; none where that is not precise enough to say."""
    if day < span(text).first:
        return False
    return True if day >= span(text).last else None
