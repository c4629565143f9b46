"""An instant ahead, as people type it: "2h", "tomorrow", "friday 18:00", "2024-06-20 08:00"."""

import re
from datetime import datetime, time, timedelta

from bot.domain.cadence import MORNING_HOUR, offset_length
from bot.domain.zones import at_local, local_day
from bot.lookup.ranges import read_day

EXAMPLES = "2h, 3d, tomorrow, friday 18:00 or 2024-06-20 08:00"
LONGEST = timedelta(days=366)
"""What is set aside for longer is better ended."""

_SHOWN = 40
_LENGTH = re.compile(r"(\d{1,3})\s*(w|d|h|m)[a-z]*", re.ASCII)
_LEAD = re.compile(r"^(?:until|for|in) ", re.IGNORECASE)
_TOO_LONG = re.compile(r"\b(?:months?|years?)\b", re.IGNORECASE)
"""As a length: what is a date in a month is not so many months from now."""
_UNITS = re.compile(r"(?:weeks?|days?|hours?|h|hrs?|minutes?|mins?|m|w|d)")
_HOUR = re.compile(r"(?:(?P<day>.+?)[\sT]+)?(?:at )?(?P<hour>\d{1,2}):(?P<minute>\d{2})", re.ASCII)


def read_until(text: str, now: datetime, zone: str) -> datetime:
    """Return the instant that is meant by clocks in `zone`; of a day, its morning.

    Raises ValueError where it is not understood, or does not lie ahead.
    """
    said = " ".join(text.split())
    said = _LEAD.sub("", said, count=1)
    try:
        found = _read(said, now, zone)
    except (ValueError, OverflowError) as refused:
        raise ValueError(
            f"{text[:_SHOWN]!r} is not an instant that I understand; write {EXAMPLES}"
        ) from refused
    if found <= now:
        raise ValueError(f"{text[:_SHOWN]!r} lies in the past; write {EXAMPLES}")
    if found - now > LONGEST:
        raise ValueError(f"{text[:_SHOWN]!r} is more than a year ahead; write {EXAMPLES}")
    return found


def _read(said: str, now: datetime, zone: str) -> datetime:
    length = _length(said.lower())
    if length is not None:
        return now + length
    if _TOO_LONG.search(said):
        raise ValueError(said)
    matched = _HOUR.fullmatch(said)
    today = local_day(now, zone)
    if matched is None:
        return at_local(read_day(said, today), MORNING_HOUR, zone)
    hour = time(int(matched["hour"]), int(matched["minute"]))
    if matched["day"]:
        return at_local(read_day(matched["day"], today), hour, zone)
    at = at_local(today, hour, zone)
    return at if at > now else at_local(today + timedelta(days=1), hour, zone)


def _length(said: str) -> timedelta | None:
    """Read "2h", "2 hours", "90 minutes"."""
    matched = _LENGTH.fullmatch(said)
    if matched is None or not _UNITS.fullmatch(said.lstrip("0123456789 ")):
        return None
    return offset_length(matched[1] + matched[2])
