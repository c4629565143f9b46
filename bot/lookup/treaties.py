"""Where a state stands, on a day, towards each treaty whose list of states is loaded."""

from datetime import date, timedelta

from bot.domain.countries import country_name
from bot.domain.edtf import span
from bot.domain.membership import Membership, membership, say_day
from bot.domain.warrants import ROME_STATUTE, TreatyStatus
from bot.domain.whereabouts_answers import TreatyAnswer
from bot.store import facts
from bot.store.database import Session


async def treaty_answers(
    session: Session, state: str, on: date
) -> tuple[tuple[TreatyAnswer, ...], tuple[str, ...]]:
    """Return where a state stands towards each treaty on a day, and the sources of it."""
    found: list[TreatyAnswer] = []
    sources: list[str] = []
    for treaty in await facts.treaties(session):
        status = await facts.treaty_status(session, treaty, state)
        # The Rome Statute has rules of its own for when it binds; of others the list is taken.
        judge = membership if treaty == ROME_STATUTE else _listed
        found.append(_answer(treaty, status, judge(status, state, on)))
        sources += status.sources if status else ()
    return tuple(found), tuple(sources)


def _answer(treaty: str, status: TreatyStatus | None, found: Membership) -> TreatyAnswer:
    return TreatyAnswer(
        treaty=treaty,
        party=found.party,
        reason=f"{found.reason[:1].upper()}{found.reason[1:]}.",
        since=found.since,
        until=found.until,
        signed=status.signed if status else None,
        deposited=status.deposited if status else None,
        in_force=status.in_force if status else None,
        withdrawal_announced=status.withdrawal_announced if status else None,
        withdrawal_revoked=status.withdrawal_revoked if status else None,
        withdrawal_notified=status.withdrawal_notified if status else None,
        withdrawal_effective=status.withdrawal_effective if status else None,
    )


def _listed(status: TreatyStatus | None, state: str, on: date) -> Membership:
    """Say whether a state is bound by a treaty, as the dates of the depositary's list have it."""
    name = country_name(state)
    if status is None or status.in_force is None:
        return Membership(False, reason=f"{name} is not among the states parties")
    start = span(status.in_force).first
    if on < start:
        last = start - timedelta(days=1)
        return Membership(False, until=last, reason=f"in force for {name} from {say_day(start)}")
    left = span(status.withdrawal_effective).first if status.withdrawal_effective else None
    if left is None or status.withdrawal_revoked:
        return Membership(True, since=start, reason=f"{name} is bound since {say_day(start)}")
    if on >= left:
        return Membership(False, since=left, reason=f"{name} left with effect of {say_day(left)}")
    reason = f"{name} is bound since {say_day(start)}; it leaves on {say_day(left)}"
    return Membership(True, since=start, until=left - timedelta(days=1), reason=reason)
