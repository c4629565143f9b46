"""Is a state obliged to arrest the subject of a warrant on a given day, and by which article?

For the International Criminal Court the rules are those of its Statute (2187 UNTS 3): Art. 86
and 89 oblige states parties to cooperate and to arrest; Art. 126 says when the Statute enters into
force for a state, Art. 127 when a withdrawal takes effect. For other courts see `courts`. What is
said is the law's position on the day, never a prediction.
"""

from datetime import date, timedelta

from bot.domain.countries import CountryCode
from bot.domain.courts import BOUND, OBLIGATION, RED_NOTICE, ROME_COURT, Court, Obligation, bond
from bot.domain.edtf import span
from bot.domain.membership import Membership, say_day
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.treaties import ROME_STATUTE, TreatyStatus
from bot.domain.warrants import InstrumentKind, InstrumentStatus, LegalInstrument


class Exposure(Record):
    """Whether a state is bound to arrest a subject on a day. The wording is neutral."""

    subject: Slug
    state: CountryCode
    on: date
    warrant: Slug | None
    bound: bool | None
    """None where it is not known."""
    since: date | None = None
    """First day of the obligation, of the state's being bound and the warrant's being issued."""
    until: date | None = None
    """Last day of it, where one is known."""
    articles: tuple[Line, ...] = ()
    """Articles of `law` on which the answer rests."""
    reason: Prose
    obligation: Obligation
    court: Slug | None = None
    law: Line | None = None
    """What the court's hold on states rests on."""


def exposure(
    warrant: LegalInstrument | None,
    subject: str,
    state: str,
    on: date,
    status: TreatyStatus | None,
    *,
    subject_name: str | None = None,
    court: Court = ROME_COURT,
) -> Exposure:
    """Say whether `state` was bound on `on` to arrest `subject`, since when, and why.

    `warrant` is the subject's instrument, none if there is none; `status` is the state's row
    in the list of states that counts for `court`, none if the list has no such state.
    """
    who = subject_name or subject
    standing = _standing(warrant, who, on)
    if standing is not None:
        in_force, reason = standing
        return Exposure(
            subject=subject,
            state=state,
            on=on,
            bound=in_force,
            obligation=OBLIGATION[in_force],
            warrant=warrant.id if warrant else None,
            court=warrant.court if warrant else None,
            reason=reason,
        )
    if warrant and warrant.kind is InstrumentKind.RED_NOTICE:
        court = RED_NOTICE
    obligation, found = bond(court, status, state, on)
    issued = span(str(warrant.issued)).first if warrant else None
    by = "by the Statute" if court.treaty == ROME_STATUTE else "by it"
    tail = {
        Obligation.OBLIGED: f", so it is bound to arrest {who} under the warrant",
        Obligation.NOT_OBLIGED: f", so it is not bound {by} to arrest {who}",
        Obligation.NOT_KNOWN: f", so it is not known whether it is bound to arrest {who}",
        Obligation.LEFT_TO_STATE: f", so it is left to the state what it does about {who}",
    }[obligation]
    return Exposure(
        subject=subject,
        state=state,
        on=on,
        warrant=warrant.id if warrant else None,
        court=warrant.court if warrant else None,
        law=court.law,
        bound=BOUND[obligation],
        obligation=obligation,
        since=max(found.since, issued) if found.since and issued and found.party else found.since,
        until=_last_day(found, warrant),
        articles=found.articles,
        reason=_sentence(found.reason + tail),
    )


def _last_day(found: Membership, warrant: LegalInstrument | None) -> date | None:
    """Return the last day of the state's being bound, and of the warrant if it is over."""
    ends = [found.until] if found.until else []
    if found.party and warrant and warrant.status_date and not warrant.stands:
        ends.append(span(warrant.status_date).first - timedelta(days=1))
    return min(ends, default=None)


def _standing(
    warrant: LegalInstrument | None, who: str, on: date
) -> tuple[bool | None, str] | None:
    """Return the answer where it does not depend on the state; none where it does."""
    if warrant is None:
        return False, f"No warrant against {who} is on record here for {say_day(on)}."
    in_force = warrant.warrant_on(on)
    if in_force:
        return None
    if in_force is None:
        return None, f"Whether a warrant against {who} was in force on {say_day(on)} is not known."
    return False, _no_warrant_in_force(warrant, who, on)


def _no_warrant_in_force(warrant: LegalInstrument, who: str, on: date) -> str:
    """Say what there was instead."""
    if warrant.kind is InstrumentKind.APPLICATION:
        return f"There is only an application for a warrant against {who}, no warrant."
    if warrant.kind is InstrumentKind.SUMMONS:
        return f"{who} was summoned to appear; there is no warrant of arrest."
    if warrant.status_on(on) is InstrumentStatus.PENDING:
        return f"A warrant against {who} was applied for, not issued by {say_day(on)}."
    return f"The warrant against {who} was not in force on {say_day(on)}."


def exposure_over(
    warrant: LegalInstrument,
    state: str,
    first: date,
    last: date,
    status: TreatyStatus | None,
    *,
    subject_name: str | None = None,
    court: Court = ROME_COURT,
) -> Exposure:
    """Say the same of a stretch of days; unknown where the answer changes within it."""
    found = [
        exposure(
            warrant, warrant.subject, state, day, status, subject_name=subject_name, court=court
        )
        for day in (first, last)
    ]
    if found[0].obligation == found[1].obligation:
        return found[0]
    reason = f"The answer changes between {say_day(first)} and {say_day(last)}: {found[1].reason}"
    return found[0].model_copy(
        update={"bound": None, "obligation": Obligation.NOT_KNOWN, "reason": reason}
    )


def pick_warrant(instruments: tuple[LegalInstrument, ...], on: date) -> LegalInstrument | None:
    """Return the instrument that counts on `on`: a warrant in force, else the nearest to one."""
    public = [one for one in instruments if one.public_on(on)]
    order = {True: 0, None: 1, False: 2}
    return min(public, key=lambda one: (order[one.warrant_on(on)], one.issued or ""), default=None)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")
