"""Warrants of international courts, and the treaties that bind states to execute them."""

from datetime import date
from enum import StrEnum

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing

ROME_STATUTE = "rome-statute"


class InstrumentKind(StrEnum):
    """What a court was asked for or has issued. An application is not a warrant."""

    APPLICATION = "application"
    ARREST_WARRANT = "arrest-warrant"
    SUMMONS = "summons"


class InstrumentStatus(StrEnum):
    """What became of an instrument."""

    PENDING = "pending"
    """Applied for; no decision known."""
    IN_FORCE = "in-force"
    EXECUTED = "executed"
    """The subject was arrested, surrendered or appeared."""
    WITHDRAWN = "withdrawn"
    VACATED = "vacated"
    INADMISSIBLE = "inadmissible"
    CLOSED = "closed"
    """The case ended: acquittal, or a sentence served."""
    TERMINATED_BY_DEATH = "terminated-by-death"
    UNCONFIRMED = "unconfirmed"
    """Somebody says that it exists; the court has not confirmed it."""


class LegalInstrument(Record):
    """A warrant, a summons, or the application for one."""

    id: Slug
    court: Slug
    subject: Slug
    kind: InstrumentKind
    situation: Line | None = None
    requested: Edtf | None = None
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
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing is known to have ended it."""
        return self.status is InstrumentStatus.IN_FORCE

    def public_on(self, day: date) -> bool:
        """Whether the world knew of it on `day`."""
        known = self.made_public or self.issued or self.requested
        return known is not None and span(known).first <= day

    def warrant_on(self, day: date) -> bool | None:
        """Whether it was a warrant of arrest in force on `day`; none if that is not known."""
        if self.kind is not InstrumentKind.ARREST_WARRANT or self.issued is None:
            return None if self.status is InstrumentStatus.UNCONFIRMED else False
        issued = _happened(self.issued, day)
        if not issued:
            return issued
        if self.stands:
            return True
        ended = _happened(self.status_date, day) if self.status_date else None
        return None if ended is None else not ended


def _happened(text: str, day: date) -> bool | None:
    """Whether it had come to the date by `day`; none where that is not precise enough to say."""
    if day < span(text).first:
        return False
    return True if day >= span(text).last else None


class TreatyStatus(Record):
    """Where one state stands towards one treaty. All dates are days or coarser."""

    state: CountryCode
    treaty: Slug = ROME_STATUTE
    name: Line
    """The state's name in the depositary's list."""
    signed: Edtf | None = None
    deposited: Edtf | None = None
    act: Line | None = None
    """Ratification, accession, acceptance …"""
    in_force: Edtf | None = None
    withdrawal_announced: Edtf | None = None
    """Said in public; only notice to the depositary has an effect."""
    withdrawal_notified: Edtf | None = None
    withdrawal_effective: Edtf | None = None
    withdrawal_revoked: Edtf | None = None
    unsure_from: Edtf | None = None
    """The day from which the status could not be settled."""
    unsure_why: Prose | None = None
    note: Prose | None = None
    standing: Standing = Standing.CONFIRMED
    sources: tuple[Slug, ...] = ()
