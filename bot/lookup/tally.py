"""Counting visits in words: "fifth visit, first since 2017"."""

from bot.domain.dates import Dates, describe
from bot.domain.events import VisitTally

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth", "eleventh", "twelfth")  # fmt: skip
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def tally_text(tally: VisitTally) -> str | None:
    """Say what a source says of earlier visits; none if it says nothing that can be counted."""
    parts = []
    if tally.number is not None:
        parts.append(f"{_ordinal(tally.number)} visit")
    if tally.previous is not None:
        parts.append(f"first since {describe(Dates(start=tally.previous))}")
    said = ", ".join(parts)
    if tally.note is None:
        return said or None
    return f"{said} ({tally.note})" if said else tally.note


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    hundredth = number % 100
    suffix = "th" if hundredth in _TEENS else _SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"
