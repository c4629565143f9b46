"""The answers to "where is she?" and "who is there?": by the record, and as sure as that is."""

from bot.cards.card import Card, Text, Tone
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, paragraph, recorded
from bot.cards.people import person_words
from bot.cards.times import dates_text, day_words
from bot.cards.wording import place_words, source_lines
from bot.domain.events import Role
from bot.domain.presence import Surety
from bot.domain.sources import Standing
from bot.domain.whereabouts_answers import PresentAnswer, StayAnswer, WhereAnswer

SURETY_WORDS = {Surety.THERE: None, Surety.DUE: "by schedule", Surety.PERHAPS: "not sure"}
_PLAIN = (Standing.CONFIRMED, Standing.ANNOUNCED, Standing.REPORTED)


def where_card(answer: WhereAnswer) -> Card:
    """Say where somebody is on a day, else between which two places the record has them."""
    several = len({one.who.id for one in answer.stays}) > 1
    own = [_at(one, named=several or one.who.id != answer.who.id) for one in answer.stays]
    nothing = f"Where {answer.who.name} is that day is not on record here."
    return Card(
        tone=Tone.ANSWER,
        heading=f"{person_words(answer.who.name, answer.office)}: {day_words(answer.on)}",
        blocks=blocks(
            bullets(own) or paragraph(nothing),
            bullets([_at(answer.before)] if answer.before else [], "Before"),
            bullets([_at(answer.after)] if answer.after else [], "After"),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
        reference=answer.who.id,
    )


def present_card(answer: PresentAnswer) -> Card:
    """List who is in a place, by the event that brings them."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"Who is in {answer.place}",
        blocks=blocks(
            paragraph(answer.interpretation),
            bullets(map(stay_text, answer.stays))
            or paragraph("Nobody is on record there for that time."),
            paragraph(
                "These are the first; ask for fewer days to see the rest." if answer.more else None
            ),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
    )


def stay_text(stay: StayAnswer) -> Text:
    """Say who is somewhere, for what, when, and how sure that is."""
    who = person_words(stay.who.name, stay.office)
    return (f"{who}: ", *dates_text(stay.event.dates), f", {stay.event.title}{_marks(stay)}")


def _at(stay: StayAnswer, *, named: bool = False) -> Text:
    who = f"{person_words(stay.who.name, stay.office)}: " if named else ""
    where = place_words(stay.place)
    return (who, f"{where}, ", *dates_text(stay.event.dates), f": {stay.event.title}{_marks(stay)}")


def _marks(stay: StayAnswer) -> str:
    marks = [SURETY_WORDS[stay.surety], "as host" if stay.role is Role.HOST else None]
    if stay.standing not in _PLAIN:
        marks.append(str(stay.standing))
    said = "".join(f" · {mark}" for mark in marks if mark)
    return f"{said} [{stay.event.id}]"
