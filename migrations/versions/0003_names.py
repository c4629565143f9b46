"""Names to search by, with what is stored already filled in, and how often things are asked for.

The deploy rule: a migration must let the version before it go on running. Add first, with a
default; move the data; take away only in a later release. Both directions are tested on SQLite
and on PostgreSQL.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bot.domain.actors import Actor
from bot.domain.events import Event
from bot.domain.named import Named, Sort, actor_names, event_names, place_id, place_names
from bot.domain.words import forms

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PLAIN = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

_BATCH = 1_000

_ACTORS = sa.table("actors", sa.column("id"), sa.column("document", DOCUMENT))
_EVENTS = sa.table("events", sa.column("id"), sa.column("document", DOCUMENT))


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", name=op.f("pk_asked")),
    )
    op.create_index(op.f("ix_asked_kind_times"), "asked", ["kind", "times"])
    names = op.create_table(
        "names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("squeezed", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
    )
    op.create_index(op.f("ix_names_kind_owner"), "names", ["kind", "owner"])
    op.create_index(op.f("ix_names_squeezed_kind"), "names", ["squeezed", "kind"])
    name_words = op.create_table(
        "name_words",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("word", PLAIN, nullable=False),
        sa.Column("name", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["name"], ["names.id"], name=op.f("fk_name_words_name")),
        sa.PrimaryKeyConstraint("kind", "word", "name", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_words_name_word"), "name_words", ["name", "word"])
    word_forms = op.create_table(
        "word_forms",
        sa.Column("form", PLAIN, nullable=False),
        sa.Column("word", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("form", "word", name=op.f("pk_word_forms")),
        sqlite_with_rowid=False,
    )
    _fill(names, name_words, word_forms)


def _fill(names: sa.Table, name_words: sa.Table, word_forms: sa.Table) -> None:
    """Write the names of what is stored: what the stores do from now on, in bulk."""
    found = enumerate(_stored(), 1)
    known: set[str] = set()
    while batch := list(islice(found, _BATCH)):
        said = {number: " ".join(one.said)[:300] for number, (_, _, one) in batch}
        pairs = [
            (sort, word[:40], number) for number, (sort, _, one) in batch for word in one.words
        ]
        new = {word for _, word, _ in pairs} - known
        known |= new
        _insert(
            names,
            [
                {"id": number, "kind": sort, "owner": owner, "said": said[number],
                 "squeezed": said[number].replace(" ", "")}
                for number, (sort, owner, _) in batch
            ],
        )  # fmt: skip
        _insert(
            name_words,
            [{"kind": sort, "word": word, "name": number} for sort, word, number in set(pairs)],
        )
        _insert(word_forms, [{"form": form, "word": word} for word in new for form in forms(word)])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('names', 'id'), coalesce(max(id), 0) + 1, false)"
            " FROM names"
        )


def _insert(table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.get_bind().execute(table.insert(), rows)


def _stored() -> Iterator[tuple[Sort, str, Named]]:
    """Yield each name of what is stored, once."""
    for document in _documents(_ACTORS):
        actor = Actor.model_validate(document)
        yield from ((Sort.ACTOR, actor.id, one) for one in actor_names(actor))
    places = {}
    for document in _documents(_EVENTS):
        event = Event.model_validate(document)
        yield from ((Sort.EVENT, event.id, one) for one in event_names(event) if one.said)
        if event.place:
            places[place_id(event.place)] = event.place
    for owner, place in places.items():
        yield from ((Sort.PLACE, owner, one) for one in place_names(place))


def _documents(table: sa.TableClause) -> Iterator[dict[str, Any]]:
    """Yield the documents of a table, a batch at a time, so that what is written is no matter."""
    last = ""
    query = sa.select(table.c.id, table.c.document).order_by(table.c.id).limit(_BATCH)
    while rows := op.get_bind().execute(query.where(table.c.id > last)).all():
        yield from (document for _, document in rows)
        last = rows[-1].id


def downgrade() -> None:
    op.drop_table("word_forms")
    op.drop_index(op.f("ix_name_words_name_word"), table_name="name_words")
    op.drop_table("name_words")
    op.drop_index(op.f("ix_names_squeezed_kind"), table_name="names")
    op.drop_index(op.f("ix_names_kind_owner"), table_name="names")
    op.drop_table("names")
    op.drop_index(op.f("ix_asked_kind_times"), table_name="asked")
    op.drop_table("asked")
