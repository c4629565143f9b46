"""Who comes to a summit: one message, longer with every name."""

from collections.abc import Sequence

from bot.cards.card import Card, Text, Tone
from bot.cards.parts import blocks, bullets, facts, said
from bot.cards.people import absent, participant_line, present
from bot.cards.times import dates_text
from bot.cards.wording import source_lines, titled
from bot.domain.answers import EventAnswer
from bot.domain.events import EventStatus, Role

_COMERS = (Role.VISITOR, Role.ATTENDEE, Role.DELEGATION)


def arrivals_card(summit: EventAnswer, visits: Sequence[EventAnswer]) -> Card:
    """Say who comes to a summit, and of whom it is known when."""
    travelling = {one.id for visit in visits for one in visit.participants}
    others = [
        one
        for one in present(summit.participants)
        if one.role in _COMERS and one.id not in travelling
    ]
    lines: list[Text] = [_visit(one) for one in visits]
    lines += [(participant_line(one),) for one in others]
    sources = [one for answer in (summit, *visits) for one in answer.sources]
    return Card(
        tone=Tone.NEWS,
        heading=f"Arrivals, {len(lines)} so far: {titled(summit.title, summit.place)}",
        blocks=blocks(
            facts(said("Dates", dates_text(summit.dates))),
            bullets(lines),
            bullets(((participant_line(one),) for one in absent(summit.participants)), "Not there"),
        ),
        sources=source_lines(tuple(dict.fromkeys(sources)), 2),
        reference=summit.id,
    )


def _visit(visit: EventAnswer) -> Text:
    names = ", ".join(one.name for one in present(visit.participants) if one.role in _COMERS)
    here = visit.status in (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
    return (f"{names}: {'arrived' if here else 'coming'}, ", *dates_text(visit.dates))
