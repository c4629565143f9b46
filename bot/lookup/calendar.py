"""Which events fall into a stretch of time, with an actor, in a country, of a kind."""

from bot.domain.answers import EventSummary, Listing
from bot.lookup.backing import backing
from bot.lookup.event import event_summary
from bot.store import events as store
from bot.store.database import Session
from bot.store.events import EventQuery

__all__ = ["EventQuery", "events"]

MOST_COUNTED = 10_000
"""Nobody reads on so far, and to count a million takes longer than to find the first."""


async def events(
    session: Session,
    query: EventQuery,
    limit: int | None = None,
    *,
    interpretation: str | None = None,
) -> Listing[EventSummary]:
    """Return the events that a query asks for, by day; `total` counts those past the limit, too."""
    found = await store.find(session, query, limit=limit)
    total = len(found)
    if limit is not None and total == limit:
        total = await store.count(session, query, MOST_COUNTED + 1)
    items = tuple(map(event_summary, found))
    rests_on = await backing(session, found)
    return Listing[EventSummary](
        items=items,
        total=min(total, max(MOST_COUNTED, len(items))),
        more=total > max(MOST_COUNTED, len(items)),
        interpretation=interpretation,
        **rests_on,
    )
