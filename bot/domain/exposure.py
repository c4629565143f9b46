"""Is a state obliged to arrest the subject of a warrant on a given day, and by which article?

The rules are those of the Rome Statute of the International Criminal Court (2187 UNTS 3):
Art. 86 and 89 oblige states parties to cooperate and to arrest; Art. 126 says when the Statute
enters into force for a state, Art. 127 when a withdrawal takes effect. What is said is the
law's position on the day, never a prediction.
"""

from datetime import date, timedelta

from bot.domain.countries import CountryCode
from bot.domain.edtf import span
from bot.domain.membership import Membership, membership, say_day
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.warrants import InstrumentKind, LegalInstrument, TreatyStatus


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
    """Articles of the Rome Statute on which the answer rests."""
    reason: Prose


def exposure(
    warrant: LegalInstrument | None,
    subject: str,
    state: str,
    on: date,
    status: TreatyStatus | None,
    *,
    subject_name: str | None = None,
) -> Exposure:
    """Say whether `state` was bound on `on` to arrest `subject`, since when, and why.

    `warrant` is the subject's instrument, none if there is none; `status` is the state's row
    in the list of the Rome Statute, none if the list has no such state.
    """
    who = subject_name or subject
    standing = _standing(warrant, who, on)
    if standing is not None:
        in_force, reason = standing
        return Exposure(subject=subject, state=state, on=on, bound=in_force,
                        warrant=warrant.id if warrant else None, reason=reason)  # fmt: skip
    found = membership(status, state, on)
    issued = span(str(warrant.issued)).first if warrant else None
    tail = {
        True: f", so it is bound to arrest {who} under the warrant",
        False: f", so it is not bound by the Statute to arrest {who}",
        None: f", so it is not known whether it is bound to arrest {who}",
    }[found.party]
    return Exposure(
        subject=subject,
        state=state,
        on=on,
        warrant=warrant.id if warrant else None,
        bound=found.party,
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
    if warrant.kind is InstrumentKind.APPLICATION:
        return False, f"There is only an application for a warrant against {who}, no warrant."
    if warrant.kind is InstrumentKind.SUMMONS:
        return False, f"{who} was summoned to appear; there is no warrant of arrest."
    return False, f"The warrant against {who} was not in force on {say_day(on)}."


def exposure_over(
    warrant: LegalInstrument,
    state: str,
    first: date,
    last: date,
    status: TreatyStatus | None,
    *,
    subject_name: str | None = None,
) -> Exposure:
    """Say the same of a stretch of days; unknown where the answer changes within it."""
    found = [
        exposure(warrant, warrant.subject, state, day, status, subject_name=subject_name)
        for day in (first, last)
    ]
    if found[0].bound == found[1].bound:
        return found[0]
    reason = f"The answer changes between {say_day(first)} and {say_day(last)}: {found[1].reason}"
    return found[0].model_copy(update={"bound": None, "reason": reason})


def pick_warrant(instruments: tuple[LegalInstrument, ...], on: date) -> LegalInstrument | None:
    """Return the instrument that counts on `on`: a warrant in force, else the nearest to one."""
    public = [one for one in instruments if one.public_on(on)]
    order = {True: 0, None: 1, False: 2}
    return min(public, key=lambda one: (order[one.warrant_on(on)], one.issued or ""), default=None)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")
