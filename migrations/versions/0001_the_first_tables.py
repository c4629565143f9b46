"""The first tables.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actors_country"), ["country"], unique=False)

    op.create_table(
        "channels",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("zone", sa.String(length=300), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
    )
    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.create_index(
            "ix_channels_place", ["platform", "workspace", "address"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_channels_zone"), ["zone"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("broader", sa.String(length=100), nullable=True),
        sa.Column("folded_title", sa.String(length=300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("anchor_at", INSTANT, nullable=True),
        sa.Column("presumed_start_at", INSTANT, nullable=True),
        sa.Column("presumed_end_at", INSTANT, nullable=True),
        sa.Column("revised_at", INSTANT, nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_anchor_at"), ["anchor_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_broader"), ["broader"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_country"), ["country"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_events_first_day_last_day"), ["first_day", "last_day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_events_presumed_end_at"), ["presumed_end_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_events_presumed_start_at"), ["presumed_start_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_events_revised_at"), ["revised_at"], unique=False)

    op.create_table(
        "intake",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_intake")),
    )
    op.create_table(
        "roles",
        sa.Column("workspace", sa.String(length=100), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "who", name=op.f("pk_roles")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "treaty_statuses",
        sa.Column("treaty", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("treaty", "state", name=op.f("pk_treaty_statuses")),
    )
    op.create_table(
        "watermarks",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_watermarks")),
    )
    op.create_table(
        "actor_names",
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_actor_names_actor_id")),
        sa.PrimaryKeyConstraint("actor_id", "folded", name=op.f("pk_actor_names")),
    )
    with op.batch_alter_table("actor_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_names_folded"), ["folded"], unique=False)

    op.create_table(
        "claims",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("claimant", sa.String(length=100), nullable=False),
        sa.Column("denies", sa.String(length=100), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["claimant"], ["actors.id"], name=op.f("fk_claims_claimant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_claimant"), ["claimant"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_denies"), ["denies"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_said_on"), ["said_on"], unique=False)

    op.create_table(
        "covers",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("event", sa.String(length=100), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_covers_channel")),
        sa.PrimaryKeyConstraint("channel", "event", name=op.f("pk_covers")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("offset", sa.String(length=40), nullable=True),
        sa.Column("about", sa.String(length=100), nullable=True),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("ready_at", INSTANT, nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("held_for", sa.String(length=400), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("receipt", DOCUMENT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_deliveries_channel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_held_for"), ["held_for"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_state_urgency_ready_at"),
            ["state", "urgency", "ready_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_deliveries_subject"), ["subject"], unique=False)

    op.create_table(
        "event_actors",
        sa.Column("event_id", sa.String(length=100), nullable=False),
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_event_actors_actor_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_actors_event_id")),
        sa.PrimaryKeyConstraint("event_id", "actor_id", "role", name=op.f("pk_event_actors")),
    )
    with op.batch_alter_table("event_actors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actors_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "instruments",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("court", sa.String(length=100), nullable=False),
        sa.Column("public_on", sa.Date(), nullable=True),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["court"], ["actors.id"], name=op.f("fk_instruments_court")),
        sa.ForeignKeyConstraint(["subject"], ["actors.id"], name=op.f("fk_instruments_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruments")),
    )
    with op.batch_alter_table("instruments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instruments_public_on"), ["public_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_instruments_subject"), ["subject"], unique=False)

    op.create_table(
        "mutes",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.id"], name=op.f("fk_mutes_actor")),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_mutes_channel")),
        sa.PrimaryKeyConstraint("channel", "actor", name=op.f("pk_mutes")),
    )
    op.create_table(
        "occupancies",
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("start", sa.String(length=40), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["holder"], ["actors.id"], name=op.f("fk_occupancies_holder")),
        sa.ForeignKeyConstraint(["post"], ["actors.id"], name=op.f("fk_occupancies_post")),
        sa.PrimaryKeyConstraint("holder", "post", "start", name=op.f("pk_occupancies")),
    )
    with op.batch_alter_table("occupancies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupancies_post"), ["post"], unique=False)

    op.create_table(
        "mirrors",
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=100), nullable=False),
        sa.Column("event", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("platform", "workspace", "event", name=op.f("pk_mirrors")),
    )
    op.create_table(
        "pauses",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.Column("trouble", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_pauses_channel")),
        sa.PrimaryKeyConstraint("channel", "trouble", name=op.f("pk_pauses")),
    )
    op.create_table(
        "revisions",
        sa.Column("event_id", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_revisions_event_id")),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_revisions")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_at"), ["at"], unique=False)

    op.create_table(
        "snoozes",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("event", sa.String(length=100), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_snoozes_channel")),
        sa.PrimaryKeyConstraint("channel", "event", name=op.f("pk_snoozes")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("next_digest_at", INSTANT, nullable=True),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel"], ["channels.id"], name=op.f("fk_subscriptions_channel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscriptions_channel"), ["channel"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_subscriptions_next_digest_at"), ["next_digest_at"], unique=False
        )

    op.create_table(
        "tellings",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("event", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("receipt", DOCUMENT, nullable=True),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_tellings_channel")),
        sa.PrimaryKeyConstraint("channel", "event", name=op.f("pk_tellings")),
    )
    op.create_table(
        "claim_actors",
        sa.Column("claim_id", sa.String(length=100), nullable=False),
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_claim_actors_actor_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_actors_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "actor_id", name=op.f("pk_claim_actors")),
    )
    with op.batch_alter_table("claim_actors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_actors_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("subscription", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name=op.f("fk_interests_subscription")
        ),
        sa.PrimaryKeyConstraint("key", "subscription", name=op.f("pk_interests")),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interests_subscription"), ["subscription"], unique=False
        )

    op.create_table(
        "reminder_offsets",
        sa.Column("offset", sa.String(length=40), nullable=False),
        sa.Column("subscription", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name=op.f("fk_reminder_offsets_subscription")
        ),
        sa.PrimaryKeyConstraint("offset", "subscription", name=op.f("pk_reminder_offsets")),
    )
    with op.batch_alter_table("reminder_offsets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reminder_offsets_subscription"), ["subscription"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("reminder_offsets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_offsets_subscription"))

    op.drop_table("reminder_offsets")
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interests_subscription"))

    op.drop_table("interests")
    with op.batch_alter_table("claim_actors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_actors_actor_id"))

    op.drop_table("claim_actors")
    op.drop_table("tellings")
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriptions_next_digest_at"))
        batch_op.drop_index(batch_op.f("ix_subscriptions_channel"))

    op.drop_table("subscriptions")
    op.drop_table("snoozes")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisions_at"))

    op.drop_table("revisions")
    op.drop_table("pauses")
    with op.batch_alter_table("occupancies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occupancies_post"))

    op.drop_table("occupancies")
    op.drop_table("mutes")
    with op.batch_alter_table("instruments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_instruments_subject"))
        batch_op.drop_index(batch_op.f("ix_instruments_public_on"))

    op.drop_table("instruments")
    with op.batch_alter_table("event_actors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_actors_actor_id"))

    op.drop_table("event_actors")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_subject"))
        batch_op.drop_index(batch_op.f("ix_deliveries_state_urgency_ready_at"))
        batch_op.drop_index(batch_op.f("ix_deliveries_held_for"))

    op.drop_table("deliveries")
    op.drop_table("mirrors")
    op.drop_table("covers")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claims_said_on"))
        batch_op.drop_index(batch_op.f("ix_claims_denies"))
        batch_op.drop_index(batch_op.f("ix_claims_claimant"))

    op.drop_table("claims")
    with op.batch_alter_table("actor_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_names_folded"))

    op.drop_table("actor_names")
    op.drop_table("watermarks")
    op.drop_table("treaty_statuses")
    op.drop_table("sources")
    op.drop_table("roles")
    op.drop_table("intake")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_revised_at"))
        batch_op.drop_index(batch_op.f("ix_events_presumed_start_at"))
        batch_op.drop_index(batch_op.f("ix_events_presumed_end_at"))
        batch_op.drop_index(batch_op.f("ix_events_first_day_last_day"))
        batch_op.drop_index(batch_op.f("ix_events_country"))
        batch_op.drop_index(batch_op.f("ix_events_broader"))
        batch_op.drop_index(batch_op.f("ix_events_anchor_at"))

    op.drop_table("events")
    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_channels_zone"))
        batch_op.drop_index("ix_channels_place")

    op.drop_table("channels")
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actors_country"))

    op.drop_table("actors")
