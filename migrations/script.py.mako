"""${message}.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
