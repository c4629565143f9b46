"""The answer to "what was there between these two?": what is coming, what was, and how often."""

from bot.cards.card import Card, Tone
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, counted, facts, paragraph, recorded, said, summary_text
from bot.cards.wording import reach_words, source_lines
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
            facts(said("On record", counts), said("Counted", "; ".join(reach))),
            bullets(map(summary_text, answer.coming), "Coming"),
            bullets(map(summary_text, answer.past), "Past"),
            bullets(map(summary_text, answer.gatherings), "Summits with both"),
            bullets(map(summary_text, answer.called_off), "Called off"),
            None if some else paragraph("Nothing between the two is on record here."),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
    )
