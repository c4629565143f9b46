"""Moments as the reader of a channel sees them: by the host's clocks, and by their own."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime

from bot.cards.card import Moment

_CLOCK = "EEE d MMM HH:mm"
_CLOCK_OF_ANOTHER_YEAR = "EEE d MMM y HH:mm"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a card: in which zone, in which language, and in which year, if that is known."""

    zone: str
    locale: str = "en_GB"
    year: int | None = None

    def clock(self, instant: datetime, zone: str) -> str:
        """Say what the clocks in `zone` show; the year where it is not the reader's."""
        local = instant.astimezone(_rules(zone))
        pattern = _CLOCK if self.year in (None, local.year) else _CLOCK_OF_ANOTHER_YEAR
        return format_datetime(local, pattern, tzinfo=local.tzinfo, locale=self.locale)

    def mark(self, instant: datetime) -> str:
        """Name the reader's zone as it is then: "BST", "UTC+07"."""
        name = instant.astimezone(_rules(self.zone)).tzname() or self.zone
        return f"UTC{name}" if name[0] in "+-" else name


def moment_words(moment: Moment, reader: Reader) -> str:
    """Say an instant by the host's clocks and by those of the reader; once if they agree."""
    here = reader.clock(moment.instant, reader.zone)
    if moment.zone is None or moment.zone == reader.zone:
        return here
    there = reader.clock(moment.instant, moment.zone)
    if here == there:
        return f"{here} here and {_in(moment.zone)}"
    return f"{there} {_in(moment.zone)} ({here} here)"


def _in(zone: str) -> str:
    """Name a zone by its town: "in Pyongyang"."""
    return f"in {zone.rpartition('/')[2].replace('_', ' ')}"


def _rules(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
