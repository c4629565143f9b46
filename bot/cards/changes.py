"""Differences between revisions, said so that a reader sees the old and the new at a glance."""

from bot.cards.wording import STATUS_WORDS
from bot.domain.answers import ChangeAnswer
from bot.domain.revision import UNSAID

ARROW = "→"
_STATUS_BY_VALUE = {str(status): words for status, words in STATUS_WORDS.items()}
_LABELS = {"certainty": "likelihood", "standing": "how sure"}
_LISTS = frozenset({"agenda", "outcome", "detail", "source"})
_BOOKKEEPING = frozenset({"source", "note"})
"""Worth a line in the history, not in an alert."""


def change_line(change: ChangeAnswer) -> str:
    """Say one difference: "Dates: 18–19 Jun 2024 → 19 Jun 2024"."""
    label = _label(change)
    before, after = _value(change, change.before), _value(change, change.after)
    if after == UNSAID:
        return f"{label}: {UNSAID}"
    if before is not None and after is not None:
        return f"{label}: {before} {ARROW} {after}"
    gained = before is None
    if change.actor is not None:
        return f"{'Added' if gained else 'No longer'}: {label} ({after or before})"
    if change.field in _LISTS:
        return f"{label}, {'new' if gained else 'dropped'}: {after or before}"
    return f"{label}: {after}" if gained else f"{label}: {before} {ARROW} none"


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
    return tuple(one for one in changes if one.field not in _BOOKKEEPING and one.after != UNSAID)
