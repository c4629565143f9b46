"""Counting visits in words: "fifth visit, first since 2017"."""

from bot.domain.date_words import describe
from bot.domain.dates import Dates

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth", "eleventh", "twelfth")  # fmt: skip
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def ordinal(number: int) -> str:
    """Write an ordinal: in words up to twelve, then "13th", "21st"."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if number % 100 in _TEENS else _SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"


def tally_words(
    number: int | None, previous: str | None, note: str | None = None, country: str | None = None
) -> str:
    """Say which visit it is and since when; empty where nothing is known."""
    parts = []
    if number is not None:
        parts.append(f"{ordinal(number)} visit" + (f" to {country}" if country else ""))
    if previous is not None:
        parts.append(f"first since {describe(Dates(start=previous))}")
    said = ", ".join(parts)
    if note is None:
        return said
    return f"{said} ({note})" if said else note
