"""Whether a state is bound to arrest the subject of a warrant: the law's position, no more."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.cards.card import Card, Fact, Facts, Tone
from bot.cards.parts import blocks, bullets, facts, paragraph, said
from bot.cards.precedent import precedent_blocks
from bot.cards.times import dates_text, day_words, days_words
from bot.cards.wording import basis_words, bound_words, exposure_line, source_lines
from bot.domain.answers import EventAnswer, ExposureAnswer, LegExposure
from bot.domain.courts import ROME_COURT, Obligation
from bot.domain.dates import Dates

_NEUTRAL = "This is what the law says of that day. It does not predict what a state will do."


def exposure_card(answer: ExposureAnswer, event: EventAnswer | None) -> Card:
    """Say whether a state is bound on a day, on what it rests, and what the day is about."""
    verdict = bound_words(answer)
    return Card(
        tone=Tone.LAW,
        heading=f"Exposure: {answer.subject_name} in {answer.state_name}: {verdict}",
        blocks=blocks(
            paragraph(answer.reason),
            _facts(answer, event),
            bullets(map(leg_line, answer.journey), "Leg by leg"),
            *precedent_blocks(answer.precedents),
            paragraph(_NEUTRAL),
        ),
        sources=source_lines(answer.sources),
        reference=event.id if event else answer.warrant,
    )  # fmt: skip


def leg_line(answer: LegExposure) -> str:
    """Say it of one leg of a journey, with its days: "Leg 2, Thu 20 Jun 2024: …"."""
    number = f"Leg {answer.leg}, " if answer.leg else ""
    days = day_words(answer.on)
    if answer.last and answer.last != answer.on:
        days = days_words(Dates(start=answer.on.isoformat(), end=answer.last.isoformat()))
    return f"{number}{days}: {exposure_line(answer)}"


def exposure_lines(event: str, answers: Iterable[LegExposure]) -> Iterator[str]:
    """Say each of an event's exposures; of a journey's legs, leg by leg."""
    return (exposure_line(one) if one.event in (None, event) else leg_line(one) for one in answers)


def _facts(answer: ExposureAnswer, event: EventAnswer | None) -> Facts | None:
    return facts(
        said("Event", event.title if event else None),
        said("Dates", dates_text(event.dates) if event else None),
        said("As of", day_words(answer.on)),
        said("Warrant", answer.warrant or "none on record"),
        said("Basis", basis_words(answer) if answer.articles or not _rome(answer) else None),
        said("Court", answer.court_name),
        *_stretch(answer),
    )


def _rome(answer: ExposureAnswer) -> bool:
    return answer.law in (None, ROME_COURT.law)


def _stretch(answer: ExposureAnswer) -> tuple[Fact | None, Fact | None]:
    """Say since when and until when the answer holds."""
    what = {True: "Bound", False: "Not bound", None: "State party"}[answer.bound]
    if answer.obligation is Obligation.LEFT_TO_STATE:
        return None, None
    return _day(f"{what} since", answer.since), _day(f"{what} until", answer.until)


def _day(label: str, day: date | None) -> Fact | None:
    return said(label, day_words(day) if day else None)
