"""When a channel hears of something ahead: reminder offsets, mornings, and the digest's hour."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator

from bot.domain.dates import UNKNOWN_ZONE, Anchor, Dates, anchor
from bot.domain.edtf import Precision, span
from bot.domain.zones import at_local, local_day

MORNING = "morning"
MORNING_HOUR = time(8, 0)
"""The hour, in the channel's zone, of a reminder "on the morning of the day"."""

_UNITS = {"w": timedelta(weeks=1), "d": timedelta(days=1), "h": timedelta(hours=1),
          "m": timedelta(minutes=1)}  # fmt: skip
_OFFSET = re.compile(r"([0-9]{1,3})([wdhm])")


def offset_length(offset: str) -> timedelta:
    """Return how long before the anchor an offset such as "7d" or "1h" lies.

    Raises ValueError for "morning", which is no length, and for anything else.
    """
    matched = _OFFSET.fullmatch(offset)
    if matched is None:
        raise ValueError(f"{offset!r} is not an offset; write 7d, 1d, 12h, 30m or morning")
    return int(matched[1]) * _UNITS[matched[2]]


def _check_offset(offset: str) -> str:
    if offset != MORNING:
        offset_length(offset)
    return offset


Offset = Annotated[str, AfterValidator(_check_offset)]
"""How long before an event to remind: a number and w, d, h or m, or "morning"."""

DEFAULT_OFFSETS: tuple[str, ...] = ("7d", "1d", MORNING, "1h")


def needs_hour(offset: str) -> bool:
    """Whether an offset makes sense only where the hour of the event is known."""
    return offset != MORNING and offset_length(offset) < _UNITS["d"]


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder of an event: which offset, and when it falls due (UTC)."""

    offset: str
    at: datetime


def reminders(dates: Dates, offsets: tuple[str, ...], zone: str) -> Iterator[Due]:
    """Yield when each offset falls due for a channel in `zone`, where the precision allows it."""
    found = anchor(dates)
    if found is None:
        return
    for offset in offsets:
        if offset == MORNING:
            yield from _morning(dates, found, zone)
        elif found.exact or not needs_hour(offset):
            yield Due(offset, found.instant - offset_length(offset))


def last_rung(dues: Iterable[Due]) -> Due | None:
    """Return the last of several reminders, which stands for them all where they are late."""
    return max(dues, key=lambda due: (due.at, due.offset), default=None)


def _morning(dates: Dates, found: Anchor, zone: str) -> Iterator[Due]:
    """On the day itself as the place's calendar has it; dropped if the event begins before it."""
    if not found.exact and dates.start is not None:
        yield Due(MORNING, at_local(span(dates.start).first, MORNING_HOUR, zone))
        return
    at = at_local(local_day(found.instant, zone), MORNING_HOUR, zone)
    if at < found.instant:
        yield Due(MORNING, at)


MIDDAY = time(12, 0)
"""By midday of its first day, host's time, an event with no known hour counts as begun."""


def presumed_start(dates: Dates) -> datetime | None:
    """Return when an event is under way by its schedule (UTC); none if that cannot be said."""
    found = anchor(dates)
    if found is None or found.exact or dates.start is None:
        return found.instant if found else None
    return at_local(span(dates.start).first, MIDDAY, dates.zone or UNKNOWN_ZONE)


def presumed_end(dates: Dates) -> datetime | None:
    """Return when an event is over by its schedule (UTC); none if that cannot be said."""
    if dates.end_at is not None:
        return dates.end_at
    sure = dates.precision is Precision.DAY and not dates.approximate and not dates.open_end
    return dates.over if sure else None


def daily(
    after: datetime, until: datetime, hour: time, zone: str
) -> Iterator[tuple[date, datetime]]:
    """Yield each day, and the instant of `hour` on it in `zone`, that lies in (after, until]."""
    day = local_day(after, zone)
    while day <= local_day(until, zone):
        at = at_local(day, hour, zone)
        if after < at <= until:
            yield day, at
        day += timedelta(days=1)
