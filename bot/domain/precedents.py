"""Earlier journeys of warrants' subjects to states, what came of them, and what the court found.

A precedent tells what happened and who ruled what on it. It decides nothing and predicts nothing.
"""

from datetime import date

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing


class Finding(Record):
    """What a court ruled on it: told as the court's, not as ours."""

    on: Edtf
    by: Slug
    """The court."""
    ruled: Prose
    """What it found, as a clause: "South Africa failed to comply …"."""
    failed: bool | None = None
    """Whether it found that the state had failed to cooperate; none where it says neither."""
    articles: tuple[Line, ...] = ()
    """Of the Rome Statute."""
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()


class Precedent(Record):
    """What came of a subject's journey to a state while a warrant was out."""

    id: Slug
    subject: Slug
    state: CountryCode
    warrant: Slug
    event: Slug | None = None
    """The journey, where it is recorded as an event."""
    start: Edtf
    end: Edtf | None = None
    occasion: Line | None = None
    outcome: Prose
    """What happened: "not arrested; left the country on 15 June"."""
    findings: tuple[Finding, ...] = ()
    arguments: tuple[Slug, ...] = ()
    """The claims in which somebody argues why the state was, or was not, bound."""
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()

    def known_by(self, day: date) -> "Precedent":
        """Return it as it was known on `day`, without the rulings that came later."""
        known = tuple(one for one in self.findings if span(one.on).first <= day)
        return self.model_copy(update={"findings": known})
