"""Differences between revisions, said so that a reader sees the old and the new at a glance."""

from bot.cards.wording import STATUS_WORDS
from bot.domain.answers import ChangeAnswer
from bot.domain.events import EventStatus
from bot.domain.revision import UNSAID

ARROW = "→"
_STATUS_BY_VALUE = {str(status): words for status, words in STATUS_WORDS.items()}
_LABELS = {"certainty": "likelihood", "standing": "how sure"}
_BOOKKEEPING = frozenset({"source", "note"})
"""Worth a line in the history, not in an alert."""


def change_line(change: ChangeAnswer) -> str:
    """Say one difference: "Dates: 18–19 Jun 2024 → 19 Jun 2024"."""
    label = _label(change)
    before, after = (_value(change, value) for value in (change.before, change.after))
    if after == UNSAID:
        return f"{label}: {UNSAID}"
    if before is None:
        return f"{label}, new: {after}"
    if after is None:
        return f"{label}, no longer: {before}"
    return f"{label}: {before} {ARROW} {after}"


def _label(change: ChangeAnswer) -> str:
    if change.actor is not None:
        return change.actor.name
    label = _LABELS.get(change.field, change.field)
    return label[0].upper() + label[1:]


def _value(change: ChangeAnswer, value: str | None) -> str | None:
    if change.field != "status" or value is None:
        return value
    return _STATUS_BY_VALUE.get(value, value)


def telling(changes: tuple[ChangeAnswer, ...]) -> tuple[ChangeAnswer, ...]:
    """Return the changes that an alert has to name."""
    return tuple(
        one for one in changes if one.field not in _BOOKKEEPING and one.after != UNSAID
    )


def change_of_dates(changes: tuple[ChangeAnswer, ...]) -> ChangeAnswer | None:
    """Return the change of the planned dates, if there is one."""
    return next((one for one in changes if one.field == "dates"), None)


def postponed_words() -> str:
    """Say what takes the place of the dates of a postponed event."""
    return f"no new date ({EventStatus.POSTPONED})"
