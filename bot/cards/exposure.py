"""Whether a state is bound to arrest the subject of a warrant: the law's position, no more."""

from datetime import date

from bot.cards.card import Card, Fact, Facts, Tone
from bot.cards.parts import blocks, facts, paragraph, said
from bot.cards.precedents import precedents_list
from bot.cards.times import dates_text, day_words
from bot.cards.wording import BOUND_WORDS, articles_words, source_lines
from bot.domain.answers import EventAnswer, ExposureAnswer

_NEUTRAL = "This is what the Statute says of that day. It does not predict what a state will do."


def exposure_card(answer: ExposureAnswer, event: EventAnswer | None) -> Card:
    """Say whether a state is bound on a day, on what it rests, and what the day is about."""
    verdict = BOUND_WORDS[answer.bound]
    return Card(
        tone=Tone.LAW,
        heading=f"Exposure: {answer.subject_name} in {answer.state_name}: {verdict}",
        blocks=blocks(
            paragraph(answer.reason), _facts(answer, event), precedents_list(answer.precedents),
            paragraph(_NEUTRAL),
        ),
        sources=source_lines(answer.sources),
        reference=event.id if event else answer.warrant,
    )  # fmt: skip


def _facts(answer: ExposureAnswer, event: EventAnswer | None) -> Facts | None:
    return facts(
        said("Event", event.title if event else None),
        said("Dates", dates_text(event.dates) if event else None),
        said("As of", day_words(answer.on)),
        said("Warrant", answer.warrant or "none on record"),
        said("Basis", articles_words(answer.articles) if answer.articles else None),
        *_stretch(answer),
    )


def _stretch(answer: ExposureAnswer) -> tuple[Fact | None, Fact | None]:
    """Say since when and until when the answer holds."""
    what = {True: "Bound", False: "Not bound", None: "State party"}[answer.bound]
    return _day(f"{what} since", answer.since), _day(f"{what} until", answer.until)


def _day(label: str, day: date | None) -> Fact | None:
    return said(label, day_words(day) if day else None)
