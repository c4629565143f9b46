"""Where a state stands, on a day, towards each treaty whose list of states is loaded."""

from datetime import date

from bot.domain.adherence import adherence
from bot.domain.membership import Membership
from bot.domain.treaties import TreatyStatus
from bot.domain.whereabouts_answers import TreatyAnswer
from bot.store import facts
from bot.store.database import Session


async def treaty_answers(
    session: Session, state: str, on: date, known_by: date | None = None
) -> tuple[tuple[TreatyAnswer, ...], tuple[str, ...]]:
    """Return where a state stands towards each treaty on a day, and the sources of it.

    What was done only after `known_by`, and after that day, is left out.
    """
    found: list[TreatyAnswer] = []
    sources: list[str] = []
    for treaty in await facts.treaties(session):
        status = await facts.treaty_status(session, treaty, state)
        if status is not None:
            status = status.known_by(max(on, known_by or on))
        found.append(_answer(treaty, status, adherence(treaty, status, state, on), on))
        sources += status.sources if status else ()
    return tuple(found), tuple(sources)


def _answer(treaty: str, status: TreatyStatus | None, found: Membership, on: date) -> TreatyAnswer:
    return TreatyAnswer(
        treaty=treaty,
        party=found.party,
        reason=f"{found.reason[:1].upper()}{found.reason[1:]}.",
        since=found.since,
        until=found.until,
        signed=status.signed if status else None,
        deposited=status.deposited if status else None,
        in_force=status.in_force if status else None,
        withdrawal_notified=status.withdrawal_notified if status else None,
        withdrawal_effective=status.withdrawal_effective if status else None,
        withdrawal_announced=status.withdrawal_announced if status else None,
        withdrawal_revoked=status.withdrawal_revoked if status else None,
        withdrawal=status.withdrawal_on(on) if status else None,
    )
