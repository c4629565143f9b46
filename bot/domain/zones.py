"""Wall clocks and instants: which moment a local time names, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

MIDNIGHT = time(0, 0)


FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Far enough from the ends of Python's calendar that zones and offsets never leave it."""


def _to_utc(instant: datetime) -> datetime:
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"{instant} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return instant.astimezone(UTC)


def _written_out(value: object) -> object:
    """Refuse what pydantic would count from 1970, such as 20240618."""
    if isinstance(value, int | float) or (isinstance(value, str) and ":" not in value):
        raise ValueError(f"{value!r} is not an instant, such as 2024-06-19T02:22+09:00")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_to_utc)]
"""A moment in time, given with an offset (RFC 3339) and kept in UTC."""


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones in the IANA database."""
    return frozenset(available_timezones())


def _check_zone(name: str) -> str:
    if name not in zone_names():
        raise ValueError(f"{name!r} is not an IANA time zone (such as 'Europe/London')")
    return name


ZoneName = Annotated[str, AfterValidator(_check_zone)]
"""The name of a zone in the IANA database, such as ``Asia/Pyongyang``."""


def at_local(day: date, wall: time, zone: str) -> datetime:
    """Return the UTC instant at which clocks in `zone` show `wall` on `day`.

    A time that happens twice means its first occurrence; one that never happens, because the
    clocks jump over it, means the moment of the jump: the next instant that exists.
    """
    local = datetime.combine(day, wall.replace(fold=0), tzinfo=ZoneInfo(zone))
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _jump(local.replace(fold=1).astimezone(UTC), instant, zone)


def _jump(before: datetime, after: datetime, zone: str) -> datetime:
    """Find the moment between two instants at which the offset of `zone` changes."""
    rules = ZoneInfo(zone)
    old = before.astimezone(rules).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(rules).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def start_of_day(day: date, zone: str) -> datetime:
    """Return the UTC instant at which `day` begins in `zone`."""
    return at_local(day, MIDNIGHT, zone)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the UTC instant at which `day` is over in `zone`; exclusive, as in RFC 5545 DTEND."""
    return start_of_day(day + timedelta(days=1), zone)


def local_day(instant: datetime, zone: str) -> date:
    """Return the date that a calendar on the wall in `zone` shows at `instant`."""
    return instant.astimezone(ZoneInfo(zone)).date()
