"""The first words and the tone of each kind of alert: no firmer than what is known."""

from bot.cards.card import Tone
from bot.domain.alerts import AlertKind
from bot.domain.sources import Standing

TONES = {
    AlertKind.ANNOUNCED: Tone.NEWS,
    AlertKind.DATES_KNOWN: Tone.NEWS,
    AlertKind.CHANGED: Tone.CHANGE,
    AlertKind.RESCHEDULED: Tone.CHANGE,
    AlertKind.POSTPONED: Tone.STOP,
    AlertKind.CANCELLED: Tone.STOP,
    AlertKind.REINSTATED: Tone.NEWS,
    AlertKind.LEG_CHANGED: Tone.CHANGE,
    AlertKind.CORRECTION: Tone.CHANGE,
    AlertKind.UNDER_WAY: Tone.NOW,
    AlertKind.CONCLUDED: Tone.DONE,
}
_LEADS = {
    AlertKind.ANNOUNCED: "Announced",
    AlertKind.DATES_KNOWN: "Dates now known",
    AlertKind.CHANGED: "Changed",
    AlertKind.RESCHEDULED: "New dates",
    AlertKind.POSTPONED: "Postponed",
    AlertKind.CANCELLED: "Cancelled",
    AlertKind.REINSTATED: "On again",
    AlertKind.LEG_CHANGED: "Journey changed",
    AlertKind.CORRECTION: "Corrected",
    AlertKind.UNDER_WAY: "Under way",
    AlertKind.CONCLUDED: "Concluded",
}
_BY_SCHEDULE = {
    AlertKind.UNDER_WAY: (
        "Scheduled to be under way",
        "The planned time has come; no report yet that it has begun.",
    ),
    AlertKind.CONCLUDED: (
        "Scheduled dates have passed",
        "The planned time is over; no report yet of how it went.",
    ),
}
FIRM = frozenset({Standing.ANNOUNCED, Standing.CONFIRMED})
"""Said by those it concerns, or on record: nothing needs to be added."""


def lead(kind: AlertKind, standing: Standing, *, by_schedule: bool) -> tuple[str, str | None]:
    """Return the first words of a heading and a remark, where one is needed.

    What nobody announced is not called announced, what nobody reported is not said to be so.
    """
    if by_schedule and kind in _BY_SCHEDULE:
        return _BY_SCHEDULE[kind]
    if kind is AlertKind.ANNOUNCED and standing not in FIRM:
        return str(standing).capitalize(), None
    return _LEADS[kind], None
