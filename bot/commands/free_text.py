"""Words without an option's name, parted into what they mean: "kim jong un in north korea"."""

import re
from collections.abc import Sequence

from bot.domain.countries import ambiguous_countries, country_code

_PREPOSITIONS = ("in", "to", "into")
_AND = ("and", "&", "with", "vs", "vs.", "versus")
_DAY = re.compile(r"today|tomorrow|yesterday|now|\d{4}-\d{2}-\d{2}", re.IGNORECASE)


def names_a_country(text: str) -> bool:
    """Whether some text is a country's name, or that of several."""
    return bool(country_code(text) or ambiguous_countries(text))


def split_off_country(words: Sequence[str]) -> list[str]:
    """Part "kim jong un north korea": the longest end that is a country's name is the country."""
    for start in range(1, len(words)):
        country = " ".join(words[start:])
        if names_a_country(country):
            return [_without_preposition(words[:start]), country]
    if len(words) == 1:
        return list(words)
    return [_without_preposition(words[:-1]), words[-1]]


def split_pair(words: Sequence[str]) -> list[str]:
    """Part "kim jong un and xi jinping"; where nothing parts the names, after the first word.

    Of several "and", that one parts which leaves names of countries: "bosnia and herzegovina".
    """
    cuts = [at for at, word in enumerate(words) if word.casefold() in _AND]
    pairs = [(" ".join(words[:at]), " ".join(words[at + 1 :])) for at in cuts]
    whole = [pair for pair in pairs if all(pair)]
    if whole:
        return list(max(whole, key=lambda pair: sum(map(names_a_country, pair))))
    countries = [at for at in range(1, len(words)) if names_a_country(" ".join(words[at:]))]
    countries += [at for at in range(1, len(words)) if names_a_country(" ".join(words[:at]))]
    cut = countries[0] if countries else 1
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def split_off_day(words: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Take a last word off that can only be a day: "hanoi tomorrow"."""
    if len(words) > 1 and _DAY.fullmatch(words[-1]):
        return words[:-1], words[-1]
    return words, None


def _without_preposition(words: Sequence[str]) -> str:
    """Drop the "in" of "putin in mongolia"."""
    last_is_one = len(words) > 1 and words[-1].lower() in _PREPOSITIONS
    return " ".join(words[:-1] if last_is_one else words)
