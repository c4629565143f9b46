"""Earlier visits of warrant subjects, and what came of them.

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
        "precedents",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["subject"], ["actors.id"], name=op.f("fk_precedents_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedents")),
    )
    op.create_index(op.f("ix_precedents_subject"), "precedents", ["subject"])
    op.create_index(op.f("ix_precedents_state"), "precedents", ["state"])


def downgrade() -> None:
    op.drop_index(op.f("ix_precedents_state"), table_name="precedents")
    op.drop_index(op.f("ix_precedents_subject"), table_name="precedents")
    op.drop_table("precedents")
