"""Whom a court's warrants bind, and what came of earlier journeys of their subjects.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "courts",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["actors.id"], name=op.f("fk_courts_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courts")),
    )
    op.create_table(
        "precedents",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["subject"], ["actors.id"], name=op.f("fk_precedents_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedents")),
    )
    op.create_index(op.f("ix_precedents_state"), "precedents", ["state"])
    op.create_index(op.f("ix_precedents_subject"), "precedents", ["subject"])


def downgrade() -> None:
    op.drop_index(op.f("ix_precedents_subject"), table_name="precedents")
    op.drop_index(op.f("ix_precedents_state"), table_name="precedents")
    op.drop_table("precedents")
    op.drop_table("courts")
