"""Countries by ISO 3166-1 alpha-2 code: the names people type, and the names that are printed.

pycountry and Babel know the official and the common names. The aliases below stand where both
fail or choose silently: former and everyday names, and the adjectives of the news.
"""

from functools import cache, lru_cache
from typing import Annotated

import pycountry
from anyascii import anyascii
from babel import Locale
from pydantic import AfterValidator

DEFAULT_LOCALE = "en"

KOSOVO = "XK"
"""Not in ISO 3166-1: the user-assigned code that the EU, the IMF and CLDR use."""

ALIASES = {
    "burma": "MM", "myanmar": "MM", "swaziland": "SZ", "ivory coast": "CI", "cote d'ivoire": "CI",
    "cape verde": "CV", "cabo verde": "CV", "turkey": "TR", "turkiye": "TR", "kosovo": KOSOVO,
    "dprk": "KP", "north korea": "KP", "rok": "KR", "south korea": "KR", "republic of korea": "KR",
    "russia": "RU", "russian federation": "RU", "usa": "US", "u.s.": "US", "us": "US",
    "america": "US", "uk": "GB", "britain": "GB", "great britain": "GB", "england": "GB",
    "prc": "CN", "china": "CN", "taiwan": "TW", "vatican": "VA", "holy see": "VA",
    "palestine": "PS", "state of palestine": "PS", "syria": "SY", "iran": "IR", "laos": "LA",
    "moldova": "MD", "bolivia": "BO", "venezuela": "VE", "tanzania": "TZ", "brunei": "BN",
    "macedonia": "MK", "east timor": "TL", "czech republic": "CZ", "holland": "NL",
    "drc": "CD", "dr congo": "CD", "congo-kinshasa": "CD", "congo-brazzaville": "CG",
    "uae": "AE", "viet nam": "VN", "vietnam": "VN", "micronesia": "FM",
}  # fmt: skip
"""Folded name to code."""

AMBIGUOUS = {"korea": ("KP", "KR"), "congo": ("CD", "CG")}
"""Names that mean several states: never chosen silently."""


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Bring text to the form in which names are compared: Latin letters, lower case, one space."""
    return " ".join(anyascii(text).casefold().replace("\u2019", "'").split())


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | {KOSOVO}


@cache
def _names() -> dict[str, str]:
    """Folded name to code, from Babel's English names, pycountry's names, and the aliases.

    Without the names that mean several states: pycountry calls one of the two Congos "Congo".
    """
    found: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name", "alpha_3"):
            name = getattr(country, attribute, None)
            if name:
                found[fold(name)] = country.alpha_2
    territories = Locale.parse(DEFAULT_LOCALE).territories
    found |= {fold(territories[code]): code for code in _codes() if code in territories}
    found |= {fold(name): code for name, code in ALIASES.items()}
    return {name: code for name, code in found.items() if name not in AMBIGUOUS}


def _check_country(code: str) -> str:
    if code not in _codes():
        candidate = country_code(code)
        hint = f"; did you mean {candidate}?" if candidate else ""
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 country code{hint}")
    return code


CountryCode = Annotated[str, AfterValidator(_check_country)]
"""An ISO 3166-1 alpha-2 code in capitals, or XK for Kosovo."""


def country_code(text: str) -> str | None:
    """Return the code of the country that `text` names, by code or by any known name.

    None where it names no country, or several: see `ambiguous_countries`.
    """
    if text.upper() in _codes():
        return text.upper()
    return _names().get(fold(text))


@cache
def country_name(code: str, locale: str = DEFAULT_LOCALE) -> str:
    """Return the common name of a country in the language of `locale`; the code if unknown."""
    return str(Locale.parse(locale).territories.get(code, code))


def country_names() -> dict[str, str]:
    """Return every folded name that `country_code` knows, with its code."""
    return dict(_names())


def ambiguous_countries(text: str) -> tuple[str, ...]:
    """Return the codes between which `text` does not decide, such as "Korea"; empty if it does."""
    return AMBIGUOUS.get(fold(text), ())
