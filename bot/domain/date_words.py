"""Saying dates in words, in the language of a locale: "18–19 Jun 2024", "about June 2024"."""

from zoneinfo import ZoneInfo

from babel.dates import format_interval, format_skeleton

from bot.domain.dates import UNKNOWN_ZONE, Dates
from bot.domain.edtf import Precision, Span, span

DEFAULT_LOCALE = "en_GB"
NO_DATE = "no date"


def describe(dates: Dates | None, locale: str = DEFAULT_LOCALE) -> str:
    """Say the dates in words, no firmer than they are: "18–19 Jun 2024", "about June 2024"."""
    if dates is None or dates.start is None:
        return NO_DATE
    if dates.open_end:
        return f"from {_describe_span(span(dates.start), locale)}"
    first = span(dates.start)
    if dates.end is None or dates.end == dates.start:
        said = _describe_span(first, locale)
    elif first.precision is Precision.DAY and dates.precision is Precision.DAY:
        last = span(dates.end)
        hedge = "about " if dates.approximate else ""
        said = hedge + format_interval(first.first, last.last, "yMMMd", locale=locale)
    else:
        said = f"{_describe_span(first, locale)} to {_describe_span(span(dates.end), locale)}"
    return said + _describe_hour(dates)


def _describe_hour(dates: Dates) -> str:
    if dates.start_at is None:
        return ""
    local = dates.start_at.astimezone(ZoneInfo(dates.zone or UNKNOWN_ZONE))
    return f", {local:%H:%M} local" if dates.zone else f", {local:%H:%M} UTC"


def _describe_span(part: Span, locale: str) -> str:
    hedge = "about " if part.approximate else ""
    if part.one_of:
        return "one of " + format_interval(part.first, part.last, "yMMMd", locale=locale)
    if part.season:
        return f"{hedge}{part.season} {part.first.year}"
    match part.precision:
        case Precision.DAY:
            said = format_skeleton("yMMMd", part.first, locale=locale)
        case Precision.MONTH:
            said = format_skeleton("yMMMM", part.first, locale=locale)
        case Precision.YEAR:
            said = str(part.first.year)
        case Precision.SEASON if part.first.year == part.last.year:
            said = format_interval(part.first, part.last, "yMMM", locale=locale)
        case _:
            said = f"{part.first.year}–{part.last.year}"
    return hedge + said
