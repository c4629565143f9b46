"""The zones of a calendar, described for programs that do not know them by name (RFC 5545, 3.6.5).

Outlook needs that. The library writes the description, but where clocks go forward it gives the
hour that they show afterwards; the onset is the hour that they showed until then.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, TimezoneDaylight, TimezoneStandard

_MOMENT = timedelta(seconds=1)


def add_zones(calendar: Calendar, years: Iterable[int]) -> None:
    """Describe each zone that is used, for the years that matter."""
    used = sorted(years)
    if not used:
        return
    calendar.add_missing_timezones(date(used[0] - 1, 1, 1), date(used[-1] + 2, 1, 1))
    for zone in calendar.timezones:
        for observance in zone.subcomponents:
            if isinstance(observance, TimezoneStandard | TimezoneDaylight):
                _mend(observance, ZoneInfo(zone.tz_name))


def _mend(observance: TimezoneStandard | TimezoneDaylight, zone: ZoneInfo) -> None:
    onset = partial(_onset, zone, observance.TZOFFSETFROM, observance.TZOFFSETTO)
    observance.DTSTART = onset(observance.DTSTART)
    dates: Any = observance.pop("RDATE", None)
    if dates is not None:
        observance.add("RDATE", [onset(one.dt) for one in dates.dts])


def _onset(zone: ZoneInfo, before: timedelta, after: timedelta, told: datetime) -> datetime:
    """Return when an observance begins, by the clocks as they were before it."""
    moment_before = (told - before).replace(tzinfo=UTC) - _MOMENT
    late = after > before and moment_before.astimezone(zone).utcoffset() == after
    return told - (after - before) if late else told
