"""Whether a state was a party to the Rome Statute on a day, by Articles 126 and 127.

The Statute of the International Criminal Court, 2187 UNTS 3: Art. 126 says when it enters into
force for a state, Art. 127 when a withdrawal takes effect.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from dateutil.relativedelta import relativedelta

from bot.domain.countries import country_name
from bot.domain.edtf import span
from bot.domain.treaties import TreatyStatus, Withdrawal

OBLIGATION = ("86", "89")
ENTRY_INTO_FORCE = "126"
WITHDRAWAL = "127"
FIRST_ENTRY_INTO_FORCE = date(2002, 7, 1)
"""For the first sixty states (Art. 126(1))."""


def entry_into_force(deposited: date) -> date:
    """Return the day on which the Statute enters into force for a state (Art. 126(2)).

    The first day of the month after the 60th day following the deposit, and not before
    1 July 2002.
    """
    sixtieth = deposited + timedelta(days=60)
    return max(sixtieth + relativedelta(months=1, day=1), FIRST_ENTRY_INTO_FORCE)


def withdrawal_effect(notified: date) -> date:
    """Return the earliest day on which a withdrawal takes effect: one year on (Art. 127(1))."""
    return notified + relativedelta(years=1)


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a state was a party on a day, and in which stretch of time that day lies."""

    party: bool | None
    since: date | None = None
    until: date | None = None
    articles: tuple[str, ...] = ()
    reason: str = ""


def membership(status: TreatyStatus | None, state: str, on: date) -> Membership:
    """Say whether `state` was bound by the Rome Statute on `on`.

    `status` is the state's row in the depositary's list; none means that the list, which is
    taken to be complete, has no such state.
    """
    name = country_name(state)
    start = _in_force(status) if status else None
    if status is None or start is None:
        return Membership(party=False, reason=_never_joined(status, name))
    if on < start:
        reason = f"the Rome Statute enters into force for {name} only on {say_day(start)}"
        last = start - timedelta(days=1)
        return Membership(False, until=last, articles=(ENTRY_INTO_FORCE,), reason=reason)
    if status.unsure_from and on >= span(status.unsure_from).first:
        reason = status.unsure_why or f"the status of {name} is not settled"
        return Membership(None, since=start, articles=(WITHDRAWAL,), reason=reason)
    return _member(name, start, status, on)


def _member(name: str, start: date, status: TreatyStatus, on: date) -> Membership:
    """Say it of a state that had joined by `on`."""
    reason = f"{name} has been a state party since {say_day(start)}"
    end = _withdrawn(status)
    if end is None:
        reason += _no_withdrawal(status, on)
        return Membership(True, since=start, articles=OBLIGATION, reason=reason)
    if on >= end:
        reason = f"the withdrawal of {name} took effect on {say_day(end)}"
        return Membership(False, since=end, articles=(WITHDRAWAL,), reason=reason)
    reason += f"; its withdrawal takes effect only on {say_day(end)}"
    last = end - timedelta(days=1)
    return Membership(True, since=start, until=last, articles=(*OBLIGATION, WITHDRAWAL),
                      reason=reason)  # fmt: skip


def _in_force(status: TreatyStatus) -> date | None:
    if status.in_force:
        return span(status.in_force).first
    if status.deposited and not status.withdrawal_notified:
        return entry_into_force(span(status.deposited).first)
    return None


def _withdrawn(status: TreatyStatus) -> date | None:
    if status.withdrawal_revoked or not status.withdrawal_notified:
        return None
    if status.withdrawal_effective:
        return span(status.withdrawal_effective).first
    return withdrawal_effect(span(status.withdrawal_notified).first)


def _no_withdrawal(status: TreatyStatus, on: date) -> str:
    """Say what there is of a withdrawal that has no effect; nothing where there is nothing."""
    stage = status.withdrawal_on(on)
    if stage is Withdrawal.REVOKED:
        notice, revoked = (
            edtf_text(status.withdrawal_notified),
            edtf_text(status.withdrawal_revoked),
        )
        return f"; its notice of withdrawal of {notice} was taken back on {revoked}"
    if stage is Withdrawal.ANNOUNCED:
        said = edtf_text(status.withdrawal_announced)
        no_notice = "but no notice to the depositary is on record by then"
        return f"; it announced on {said} that it leaves, {no_notice}"
    return ""


def edtf_text(text: str | None) -> str:
    """Write a date out in full where it is a day, else as it stands."""
    found = span(str(text))
    return say_day(found.first) if found.first == found.last else str(text)


def _never_joined(status: TreatyStatus | None, name: str) -> str:
    if status is None:
        return f"{name} is not among the states parties"
    if status.deposited:
        return f"{name} withdrew its accession before it entered into force"
    if status.signed:
        return f"{name} signed the Rome Statute but is not a state party"
    return f"{name} is not a state party"


def say_day(day: date) -> str:
    """Write a day out in full: "1 July 2002"."""
    return format_date(day, "d MMMM y", locale="en_GB")
