"""The answer to "what is known of this event?": everything, each thing as sure as its source."""

from bot.cards.card import Block, Card, Facts, Tone
from bot.cards.exposure import exposure_lines
from bot.cards.parts import blocks, bullets, facts, paragraph, said, summary_text
from bot.cards.people import absent, participant_line, present
from bot.cards.times import dates_text, earlier_plan, full_dates_text, plan_not_kept
from bot.cards.wording import (
    STATUS_WORDS,
    detail_line,
    kind_words,
    place_words,
    source_lines,
    tally_line,
    titled,
)
from bot.domain.answers import EventAnswer
from bot.domain.events import EventKind, EventStatus

_OVER = frozenset({EventStatus.OCCURRED, EventStatus.UNDER_WAY, EventStatus.CANCELLED})
"""Where asking how likely it is makes no sense any more."""


def event_card(answer: EventAnswer) -> Card:
    """Say all that is known of one event."""
    return Card(
        tone=Tone.ANSWER,
        heading=titled(answer.title, answer.place),
        blocks=blocks(_facts(answer), *_lists(answer), paragraph(_note(answer))),
        sources=source_lines(answer.sources),
        reference=answer.id,
    )


def _facts(answer: EventAnswer) -> Facts | None:
    before, planned = earlier_plan(answer), plan_not_kept(answer)
    likelihood = None if answer.status in _OVER else answer.certainty_label
    return facts(
        said("Dates", full_dates_text(answer.dates)),
        said("Planned", dates_text(planned) if planned else None),
        said("Planned before", dates_text(before) if before else None),
        said("Status", f"{STATUS_WORDS[answer.status]} ({answer.standing})"),
        said("Likelihood", likelihood),
        said("Kind", kind_words(answer.kind, answer.subtype)),
        said("Place", place_words(answer.place) if answer.place else None),
        said("Part of", answer.broader_title or answer.broader),
        said("Visits", tally_line(answer.tally) if answer.tally else None),
    )


def _lists(answer: EventAnswer) -> tuple[Block | None, ...]:
    parts = "Legs" if answer.kind is EventKind.TRIP else "With it"
    return (
        bullets(map(participant_line, present(answer.participants)), "Who"),
        bullets(map(participant_line, absent(answer.participants)), "Absent"),
        bullets((summary_text(leg) for leg in answer.legs), parts),
        bullets(map(detail_line, answer.agenda), "Agenda"),
        bullets(map(detail_line, answer.outcomes), "Outcomes"),
        bullets(map(detail_line, answer.details), "Also known"),
        bullets(exposure_lines(answer.id, answer.exposures), "Warrants"),
    )


def _note(answer: EventAnswer) -> str | None:
    return f"Note: {answer.note}" if answer.note else None
