"""Text from outside, made harmless for a terminal: it cannot move the cursor, recolour, or hide."""

import unicodedata

_SPACES = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_CONTROL_PICTURES = 0x2400
"""Where Unicode has a visible picture for each control character of ASCII."""
_ASCII_CONTROLS = 0x20
_DELETE_PICTURE = "\u2421"
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Invisible, and without a part in the meaning: dropped."""
_REPLACEMENT = "\ufffd"
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, invisible formatting (bidi overrides among it), half characters, private ones."""


def harmless(text: str, limit: int) -> str:
    """Return `text` on one line, with what is invisible dropped or made visible, cut to `limit`."""
    kept = " ".join("".join(map(_safe, text)).split())
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def harmless_part(text: str, limit: int) -> str:
    """Return the same for a part of a line, whose outer spaces join it to the next part."""
    kept = harmless(text, limit)
    if not kept:
        return " " if text else ""
    return " " * text[:1].isspace() + kept + " " * text[-1:].isspace()


def _safe(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _JOINERS:
        return ""
    if unicodedata.category(character) not in _UNPRINTABLE:
        return character
    if ord(character) < _ASCII_CONTROLS:
        return chr(_CONTROL_PICTURES + ord(character))
    return _DELETE_PICTURE if character == "\x7f" else _REPLACEMENT
