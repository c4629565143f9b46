"""Columns and indexes by which a list of events comes out in order, however long the whole is.

Of an actor's events all is beside the actor by which they are listed and counted. What goes on for
long is told from what does not: else all that ever began might still go on. Who writes no such
column, as the version before, leaves it to say that an event may go on for long, which is only
slower; an event that it changes while both run is missing from the lists of its actors until it is
changed again.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_LONG = {
    "sqlite": "julianday(last_day) - julianday(first_day) > 31",
    "postgresql": "last_day - first_day > 31",
}
_CITY = {
    "sqlite": "coalesce(json_extract(document, '$.place.city'),"
    " json_extract(document, '$.place.name'))",
    "postgresql": "coalesce(document #>> '{place,city}', document #>> '{place,name}')",
}

_INDEXES = (
    ("ix_actors_country_kind", "actors", ["country", "kind"]),
    ("ix_events_in_order", "events", ["lasting", "first_day", "last_day"]),
    ("ix_events_by_country", "events",
     ["country", "lasting", "first_day", "last_day", "kind", "status"]),
    ("ix_events_by_city", "events", ["city", "lasting", "first_day", "last_day"]),
    ("ix_events_by_kind", "events", ["kind", "lasting", "first_day", "last_day", "status"]),
    ("ix_events_by_status", "events", ["status", "lasting", "first_day", "last_day", "kind"]),
    ("ix_event_actors_in_order", "event_actors",
     ["actor_id", "lasting", "first_day", "event_id", "last_day", "kind", "status", "country",
      "role"]),
)  # fmt: skip
_NO_LONGER = (("actors", "country"), ("events", "country"), ("event_actors", "actor_id"))
"""Columns with an index of their own that another one begins with from now on."""


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in ("events", "event_actors"):
        op.add_column(
            table, sa.Column("lasting", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
    op.add_column("events", sa.Column("city", sa.String(length=300), nullable=True))
    for name, kind in (
        ("kind", sa.String(length=40)),
        ("status", sa.String(length=40)),
        ("country", sa.String(length=2)),
        ("first_day", sa.Date()),
        ("last_day", sa.Date()),
    ):
        op.add_column("event_actors", sa.Column(name, kind, nullable=True))
    op.execute(
        f"UPDATE events SET city = {_CITY[dialect]},"  # noqa: S608 - nothing from outside
        f" lasting = last_day IS NULL OR first_day IS NULL OR {_LONG[dialect]}"
    )
    op.execute(
        "UPDATE event_actors SET kind = events.kind, status = events.status,"
        " country = events.country, first_day = events.first_day, last_day = events.last_day,"
        " lasting = events.lasting FROM events WHERE events.id = event_actors.event_id"
    )
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    for table, column in _NO_LONGER:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)


def downgrade() -> None:
    for table, column in _NO_LONGER:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for name, table, _ in _INDEXES[::-1]:
        op.drop_index(name, table_name=table)
    for column in ("last_day", "first_day", "country", "status", "kind", "lasting"):
        op.drop_column("event_actors", column)
    for column in ("city", "lasting"):
        op.drop_column("events", column)
