"""The turns of an entry that repeats: by the clocks of its place, and within reach of today."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Event as Entry

BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)
"""How far a series is followed, from the day on which the calendar is read."""
MOST_REPEATS = 400
"""Of one series, within that stretch: a daily one of a year."""

_SELDOM = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def stamp(moment: date) -> str:
    """Write the turn of a series, whatever the zone in which it is given."""
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).strftime(
            "%Y%m%dT%H%M%S"
        )
    return moment.strftime("%Y%m%d")


def repeats(entry: Entry, today: date) -> Iterator[tuple[date, Entry]]:
    """Yield the turns of a series within reach, each as an entry of its own."""
    start = moment(entry, "DTSTART")
    if start is None:
        raise ValueError("it repeats, and has no DTSTART: give it a day")
    length = duration(entry)
    zone = start.tzinfo if isinstance(start, datetime) else None
    naive = _naive(start, zone)
    out = {_naive(one, zone) for one in _moments(entry, "EXDATE")}
    dates = {naive, *(_naive(one, zone) for one in _moments(entry, "RDATE"))}
    floor = datetime.combine(today - BACK, time())
    top = datetime.combine(today + AHEAD, time())
    if "RRULE" in entry:
        rules = entry["RRULE"]
        for rule in rules if isinstance(rules, list) else [rules]:
            dates |= set(islice(_of_rule(rule, naive, zone, floor, top), MOST_REPEATS))
    for at in sorted(dates - out):
        if floor <= at <= top:
            turn: date = at.replace(tzinfo=zone) if isinstance(start, datetime) else at.date()
            copy = entry.copy()
            for name in ("RRULE", "RDATE", "EXDATE", "DTSTART", "DTEND", "DURATION"):
                copy.pop(name, None)
            copy.add("DTSTART", turn)
            if length is not None:
                copy.add("DTEND", turn + length)
            yield turn, copy


def _of_rule(
    rule: Any, naive: datetime, zone: Any, floor: datetime, top: datetime
) -> Iterator[datetime]:
    """Yield the turns of a rule by the clocks of the place, where they do not jump about."""
    rule = rule.copy()
    often = str(rule.get("FREQ", [""])[0]).upper()
    if often not in _SELDOM or min(rule.get("INTERVAL", [1])) < 1:
        raise ValueError(f"it repeats {often.lower() or 'without a rule'}, which no visit does")
    if "UNTIL" in rule:  # given in UTC: put it on the same clock as the turns
        rule["UNTIL"] = [min(_naive(one, zone), top) for one in rule["UNTIL"]]
    elif "COUNT" not in rule:
        rule["UNTIL"] = [top]
    found = rrulestr(rule.to_ical().decode(), dtstart=naive)
    yield from _until(found.xafter(floor, inc=True), top)


def _until(found: Iterable[datetime], top: datetime) -> Iterator[datetime]:
    for one in found:
        if one > top:
            return
        yield one


def _naive(moment: date, zone: Any) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _moments(entry: Entry, name: str) -> Iterator[date]:
    value = entry.get(name)
    for one in value if isinstance(value, list) else [value] if value is not None else ():
        for each in one.dts:
            yield each.dt[0] if isinstance(each.dt, tuple) else each.dt


def moment(entry: Entry, name: str) -> date | None:
    """Return a day or an instant of an entry. Raises ValueError where it cannot be read."""
    value: Any = entry.get(name)
    value = value[0] if isinstance(value, list) and value else value
    if value is None:
        return None
    found = getattr(value, "dt", None)
    if not isinstance(found, date):
        raise ValueError(f"its {name} cannot be read: {str(value)[:40]!r}")  # noqa: TRY004
    return found


def duration(entry: Entry) -> timedelta | None:
    """Return how long an entry is; none where it does not say."""
    start, end = moment(entry, "DTSTART"), moment(entry, "DTEND")
    if start is not None and end is not None:
        return end - start if isinstance(end, datetime) is isinstance(start, datetime) else None
    found: Any = entry.get("DURATION")
    length = getattr(found, "dt", None)
    return length if isinstance(length, timedelta) else None
