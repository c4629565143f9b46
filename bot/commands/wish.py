"""The options of a subscription, read from what people type: each gives a value or one problem.

Every reader raises ValueError, with what is wrong and, after a semicolon, what to write.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Never, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.alerts import AlertKind
from bot.domain.cadence import MORNING, offset_length
from bot.domain.events import Certainty, EventKind
from bot.domain.regions import REGIONS
from bot.domain.subscription import Days, DigestTime, LocaleName, Mention, QuietHours
from bot.domain.words import words
from bot.domain.zones import zone_names
from bot.lookup.likeness import nearest_words

T = TypeVar("T")

CERTAINTIES: Mapping[str, Certainty | None] = {
    "any": None,
    "uncertain": Certainty.HIGHLY_UNCERTAIN,
    "planned": Certainty.PLANNED_ONLY,
    "may-occur": Certainty.MAY_OCCUR,
    "likely": Certainty.HIGHLY_LIKELY,
    "certain": Certainty.CERTAIN,
}
ALERTS = tuple(kind for kind in AlertKind if kind is not AlertKind.HELD)
"""The kinds that can be asked for: what was held is always told."""

MOST = 12
"""Reminders, digests or mentions of one subscription; more is no cadence, but noise."""

_SHOWN = 40
_LONGEST_WHOM = 100
_ANY = frozenset({"any", "all", "everything"})
_NONE = frozenset({"none", "no", "off", "never", "nobody"})
_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?", re.ASCII)
_QUIET = re.compile(r"(?P<start>\S+?)\s*(?:-|–|to|until)\s*(?P<end>\S+)")
_LOCALE = TypeAdapter[str](LocaleName)


def is_any(text: str) -> bool:
    """Whether a part of a filter is to let everything through: "any", "all"."""
    return text.strip().casefold() in _ANY


def _is_none(text: str) -> bool:
    return text.strip().casefold() in _NONE


def parts(text: str) -> list[str]:
    """Return what is parted by commas or semicolons."""
    return [one for part in re.split(r"[,;]", text) if (one := part.strip())]


def read_reminders(text: str) -> tuple[str, ...]:
    """Read "7d 1d morning 1h"."""
    if _is_none(text):
        return ()
    found = dict.fromkeys(one for part in parts(text.lower()) for one in part.split())
    for one in found:
        if one != MORNING and not offset_length(one[:_SHOWN]):
            raise ValueError(f"{one!r} is no time before an event; write 7d 1d morning 1h")
    return _at_most(found, "reminders") or _missing("reminders", "7d 1d morning 1h")


def read_zone(text: str) -> str:
    """Read "Europe/London", in any case, or the last part of it."""
    plain = text.strip().casefold().replace(" ", "_")
    known = {one.casefold(): one for one in sorted(zone_names())}
    cities = [one for name, one in known.items() if name.rpartition("/")[2] == plain]
    found = known.get(plain) or (cities[0] if len(cities) == 1 else None)
    if found is None:
        near = ", ".join(nearest_words(text, known.values())) or "Europe/London"
        raise ValueError(f"{text[:_SHOWN]!r} is no time zone that I know; write {near}")
    return found


def read_digests(text: str) -> tuple[DigestTime, ...]:
    """Read "08:00 weekdays, 18:00 weekly"."""
    if _is_none(text):
        return ()
    found = dict.fromkeys(map(_digest, parts(text.lower())))
    return _at_most(found, "digests") or _missing("digest", "08:00 weekdays")


def _digest(text: str) -> DigestTime:
    days = [Days(word) for word in text.split() if word in tuple(Days)]
    hours = [_hour(word) for word in text.split() if word not in tuple(Days)]
    if len(hours) != 1 or len(days) > 1:
        raise ValueError(
            f"{text[:_SHOWN]!r} is not one hour on certain days; "
            "write 08:00, 08:00 weekdays or 08:00 daily, 18:00 weekly"
        )
    return DigestTime(at=hours[0], days=days[0] if days else Days.DAILY)


def _hour(word: str) -> time:
    matched = _HOUR.fullmatch(word)
    if matched is None:
        raise ValueError(f"{word[:_SHOWN]!r} is not an hour of the day; write 08:00")
    return time(int(matched[1]), int(matched[2] or 0))


def read_quiet(text: str) -> QuietHours | None:
    """Read "22:00-06:30"."""
    if _is_none(text):
        return None
    matched = _QUIET.fullmatch(text.strip().lower())
    if matched is None:
        raise ValueError(f"{text[:_SHOWN]!r} does not say from when to when; write 22:00-06:30")
    start, end = _hour(matched["start"]), _hour(matched["end"])
    if start == end:
        raise ValueError(f"{text[:_SHOWN]!r} is the whole day; write pause to hear nothing")
    return QuietHours(start=start, end=end)


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Read "@desk for cancelled warrant, @editor"."""
    if _is_none(text):
        return ()
    found = dict.fromkeys(map(_mention, parts(text)))
    return _at_most(found, "mentions") or _missing("mention", "@desk for cancelled warrant")


def _mention(text: str) -> Mention:
    whom, _, kinds = f" {text} ".partition(" for ")
    whom = whom.strip()
    if not 0 < len(whom) <= _LONGEST_WHOM:
        raise ValueError(f"{text[:_SHOWN]!r} names nobody; write @desk for cancelled warrant")
    of = tuple(map(AlertKind, _known(kinds, ALERTS, "a kind of alert"))) if kinds.strip() else ()
    return Mention(whom=whom, of=of)


def read_alerts(text: str) -> tuple[AlertKind, ...]:
    """Read "cancelled, postponed, warrant"; empty: every kind but claims."""
    return tuple(map(AlertKind, read_names(text, ALERTS, "a kind of alert")))


def read_kinds(text: str) -> tuple[EventKind, ...]:
    """Read "visit, summit"."""
    return tuple(map(EventKind, read_names(text, tuple(EventKind), "a kind of event")))


def read_regions(text: str) -> tuple[str, ...]:
    """Read "europe, south-eastern asia"."""
    return read_names(text, REGIONS, "a region")


def read_names(text: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    """Read a list of fixed words; empty where any will do."""
    if is_any(text):
        return ()
    return tuple(_known(text, known, what)) or _missing(what.partition(" ")[2], ", ".join(known))


def _known(text: str, known: Iterable[str], what: str) -> Iterator[str]:
    """Yield the fixed words that a text names, parted by commas or just by spaces; each once."""
    known = dict.fromkeys(map(str, known))
    found: dict[str, None] = {}
    for part in parts(text):
        whole = "-".join(words(part))
        found |= dict.fromkeys([whole] if whole in known else part.lower().split())
    for one in found:
        if one not in known:
            near = nearest_words(one, known, limit=1)
            hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"
            raise ValueError(f"{one[:_SHOWN]!r} is not {what}; {hint}")
    yield from found


def read_locale(text: str) -> str:
    """Read "en_GB", "de"; a hyphen will do."""
    try:
        return _LOCALE.validate_python(text.strip().replace("-", "_"))
    except ValidationError as refused:
        raise ValueError(f"{text[:_SHOWN]!r} is not a locale; write en_GB or de") from refused


def _missing(what: str, example: str) -> Never:
    raise ValueError(f"no {what} given; write {example}")


def _at_most(found: Mapping[T, None], what: str) -> tuple[T, ...]:
    if len(found) > MOST:
        raise ValueError(f"{len(found)} {what} are too many; write at most {MOST}")
    return tuple(found)
