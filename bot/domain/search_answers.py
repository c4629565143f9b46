"""What a search answers: all that a query may mean, the likeliest first.

The field names are a promise, as in `bot.domain.answers`.
"""

from bot.domain.actors import ActorKind
from bot.domain.answers import Answer, EventSummary
from bot.domain.named import Sort
from bot.domain.record import Record


class FoundAnswer(Record):
    """One thing that a query may mean."""

    sort: Sort
    id: str
    """Of a country its ISO 3166-1 code, of a city its name with that: "Hanoi, VN"."""
    name: str
    score: float
    """How well it fits, of 100."""
    command: str
    """The line that tells all of it."""
    kind: ActorKind | None = None
    """Of an actor."""
    office: str | None = None
    """Of a person, the office on the day of the question."""
    country: str | None = None
    event: EventSummary | None = None


class SearchAnswer(Answer):
    """What a query may mean."""

    query: str
    sure: bool
    """Whether the first is what is meant; else it may be any of them."""
    items: tuple[FoundAnswer, ...]
