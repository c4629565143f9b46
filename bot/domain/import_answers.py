"""What an import came to. The field names are a promise, as in `bot.domain.answers`."""

from bot.domain.answers import Answer
from bot.domain.record import Record


class Remark(Record):
    """Something about one row or entry; `line` is that of the file, where it has lines."""

    line: int | None = None
    row: str | None = None
    text: str


class ImportAnswer(Answer):
    """What was taken in, and what was not."""

    name: str
    """The mapping, or the name of the calendar."""
    source: str
    """The id of the source report that stands for it."""
    rehearsed: bool = False
    """Whether nothing was kept: a dry run."""
    unmodified: bool = False
    """Of a URL, whether the server said that nothing has changed since the last time."""
    rows: int = 0
    """How many were read."""
    added: int = 0
    unchanged: int = 0
    revised: int = 0
    trips: int = 0
    """Of the events: journeys that were made of consecutive rows."""
    actors: int = 0
    """How many are new."""
    queued: int = 0
    """Alerts that it calls for."""
    seconds: float = 0
    revisions: tuple[Remark, ...] = ()
    merged: tuple[Remark, ...] = ()
    doubtful: tuple[Remark, ...] = ()
    refused: tuple[Remark, ...] = ()
    vanished: tuple[Remark, ...] = ()
    """In the file no more, and kept here."""
