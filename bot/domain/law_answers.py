"""What is answered about earlier journeys: what happened, what a court ruled, what was argued.

The field names are a promise, as in `bot.domain.answers`. Arguments are told as somebody's, and
rulings as the court's.
"""

from bot.domain.record import Record
from bot.domain.sources import Standing


class FindingAnswer(Record):
    """What a court ruled; `on` is EDTF."""

    on: str
    by: str
    by_name: str
    ruled: str
    failed: bool | None
    """Whether it found that the state had failed to cooperate."""
    articles: tuple[str, ...]
    standing: Standing
    sources: tuple[str, ...] = ()


class ArgumentAnswer(Record):
    """Why somebody says that a state was, or was not, bound; the id is that of the claim."""

    id: str
    claimant: str
    claimant_name: str
    proposition: str
    date: str | None
    standing: Standing


class PrecedentAnswer(Record):
    """What came of an earlier journey of a warrant's subject; dates are EDTF."""

    id: str
    subject: str
    subject_name: str
    state: str
    state_name: str
    warrant: str
    event: str | None
    start: str
    end: str | None
    occasion: str | None
    outcome: str
    findings: tuple[FindingAnswer, ...]
    arguments: tuple[ArgumentAnswer, ...]
    standing: Standing
    sources: tuple[str, ...]
