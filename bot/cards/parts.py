"""The blocks that several cards are built of; an empty one is left out by whoever builds."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards.card import Block, Bullets, Fact, Facts, Moment, Paragraph, Text
from bot.cards.times import dates_text
from bot.cards.wording import STATUS_WORDS
from bot.domain.answers import EventSummary
from bot.domain.countries import country_name
from bot.domain.events import Certainty, EventStatus

_QUIET_STATUS = frozenset({EventStatus.SCHEDULED, EventStatus.OCCURRED})
"""What a reader takes for granted of an event that is ahead or past."""


def said(label: str, value: str | Text | None) -> Fact | None:
    """Return a fact, or none where there is nothing to say."""
    if not value:
        return None
    return Fact(label, (value,) if isinstance(value, str) else value)


def facts(*items: Fact | None) -> Facts | None:
    """Return the facts that have something to say; none if there are none."""
    kept = tuple(item for item in items if item is not None)
    return Facts(kept) if kept else None


def bullets(
    items: Iterable[str | Text], heading: str | None = None, most: int | None = None
) -> Bullets | None:
    """Return a list; none if it is empty. Of more than `most`, it says how many were left out."""
    texts: list[Text] = [(item,) if isinstance(item, str) else item for item in items]
    if most is not None and len(texts) > most:
        texts = [*texts[:most], (f"and {len(texts) - most} more",)]
    return Bullets(tuple(texts), heading) if texts else None


def paragraph(text: str | None) -> Paragraph | None:
    """Return running text; none if there is none."""
    return Paragraph((text,)) if text else None


def counted(number: int, noun: str) -> str:
    """Say how many there are: "2 visits"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def recorded(as_of: datetime | None) -> Paragraph | None:
    """Say how old what is said is: when it was recorded last."""
    return Paragraph(("Recorded last: ", Moment(as_of))) if as_of else None


def blocks(*items: Block | None) -> tuple[Block, ...]:
    """Return the blocks that are there."""
    return tuple(item for item in items if item is not None)


def summary_text(summary: EventSummary, *, dated: bool = True, reference: bool = True) -> Text:
    """Say an event in one line: dates, title, what is special about it, its id."""
    marks = _country(summary)
    if summary.status not in _QUIET_STATUS:
        marks.append(STATUS_WORDS[summary.status])
    elif summary.status is EventStatus.SCHEDULED and summary.certainty is not Certainty.CERTAIN:
        marks.append(summary.certainty.label)
    tail = "".join(f" · {mark}" for mark in marks) + (f" [{summary.id}]" if reference else "")
    if not dated:
        return (summary.title + tail,)
    return (*dates_text(summary.dates), f": {summary.title}{tail}")


def _country(summary: EventSummary) -> list[str]:
    """Return the country's name unless the title has it."""
    name = country_name(summary.country) if summary.country else ""
    return [name] if name.casefold() not in summary.title.casefold() else []
