"""Text from outside, made harmless for Discord: it pings nobody and stays on its line.

discord.py's `escape_markdown` lets a whole masked link through with what stands inside it, and
puts its mark before spaces, where Discord shows it. So every character that can begin markup is
escaped here, wherever it stands; what is left to discord.py are the mentions.
"""

import re
import unicodedata
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime
from discord.utils import escape_mentions, format_dt

from bot.cards.card import Moment, Text

CUT = "…"
MOST_MARKS = 3
"""Accents on one letter; Hebrew and Vietnamese need as many, zalgo uses dozens."""

_MARKUP = re.compile(r"[\\*_~`|<>\[\]]")
_LINE_START = re.compile(r"^ ?(?:[#+-]|\d+[.)])")
_LINK = re.compile(r"(https?://[^\s<>]*[^\s<>.,:;!?)\]'\"*_~|])")
_LINK_SAFE = "%/:?#@!$&'+,;=."
"""Left as they are in an address; what could be markup is percent-encoded, and means the same."""
_SPACES = re.compile(r"\s+")
_MARKS = frozenset({"Mn", "Me"})
_DROPPED = frozenset({"Cc", "Cf"})
"""Controls and invisible formatting: bidi overrides, zero-width characters, tags."""
_REPLACED = frozenset({"Cs", "Co"})
"""Half characters, which no encoding takes, and private ones."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_CLOCK = "EEE d MMM HH:mm"


def harmless(text: str) -> str:
    """Return `text` on one line, without what is invisible, stacked or half a character."""
    kept: list[str] = []
    marks = 0
    for character in _SPACES.sub(" ", unicodedata.normalize("NFC", text)):
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARKS else 0
        if marks <= MOST_MARKS and category not in _DROPPED:
            kept.append("\ufffd" if category in _REPLACED else character)
    return _SPACES.sub(" ", "".join(kept))


def escaped(text: str) -> str:
    """Return `text` so that Discord shows it letter by letter, and calls nobody."""
    shown = "".join(
        quote(piece, safe=_LINK_SAFE) if link else _without_markup(piece)
        for link, piece in _pieces(harmless(text))
    )
    shown = escape_mentions(shown)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in shown):
        return f"{_ISOLATE}{shown}{_END_ISOLATE}"
    return shown


def fit(text: str, room: int) -> str:
    """Return `text` escaped in at most `room` characters; a cut is visible."""
    whole = escaped(text)
    if len(whole) <= room:
        return whole
    kept = harmless(text)[: max(room, 0)]
    while kept:
        shown = escaped(kept.rstrip()) + CUT
        if len(shown) <= room:
            return shown
        kept = kept[: -max(1, (len(shown) - room) // 3)]
    return CUT[: max(room, 0)]


def bare(text: str, room: int) -> str:
    """Return `text` for a place that knows no markup, in at most `room` characters."""
    kept = harmless(text).strip()
    return kept if len(kept) <= room else kept[: room - 1].rstrip() + CUT


def said(text: Text, room: int, locale: str, *, counting: bool = False) -> str:
    """Return a run of text with its moments in at most `room` characters; a cut is visible."""
    pieces = [
        part if isinstance(part, str) else moment(part, locale, counting=counting) for part in text
    ]
    shown = [
        escaped(piece) if isinstance(part, str) else piece
        for part, piece in zip(text, pieces, strict=True)
    ]
    if sum(map(len, shown)) <= room:
        return "".join(shown).strip()
    line = ""
    for part, piece, whole in zip(text, pieces, shown, strict=True):
        left = room - len(line) - len(CUT)
        if len(whole) <= left:
            line += whole
        elif isinstance(part, str):
            return (line + fit(piece, left + len(CUT))).strip()
        else:
            break
    return (line.rstrip() + CUT)[: max(room, 0)].strip()


def moment(moment: Moment, locale: str, *, counting: bool = False) -> str:
    """Say an instant in each reader's own time, with the host's clocks beside it.

    With `counting`, it says also how far off it is, which Discord keeps up to date.
    """
    beside = [format_dt(moment.instant, "R")] if counting else []
    if moment.zone is not None:
        beside.append(f"{_clock(moment.instant, moment.zone, locale)} {_in(moment.zone)}")
    shown = format_dt(moment.instant, "F")
    return f"{shown} ({'; '.join(beside)})" if beside else shown


def _pieces(text: str) -> list[tuple[bool, str]]:
    """Part a text at its links; every second piece is one."""
    return [(bool(number % 2), piece) for number, piece in enumerate(_LINK.split(text))]


def _without_markup(text: str) -> str:
    shown = _MARKUP.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_defused, shown)


def _defused(start: re.Match[str]) -> str:
    """Break what would make a heading or a list: the last character of it is escaped."""
    return f"{start[0][:-1]}\\{start[0][-1]}"


def _clock(instant: datetime, zone: str, locale: str) -> str:
    try:
        rules = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        rules = ZoneInfo("UTC")
    return format_datetime(instant, _CLOCK, tzinfo=rules, locale=locale)


def _in(zone: str) -> str:
    """Name a zone by its town: "in Pyongyang"."""
    return f"in {escaped(zone.rpartition('/')[2].replace('_', ' '))}"
