"""Many events from a few: the database copies them under other numbers, a million in a minute.

Each copy has the rows that the store would have written for it.
"""

from sqlalchemy import text

from bot.store.database import Database
from bot.store.tables import EventActorRow, EventRow, RevisionRow, Table

_ID = "'visit-' || nth"
_TITLE = "'Visit number ' || nth"
_OWN = {
    True: {
        "event": f"json_set(document, '$.id', {_ID}, '$.title', {_TITLE})",
        "revision": f"json_set(document, '$.event.id', {_ID}, '$.event.title', {_TITLE})",
    },
    False: {
        "event": f"document || jsonb_build_object('id', {_ID}, 'title', {_TITLE})",
        "revision": "document || jsonb_build_object('event', document -> 'event' || "
        f"jsonb_build_object('id', {_ID}, 'title', {_TITLE}))",
    },
}
"""Documents as SQLite says it, and as PostgreSQL does."""

_COPY = """
    INSERT INTO {table} ({columns})
    WITH RECURSIVE times (time) AS (
        SELECT 1 UNION ALL SELECT time + 1 FROM times WHERE time < :times
    ), copies AS (
        SELECT {table}.*, CAST(substr({key}, 7) AS INTEGER) + time * :few AS nth
        FROM {table} CROSS JOIN times WHERE {key} LIKE 'visit-%'
    )
    SELECT {values} FROM copies WHERE nth < :many
"""


async def copy_events(database: Database, few: int, many: int) -> None:
    """Make `many` events of those that are numbered from 0 to below `few`."""
    if many > few:
        sizes = {"few": few, "many": many, "times": many // few}
        own = _OWN[database.embedded]
        title = f"lower({_TITLE})"
        event = {"id": _ID, "folded_title": title, "document": own["event"]}
        async with database.writing() as session:
            for table, changed in (
                (EventRow, event),
                (RevisionRow, {"event_id": _ID, "document": own["revision"]}),
                (EventActorRow, {"event_id": _ID}),
            ):
                await session.execute(text(_statement(table, changed)), sizes)
    async with database.writing() as session:
        await session.execute(text("ANALYZE"))


def _statement(table: type[Table], changed: dict[str, str]) -> str:
    columns = [one.name for one in table.__table__.c]
    values = [changed.get(name, name) for name in columns]
    return _COPY.format(
        table=table.__tablename__,
        key="id" if "id" in changed else "event_id",
        columns=", ".join(columns),
        values=", ".join(values),
    )
