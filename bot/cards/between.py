"""The answer to "what was there between these two?": what is coming, what was, and how often."""

from collections.abc import Iterable

from bot.cards.card import Card, Tone
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, counted, facts, paragraph, recorded, said, summary_text
from bot.cards.times import day_words, days_words
from bot.cards.wording import reach_words, source_lines
from bot.domain.answers import EventSummary
from bot.domain.whereabouts_answers import BetweenAnswer


def between_card(answer: BetweenAnswer) -> Card:
    """List what two actors had and will have with each other."""
    counts = ", ".join(counted(number, kind) for kind, number in answer.counts.items())
    reach = [reach_words(one) for one in answer.sources if one.since]
    some = answer.coming or answer.past or answer.gatherings or answer.called_off
    return Card(
        tone=Tone.ANSWER,
        heading=f"{answer.a.name} and {answer.b.name}",
        blocks=blocks(
            paragraph(answer.interpretation),
            facts(
                said("On record", counts),
                said("Since", day_words(answer.since) if answer.since else None),
                said("Counted", "; ".join(reach)),
            ),
            bullets(map(summary_text, answer.coming), "Coming"),
            bullets(map(summary_text, answer.past), "Past"),
            bullets(map(summary_text, answer.gatherings), "Summits with both"),
            bullets(map(summary_text, answer.called_off), "Called off"),
            None if some else paragraph("Nothing between the two is on record here."),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
    )


def between_words(answer: BetweenAnswer) -> str:
    """Say all that the picture of two shows, for whoever cannot see it."""
    parts = (
        ("Coming", answer.coming),
        ("Past", answer.past),
        ("Summits with both", answer.gatherings),
        ("Called off", answer.called_off),
    )
    lines = [f"What {answer.a.name} and {answer.b.name} had and will have with each other."]
    lines += [f"{label}: {_events(found)}." for label, found in parts if found]
    return " ".join(lines)


def _events(found: Iterable[EventSummary]) -> str:
    return "; ".join(f"{one.kind} {days_words(one.dates)}, {one.title}" for one in found)
