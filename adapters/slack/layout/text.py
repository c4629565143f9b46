"""Text from outside, made harmless for Slack: it formats nothing, links nothing, calls nobody.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
import unicodedata
from html import escape

_SPACES = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, what is invisible or turns the direction of writing, half characters, private ones."""
_NOT_VISIBLE = dict.fromkeys(
    map(ord, "\u115f\u1160\u3164\uffa0\u2800\u034f\u180b\u180c\u180d\u180f")
)
"""Fillers, which are letters to Unicode and nothing to the eye."""

_MARKUP = str.maketrans(
    {
        "*": "\N{ASTERISK OPERATOR}",
        "~": "\N{TILDE OPERATOR}",
        "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
    }
)
"""Slack knows no escape for what makes bold, struck and code: the nearest other sign stands in."""
_NOT_ITALICS = "\N{MODIFIER LETTER LOW MACRON}"
_NO_EMOJI = "\N{MODIFIER LETTER COLON}"
_NO_QUOTE = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_ESCAPES = {one: escape(one, quote=False) for one in "&<>"}
_ITALICS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_QUOTES = re.compile(r"^(?:>\s*)+")


def harmless(text: str) -> str:
    """Return `text` on one line, without what cannot be seen."""
    shown = text if text.isprintable() else "".join(map(_seen, text))
    return " ".join(shown.translate(_NOT_VISIBLE).split())


def plain(text: str) -> list[str]:
    """Return `text` for a place without markup, such as a header, in units to be cut between."""
    return _escaped(harmless(text))


def literal(text: str) -> list[str]:
    """Return `text` for a place with markup, none of which it makes use of."""
    shown = _QUOTES.sub(lambda found: found[0].replace(">", _NO_QUOTE), harmless(text))
    shown = _ITALICS.sub(_NOT_ITALICS, shown.translate(_MARKUP))
    return _escaped(_EMOJI.sub(_NO_EMOJI, shown))


def literal_part(text: str) -> list[str]:
    """Return the same for a part of a line, whose outer spaces join it to the next part."""
    kept = literal(text)
    if not kept:
        return [" "] if text else []
    return [" "] * text[:1].isspace() + kept + [" "] * text[-1:].isspace()


def _escaped(text: str) -> list[str]:
    """Return the characters of a text, the three that Slack reads as control escaped."""
    return [_ESCAPES.get(one, one) for one in text]


def _seen(character: str) -> str:
    if character in _SPACES:
        return " "
    return "" if unicodedata.category(character) in _UNPRINTABLE else character
