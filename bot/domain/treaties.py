"""Where states stand towards a treaty, day by day: the acts that the depositary records.

A withdrawal has stages that news reports run together: it is announced at home, notified to the
depositary, takes effect later, and may be taken back in between. Each has its own date here.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing

ROME_STATUTE = "rome-statute"
UN_CHARTER = "un-charter"


class Withdrawal(StrEnum):
    """How far a state has gone in leaving a treaty."""

    ANNOUNCED = "announced"
    """Said in public; no notice to the depositary is known."""
    NOTIFIED = "notified"
    """The depositary has the notice; it has not taken effect."""
    EFFECTIVE = "effective"
    REVOKED = "revoked"
    """The notice was taken back before it could take effect."""
    UNSETTLED = "unsettled"
    """Whether it took effect could not be settled."""


_ACTS = (
    "signed",
    "deposited",
    "withdrawal_announced",
    "withdrawal_notified",
    "withdrawal_revoked",
)
"""What nobody knew of before it was done. Entry into force and effect are known in advance."""


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
    """When the state said in public that it leaves; this alone has no effect in law."""
    withdrawal_notified: Edtf | None = None
    """When the depositary received the notice."""
    withdrawal_effective: Edtf | None = None
    withdrawal_revoked: Edtf | None = None
    unsure_from: Edtf | None = None
    """The day from which the status could not be settled."""
    unsure_why: Prose | None = None
    note: Prose | None = None
    standing: Standing = Standing.CONFIRMED
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        notice = self.withdrawal_notified
        for name in ("withdrawal_effective", "withdrawal_revoked"):
            after = getattr(self, name)
            if after and notice and span(after).last < span(notice).first:
                raise ValueError(f"{name!r} cannot lie before 'withdrawal_notified'")
        if self.withdrawal_revoked and notice is None:
            raise ValueError("'withdrawal_revoked' needs the notice in 'withdrawal_notified'")
        if self.withdrawal_effective and self.withdrawal_revoked:
            raise ValueError("a withdrawal that was revoked did not take effect: leave one out")
        return self

    def known_by(self, day: date) -> "TreatyStatus":
        """Return the status as the world knew it on `day`: later acts are left out."""
        late = {name for name in _ACTS if (on := getattr(self, name)) and span(on).first > day}
        if "deposited" in late:
            late.add("in_force")
        if "withdrawal_notified" in late:
            late.add("withdrawal_effective")
        return self.model_copy(update=dict.fromkeys(late)) if late else self

    def withdrawal_on(self, day: date) -> Withdrawal | None:
        """Return how far the state had gone in leaving by `day`; none where it had not begun."""
        if self.withdrawal_revoked and span(self.withdrawal_revoked).first <= day:
            return Withdrawal.REVOKED
        if self.unsure_from and span(self.unsure_from).first <= day:
            return Withdrawal.UNSETTLED
        for stage, since in (
            (Withdrawal.EFFECTIVE, self.withdrawal_effective),
            (Withdrawal.NOTIFIED, self.withdrawal_notified),
            (Withdrawal.ANNOUNCED, self.withdrawal_announced),
        ):
            if since and span(since).first <= day:
                return stage
        return None
