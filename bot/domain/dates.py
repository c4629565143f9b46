"""Dates as their sources give them, and what may be derived from them: no more than they say.

A date is never made firmer than its source: "in October" has no first day to count from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import model_validator

from bot.domain.edtf import OPEN, Edtf, EdtfEnd, Precision, span
from bot.domain.record import Line, Record
from bot.domain.zones import Instant, ZoneName, end_of_day, local_day, start_of_day

UNKNOWN_ZONE = "UTC"


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    """The source gives it."""
    RELATIVE = "relative"
    """The source says "Friday" or "last month"; counted from its day of publication."""
    DERIVED = "derived"
    """Follows by a rule, such as Article 126 of the Rome Statute."""
    INFERRED = "inferred"
    """Concluded by an editor from the context."""


class Dates(Record):
    """When something is, as far as its source says; all fields may be missing."""

    start: Edtf | None = None
    """First day (or month, year …); none while no date is known."""
    end: EdtfEnd | None = None
    """Last day, inclusive; ``..`` while open; none where it is the start again."""
    start_at: Instant | None = None
    """The exact beginning, where it is known."""
    end_at: Instant | None = None
    """The exact end, where it is known."""
    zone: ZoneName | None = None
    """The zone of the place, in which the days above are counted."""
    wording: Line | None = None
    """The words of the source for it, such as "last September"."""
    basis: Basis = Basis.STATED

    @model_validator(mode="before")
    @classmethod
    def _day_of_instant(cls, fields: Any) -> Any:
        """Fill a missing day from the exact instant."""
        if not isinstance(fields, Mapping):
            return fields
        filled = dict(fields)
        for name in ("start", "end"):
            moment = filled.get(f"{name}_at")
            if moment is not None and filled.get(name) is None:
                filled[name] = _local_date_text(moment, filled.get("zone"))
        return filled

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start is None and self.end is not None and self.end != OPEN:
            raise ValueError(f"end {self.end} is given without a start")
        closed = self.start and self.end and self.end != OPEN
        if closed and span(str(self.end)).last < span(str(self.start)).first:
            raise ValueError(f"the end {self.end} lies before the start {self.start}")
        if self.start_at and self.end_at and self.end_at < self.start_at:
            raise ValueError("end_at lies before start_at")
        if self.start_at and self.start is None:
            raise ValueError("start_at is given without its day in 'start'")
        self.check_days(self.zone)
        return self

    def check_days(self, zone: str | None) -> None:
        """Raise ValueError if an exact instant is not on its day in `zone`, the place's."""
        if self.start_at and self.start and zone:
            _check_day("start", self.start, [local_day(self.start_at, zone)], zone)
        if self.end_at and self.end and self.end != OPEN and zone:
            until = self.end_at - datetime.resolution  # midnight ends the day before it
            days = [local_day(until, zone), local_day(self.end_at, zone)]
            _check_day("end", self.end, days, zone)

    @property
    def precision(self) -> Precision:
        """The coarser of the precisions of start and end."""
        if self.start is None:
            return Precision.UNKNOWN
        found = [span(self.start).precision]
        if self.end not in (None, OPEN):
            found.append(span(str(self.end)).precision)
        return max(found, key=list(Precision).index)

    @property
    def approximate(self) -> bool:
        """Whether the source hedges: about, uncertain, or one of several days."""
        parts = [span(text) for text in (self.start, self.end) if text and text != OPEN]
        return any(part.approximate or part.one_of for part in parts)

    @property
    def first_day(self) -> date | None:
        """The earliest day on which it can begin."""
        return span(self.start).first if self.start else None

    @property
    def last_day(self) -> date | None:
        """The latest day on which it can still go on; none where the end is open or unknown."""
        if self.end == OPEN or self.start is None:
            return None
        return span(self.end or self.start).last

    @property
    def open_end(self) -> bool:
        """Whether the source says that no end is set."""
        return self.end == OPEN

    @property
    def begins(self) -> datetime | None:
        """The earliest instant at which it can begin (UTC)."""
        day = self.first_day
        return self.start_at or (start_of_day(day, self.zone or UNKNOWN_ZONE) if day else None)

    @property
    def over(self) -> datetime | None:
        """The instant from which it is over for certain (UTC, exclusive); none if open."""
        day = self.last_day
        return self.end_at or (end_of_day(day, self.zone or UNKNOWN_ZONE) if day else None)


def _check_day(name: str, text: str, days: list[date], zone: str) -> None:
    given = span(text)
    if not any(given.first <= day <= given.last for day in days):
        raise ValueError(f"{name}_at is on {days[-1]} in {zone}, but {name} says {text}")


def _local_date_text(moment: object, zone: object) -> str | None:
    """Give the local date of an instant that pydantic has not read yet."""
    try:
        instant = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
        local = instant.astimezone(ZoneInfo(str(zone))) if zone else instant
    except (ValueError, KeyError, OSError, OverflowError):
        return None  # the field's own validation says what is wrong with it
    return local.date().isoformat()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The instant from which reminder offsets count, and whether the hour is known."""

    instant: datetime
    exact: bool


def anchor(dates: Dates) -> Anchor | None:
    """Return the instant from which reminder offsets count, or none.

    It is the exact beginning where known, else the start of the first day in the zone of the
    place; none where the date is not precise to the day or is hedged.
    """
    if dates.start_at is not None:
        return Anchor(dates.start_at, exact=True)
    if dates.start is None:
        return None
    first = span(dates.start)
    if first.precision is not Precision.DAY or first.approximate or first.one_of:
        return None
    return Anchor(start_of_day(first.first, dates.zone or UNKNOWN_ZONE), exact=False)
