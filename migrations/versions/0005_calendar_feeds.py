"""Links by which the events of a subscription are fetched as a calendar.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("subscription", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        # The version before knows of no links, and ends subscriptions all the same.
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscriptions.id"],
            name=op.f("fk_feeds_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription", name=op.f("pk_feeds")),
    )
    op.create_index(op.f("ix_feeds_digest"), "feeds", ["digest"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_feeds_digest"), table_name="feeds")
    op.drop_table("feeds")
