"""A nudge before an event, which says how far off it truly is when the message goes out."""

from datetime import datetime, timedelta

from bot.cards.card import Card, Facts, Moment, Tone
from bot.cards.exposure import exposure_lines
from bot.cards.parts import blocks, bullets, facts, paragraph, said
from bot.cards.people import faces, person_words
from bot.cards.times import days_words
from bot.cards.wording import (
    STATUS_WORDS,
    detail_line,
    place_words,
    source_lines,
    titled,
)
from bot.domain.answers import EventAnswer
from bot.domain.cadence import MORNING
from bot.domain.dates import UNKNOWN_ZONE
from bot.domain.events import Certainty, EventStatus
from bot.domain.zones import local_day

MOST = 3
LATE = "This reminder comes late: it was due earlier."
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_COARSE = timedelta(minutes=15)
"""From here on minutes are said in fives: a message takes a while to arrive."""
_FIVE = 5


def reminder_card(
    answer: EventAnswer,
    offset: str,
    begins: datetime,
    exact: bool,
    now: datetime,
    *,
    late: bool = False,
) -> Card:
    """Remind of an event that begins at `begins`; `exact` says whether that hour is known.

    The words follow from the true distance, so that a late reminder never says too much.
    """
    distance = _distance(answer, offset, begins, exact=exact, now=now)
    return Card(
        tone=Tone.AHEAD,
        heading=f"{distance}: {titled(answer.title, answer.place)}",
        blocks=blocks(
            _facts(answer, begins, exact=exact),
            bullets(map(detail_line, answer.agenda), "Agenda", MOST),
            bullets(exposure_lines(answer.id, answer.exposures), "Warrants"),
            paragraph(_doubt(answer)),
            paragraph(LATE if late else None),
        ),
        sources=source_lines(answer.sources, 1),
        reference=answer.id,
    )


def _distance(
    answer: EventAnswer, offset: str, begins: datetime, *, exact: bool, now: datetime
) -> str:
    zone = answer.dates.zone or UNKNOWN_ZONE
    days = (local_day(begins, zone) - local_day(now, zone)).days
    if exact and now >= begins:
        return "Now"
    if offset == MORNING and (exact or abs(days) <= 1):
        return "Today"  # by the calendar on the channel's own wall, which may be a day apart
    if exact and begins - now < _DAY - _COARSE:
        return _soon(begins - now)
    if days > 1:
        return f"In {days} days"
    return {1: "Tomorrow", 0: "Today"}.get(days, "Begun by plan")


def _soon(left: timedelta) -> str:
    """Say a distance of less than a day."""
    minutes = max(1, round(left / timedelta(minutes=1)))
    if left > _COARSE:
        minutes = _FIVE * round(minutes / _FIVE)
    if minutes < _HOUR / timedelta(minutes=1):
        return f"In {minutes} minute{'s' if minutes > 1 else ''}"
    hours = round(left / _HOUR)
    return f"In {hours} hour{'s' if hours > 1 else ''}"


def _facts(answer: EventAnswer, begins: datetime, *, exact: bool) -> Facts | None:
    zone = answer.dates.zone
    beginning = (Moment(begins, zone),) if exact else None
    return facts(
        said("Begins", beginning),
        said("Dates", days_words(answer.dates) + _counted_in(zone)),
        said("Place", place_words(answer.place) if answer.place else None),
        said("Who", _who(answer)),
    )


def _counted_in(zone: str | None) -> str:
    """Say whose calendar the days are of, where a place is known."""
    if zone is None or zone == UNKNOWN_ZONE:
        return ""
    return f" (as counted in {zone.rpartition('/')[2].replace('_', ' ')})"


def _who(answer: EventAnswer) -> str:
    return "; ".join(
        person_words(one.name, one.office) for one in faces(answer.participants)[:MOST]
    )


def _doubt(answer: EventAnswer) -> str | None:
    """Say what stands against its taking place as planned."""
    if answer.status not in (EventStatus.SCHEDULED, EventStatus.UNDER_WAY):
        return f"Status: {STATUS_WORDS[answer.status]}."
    if answer.certainty not in (Certainty.CERTAIN, Certainty.PLANNED_ONLY):
        return f"Likelihood: {answer.certainty_label}."
    return None
