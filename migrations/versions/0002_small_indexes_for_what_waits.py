"""Small indexes for what waits in the outbox.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('pending', 'unclear', 'held') AND held_for IS NULL")
LEASED = sa.text("state = 'leased'")
HAS_BROADER = sa.text("broader IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["urgency", "ready_at", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_deliveries_leased",
        "deliveries",
        ["channel", "leased_until"],
        sqlite_where=LEASED,
        postgresql_where=LEASED,
    )
    op.drop_index("ix_events_broader", "events")
    op.create_index(
        "ix_events_broader",
        "events",
        ["broader"],
        sqlite_where=HAS_BROADER,
        postgresql_where=HAS_BROADER,
    )


def downgrade() -> None:
    op.drop_index("ix_events_broader", "events")
    op.create_index("ix_events_broader", "events", ["broader"])
    op.drop_index("ix_deliveries_leased", "deliveries")
    op.drop_index("ix_deliveries_waiting", "deliveries")
