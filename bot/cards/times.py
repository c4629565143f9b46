"""How a card says when: days as the host's calendar has them, hours as moments for each reader."""

from datetime import date

from babel.dates import format_date

from bot.cards.card import Moment, Text
from bot.cards.language import date_words, language
from bot.domain.answers import EventAnswer
from bot.domain.date_words import describe
from bot.domain.dates import Basis, Dates
from bot.domain.edtf import Precision

NO_DATE = "no date"
_BASIS_WORDS = {
    Basis.STATED: None,
    Basis.RELATIVE: "counted from the day of the report",
    Basis.DERIVED: "follows by rule",
    Basis.INFERRED: "inferred from the context",
}


def day_words(day: date) -> str:
    """Say a day with its weekday: "Tue 18 Jun 2024"."""
    return format_date(day, "EEE d MMM y", locale=language())


def days_words(dates: Dates | None) -> str:
    """Say the days alone, without an hour."""
    if dates is None:
        return NO_DATE
    return date_words(dates.model_copy(update={"start_at": None, "end_at": None}))


def dates_text(dates: Dates | None) -> Text:
    """Say the dates, with the exact beginning and end as moments where they are known."""
    if dates is None:
        return (NO_DATE,)
    if dates.start_at is not None and dates.end in (None, dates.start) and dates.end_at is None:
        return (Moment(dates.start_at, dates.zone),)  # it names its day as well
    said: Text = (days_words(dates),)
    if dates.start_at is not None:
        said = (*said, ", beginning ", Moment(dates.start_at, dates.zone))
    if dates.end_at is not None:
        said = (*said, ", until ", Moment(dates.end_at, dates.zone))
    return said


def full_dates_text(dates: Dates) -> Text:
    """Say the dates with all that limits them: precision, the source's wording, the basis."""
    limits = [
        "exact day not known" if _imprecise(dates) else None,
        f"in the source: “{dates.wording}”" if dates.wording else None,
        _BASIS_WORDS[dates.basis],
    ]
    said = "; ".join(limit for limit in limits if limit)
    return (*dates_text(dates), f" ({said})") if said else dates_text(dates)


def _imprecise(dates: Dates) -> bool:
    known = dates.start is not None
    return known and (dates.precision is not Precision.DAY or dates.approximate)


def same_dates(one: Dates | None, other: Dates | None) -> bool:
    """Whether a reader could not tell the two apart."""
    return describe(one) == describe(other)


def earlier_plan(answer: EventAnswer) -> Dates | None:
    """Return the plan before the last change of dates, where it differs from the present one."""
    before = answer.previously
    return None if before is None or same_dates(before, answer.planned) else before


def plan_not_kept(answer: EventAnswer) -> Dates | None:
    """Return what was planned, where it went otherwise."""
    if answer.actual is None or same_dates(answer.dates, answer.planned):
        return None
    return answer.planned if answer.planned.start else None
