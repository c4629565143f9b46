"""Whether a treaty binds a state on a day: by its own rules where we know them, else by its list.

The Rome Statute has rules of its own for when it binds (`membership`). Of every other treaty the
dates of the depositary's list are taken as they stand.
"""

from datetime import date, timedelta

from bot.domain.countries import country_name
from bot.domain.edtf import span
from bot.domain.membership import Membership, edtf_text, membership, say_day
from bot.domain.treaties import ROME_STATUTE, TreatyStatus


def adherence(treaty: str, status: TreatyStatus | None, state: str, on: date) -> Membership:
    """Say whether `treaty` binds `state` on a day; without a status, the list has no such state."""
    if treaty == ROME_STATUTE:
        return membership(status, state, on)
    name = country_name(state)
    if status is None or status.in_force is None:
        return Membership(False, reason=f"{name} is not among the states parties")
    start, since = span(status.in_force), edtf_text(status.in_force)
    if on < start.first:
        last = start.first - timedelta(days=1)
        return Membership(False, until=last, reason=f"in force for {name} only from {since}")
    if on < start.last:
        return Membership(None, reason=f"in force for {name} since some day in {since}")
    if status.unsure_from and on >= span(status.unsure_from).first:
        reason = status.unsure_why or f"the status of {name} is not settled"
        return Membership(None, since=start.last, reason=reason)
    return _in_force(name, status, on)


def _in_force(name: str, status: TreatyStatus, on: date) -> Membership:
    start, since = span(str(status.in_force)).last, edtf_text(status.in_force)
    left = span(status.withdrawal_effective).first if status.withdrawal_effective else None
    if left is None:
        return Membership(True, since=start, reason=f"{name} is bound since {since}")
    if on >= left:
        return Membership(False, since=left, reason=f"{name} left with effect of {say_day(left)}")
    reason = f"{name} is bound since {since}; it leaves on {say_day(left)}"
    return Membership(True, since=start, until=left - timedelta(days=1), reason=reason)
