"""Who is bound by the warrants of a court, and on what basis: a treaty, a resolution, its own law.

The rules come with the seeds: one record for each court. What a warrant asks of a state follows
from the court that issued it, from the state and from the day, and from nothing else.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import model_validator

from bot.domain.adherence import adherence
from bot.domain.countries import CountryCode, country_name
from bot.domain.edtf import Edtf, span
from bot.domain.membership import Membership
from bot.domain.record import Line, Record, Slug
from bot.domain.treaties import ROME_STATUTE, UN_CHARTER, TreatyStatus


class Basis(StrEnum):
    """What a court's hold on states rests on."""

    TREATY = "treaty"
    """The parties to the treaty in `treaty` are bound."""
    CHAPTER_VII = "chapter-vii"
    """The Security Council set it up: every member of the United Nations is bound."""
    AGREEMENT = "agreement"
    """An agreement with the state in `home`, which alone is bound."""
    NATIONAL = "national"
    """A court of the state in `home`; others act on a request, by their own law."""
    NOTICE = "notice"
    """A notice to the police of all states, which is no warrant."""


class Obligation(StrEnum):
    """What the law asks of a state."""

    OBLIGED = "obliged"
    NOT_OBLIGED = "not-obliged"
    NOT_KNOWN = "not-known"
    LEFT_TO_STATE = "left-to-the-state"


BOUND = {
    Obligation.OBLIGED: True,
    Obligation.NOT_OBLIGED: False,
    Obligation.NOT_KNOWN: None,
    Obligation.LEFT_TO_STATE: None,
}
OBLIGATION = {
    True: Obligation.OBLIGED,
    False: Obligation.NOT_OBLIGED,
    None: Obligation.NOT_KNOWN,
}


class Court(Record):
    """Whom the warrants of a court bind. The court is an actor of the same id."""

    id: Slug
    basis: Basis
    law: Line
    """What it rests on, as printed: "Rome Statute", "Security Council resolution 827 (1993)"."""
    articles: tuple[Line, ...] = ()
    """The articles of its own statute that oblige states; of the Rome Statute they are known."""
    treaty: Slug | None = None
    home: CountryCode | None = None
    since: Edtf | None = None
    until: Edtf | None = None
    """The last day on which it was open."""
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _names_whom_it_binds(self) -> Self:
        if self.basis is Basis.TREATY and self.treaty is None:
            raise ValueError("a court that rests on a treaty names it in 'treaty'")
        if self.basis in (Basis.AGREEMENT, Basis.NATIONAL) and self.home is None:
            raise ValueError(f"a court with the basis {self.basis} names its state in 'home'")
        return self

    @property
    def list_of_states(self) -> str | None:
        """The treaty whose list of states says who is bound; none where no list does."""
        return UN_CHARTER if self.basis is Basis.CHAPTER_VII else self.treaty


ROME_COURT = Court(id="icc", basis=Basis.TREATY, law="Rome Statute", treaty=ROME_STATUTE)
"""The rule where no record of a court says otherwise."""
RED_NOTICE = Court(id="interpol", basis=Basis.NOTICE, law="INTERPOL's rules on notices")


class Bond(NamedTuple):
    """What a court's warrants ask of a state on a day, and in which stretch of time."""

    obligation: Obligation
    found: Membership


def bond(court: Court, status: TreatyStatus | None, state: str, on: date) -> Bond:
    """Say what `court` asks of `state` on a day; `status` is its row in the list that counts."""
    name, home = country_name(state), country_name(court.home) if court.home else ""
    if closed := _not_open(court, on):
        return Bond(Obligation.NOT_OBLIGED, Membership(False, reason=closed))
    if court.basis is Basis.NOTICE:
        reason = "a notice of INTERPOL is no warrant, and each state decides by its own law"
        return Bond(Obligation.LEFT_TO_STATE, Membership(None, reason=reason))
    if court.basis in (Basis.AGREEMENT, Basis.NATIONAL) and state == court.home:
        reason = f"{court.law} binds {name} itself"
        return Bond(Obligation.OBLIGED, Membership(True, articles=court.articles, reason=reason))
    if court.basis is Basis.AGREEMENT:
        reason = f"{court.law} lays no duty on states other than {home}"
        return Bond(Obligation.NOT_OBLIGED, Membership(False, reason=reason))
    if court.basis is Basis.NATIONAL:
        reason = (
            f"a warrant of a court of {home} binds {name} only by a request and by its own law, "
            "of which nothing is on record here"
        )
        return Bond(Obligation.NOT_KNOWN, Membership(None, reason=reason))
    return _by_list(court, status, state, on)


def _by_list(court: Court, status: TreatyStatus | None, state: str, on: date) -> Bond:
    """Say it where the list of a treaty's states decides."""
    found = adherence(str(court.list_of_states), status, state, on)
    if court.basis is Basis.CHAPTER_VII:
        name = country_name(state)
        member = {True: "is one", False: "is not one", None: "may be one"}[found.party]
        reason = f"{court.law} binds all members of the United Nations, of which {name} {member}"
        articles = court.articles if found.party else ()
        since = max(found.since, span(court.since).first) if found.since and court.since else None
        found = Membership(found.party, since=since, articles=articles, reason=reason)
    return Bond(OBLIGATION[found.party], found)


def _not_open(court: Court, on: date) -> str | None:
    if court.since and on < span(court.since).first:
        return "the court had not been set up by then"
    if court.until and on > span(court.until).last:
        return "the court had been closed by then"
    return None
