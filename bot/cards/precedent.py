"""Earlier journeys under a warrant: what happened, what a court ruled, and what was argued.

A ruling is told as the court's and an argument as that of whoever made it; none as the law.
"""

from collections.abc import Iterable, Iterator

from bot.cards.card import Block
from bot.cards.parts import bullets
from bot.cards.times import days_words
from bot.cards.wording import edtf_words
from bot.domain.dates import Dates
from bot.domain.law_answers import ArgumentAnswer, FindingAnswer, PrecedentAnswer

MOST_PRECEDENTS = 6
MOST_ARGUMENTS = 4
PRECEDENTS = "Earlier journeys under a warrant"
ARGUMENTS = "Argued, by those named; for the courts to judge"


def precedent_blocks(found: Iterable[PrecedentAnswer]) -> tuple[Block | None, Block | None]:
    """Tell of earlier journeys, the latest first, and of what was argued about them."""
    latest_first = tuple(found)[::-1]
    arguments = {one.id: one for precedent in latest_first for one in precedent.arguments}
    return (
        bullets(map(precedent_line, latest_first), PRECEDENTS, MOST_PRECEDENTS),
        bullets(map(argument_line, arguments.values()), ARGUMENTS, MOST_ARGUMENTS),
    )


def precedent_line(one: PrecedentAnswer) -> str:
    """Say one journey: who, where, when, what happened, and what the court found."""
    when = days_words(Dates(start=one.start, end=one.end))
    occasion = f", {one.occasion}" if one.occasion else ""
    outcome = f"{one.outcome.rstrip('.')} ({one.standing})"
    said = f"{one.subject_name} in {one.state_name}, {when}{occasion}: {outcome}"
    return ". ".join((said, *_rulings(one.findings)))


def _rulings(findings: Iterable[FindingAnswer]) -> Iterator[str]:
    for one in findings:
        articles = f"Art. {', '.join(one.articles)}; " if one.articles else ""
        ruled = one.ruled.rstrip(".")
        yield f"{one.by_name}, {edtf_words(one.on)}: {ruled} ({articles}{one.standing})"


def argument_line(one: ArgumentAnswer) -> str:
    """Say an argument as that of whoever made it."""
    day = f", {edtf_words(one.date)}" if one.date else ""
    return f"{one.claimant_name}{day}: {one.proposition}"
