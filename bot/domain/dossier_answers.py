"""All that is known of one event, and how that came to be known: what `event` answers.

The field names are a promise, as in `bot.domain.answers`.
"""

from bot.domain.answers import ChangeAnswer, EventAnswer
from bot.domain.channel_answers import Where
from bot.domain.record import Record
from bot.domain.zones import Instant


class RevisionNote(Record):
    """One revision in a line; `history` has it in full."""

    number: int
    at: Instant
    by: str
    source: str | None
    """The outlet, with its origin."""
    changes: tuple[ChangeAnswer, ...]


class VersionAnswer(Record):
    """What one source said of something."""

    said: str
    source: str | None
    at: Instant


class DifferenceAnswer(Record):
    """Something that sources say differently; the last version is the one that stands."""

    field: str
    versions: tuple[VersionAnswer, ...]


class ToldAnswer(Record):
    """A channel that was told of the event."""

    channel: Where
    revision: int
    """What it was told last."""
    message: str | None
    """The platform's id of the message that shows the event."""
    at: Instant | None
    """When it was told first."""


class EventDossier(EventAnswer):
    """All that is known of one event, and how that came to be known."""

    known_since: Instant
    revisions: tuple[RevisionNote, ...]
    differences: tuple[DifferenceAnswer, ...]
    told: tuple[ToldAnswer, ...] = ()
    """Where it was announced: in the channel of whoever asks, at the terminal in all."""
