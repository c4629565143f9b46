"""Earlier visits under a warrant, in one line each: what happened, what the court ruled."""

from collections.abc import Iterable, Iterator

from bot.cards.card import Bullets
from bot.cards.language import date_words
from bot.cards.parts import bullets
from bot.cards.wording import edtf_words
from bot.domain.answers import ArgumentAnswer, PrecedentAnswer
from bot.domain.dates import Dates
from bot.domain.precedents import Conduct

MOST = 5
_CONDUCT_WORDS = {
    Conduct.NOT_ARRESTED: "not arrested",
    Conduct.ARRESTED: "arrested",
    Conduct.RELEASED: "arrested and set free",
}


def precedents_list(found: Iterable[PrecedentAnswer]) -> Bullets | None:
    """List earlier visits; none if none is on record."""
    return bullets(map(precedent_line, found), "Earlier visits under a warrant", MOST)


def precedent_line(one: PrecedentAnswer) -> str:
    """Say who was where and when, what happened, who argued what, and what the court ruled."""
    days = date_words(Dates(start=one.on, end=one.until))
    return f"{one.subject.name} in {one.state_name}, {days}: {'. '.join(_parts(one))}"


def _parts(one: PrecedentAnswer) -> Iterator[str]:
    yield f"{_CONDUCT_WORDS[one.conduct]} ({one.standing})"
    yield from map(_argument, one.arguments)
    for ruling in one.rulings:
        yield f"Court, {edtf_words(ruling.on)}: {ruling.text.rstrip('.')}"
    if one.note:
        yield one.note.rstrip(".")


def _argument(one: ArgumentAnswer) -> str:
    said = f"{one.by}, {edtf_words(one.on)}" if one.on else one.by
    return f"Argument of {said}: {one.text.rstrip('.')}"
