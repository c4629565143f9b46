"""Keeping the names by which things are searched for, in step with the things themselves.

Reading them is in `bot.store.finding`.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.named import Named, Sort
from bot.domain.words import FORM_LENGTH, forms
from bot.store.dialects import insert_plain
from bot.store.tables import (
    NAME_LENGTH,
    WORD_LENGTH,
    NameRow,
    NameWordRow,
    WordFormRow,
)

_MANY_WORDS = 5_000
"""Fewer than the parameters that SQLite takes in one statement, twice over."""

_NAMES: Any = NameRow.__table__
_WORDS: Any = NameWordRow.__table__
_FORMS: Any = WordFormRow.__table__
_ADD_NAMES = insert(_NAMES).returning(_NAMES.c.id, sort_by_parameter_order=True)
_NEXT_IDS = text(
    "SELECT nextval(pg_get_serial_sequence('names', 'id')) FROM generate_series(1, :many)"
)
_ADD_WORDS = insert(_WORDS)
_NAMES_OF = (
    select(_NAMES.c.id, _NAMES.c.said, _WORDS.c.word)
    .outerjoin(_WORDS, _WORDS.c.name == _NAMES.c.id)
    .where(_NAMES.c.kind == bindparam("sort"), _NAMES.c.owner == bindparam("whose"))
)
_KNOWN = select(_FORMS.c.word).where(
    _FORMS.c.form.in_(bindparam("wholes", expanding=True)),
    _FORMS.c.word.in_(bindparam("words", expanding=True)),
)


async def put_names(session: AsyncSession, sort: Sort, owner: str, names: Iterable[Named]) -> None:
    """Keep the names of something, in place of those that it had."""
    wanted = {_said(one): frozenset(map(_cut, one.words)) for one in names if one.said}
    known = await _names_of(session, sort, owner)
    if dict(known.values()) == wanted:
        return
    if known:
        await session.execute(delete(NameWordRow).where(NameWordRow.name.in_(known)))
        await session.execute(delete(NameRow).where(NameRow.id.in_(known)))
    if not wanted:
        return
    rows = [name_row(sort, owner, said) for said in wanted]
    ids = (await session.execute(_ADD_NAMES, rows)).scalars()
    pairs: list[dict[str, Any]] = [
        {"kind": sort, "word": word, "name": name}
        for name, found in zip(ids, wanted.values(), strict=True)
        for word in sorted(found)
    ]
    if pairs:
        await session.execute(_ADD_WORDS, pairs)
    await _put_forms(session, {word for found in wanted.values() for word in found})


async def add_names(
    session: AsyncSession, sort: Sort, all_names: Iterable[tuple[str, Iterable[Named]]]
) -> None:
    """Keep the names of many that have none yet: (owner, names) pairs."""
    rows: list[dict[str, Any]] = []
    words: list[frozenset[str]] = []
    for owner, names in all_names:
        wanted = {_said(one): frozenset(map(_cut, one.words)) for one in names if one.said}
        rows += [name_row(sort, owner, said) for said in wanted]
        words += wanted.values()
    if not rows:
        return
    ids = await _fresh_ids(session, len(rows))
    await session.execute(
        insert(_NAMES), [row | {"id": at} for row, at in zip(rows, ids, strict=True)]
    )
    pairs = [(word, sort, name) for name, found in zip(ids, words, strict=True) for word in found]
    if pairs:
        await insert_plain(session, NameWordRow, ("word", "kind", "name"), sorted(pairs))
    every = sorted(set().union(*words))
    for start in range(0, len(every), _MANY_WORDS):
        await _put_forms(session, set(every[start : start + _MANY_WORDS]))


async def _fresh_ids(session: AsyncSession, many: int) -> list[int]:
    """Return ids for so many names: to be told them by the database takes longer than the rest."""
    if session.get_bind().dialect.name == "postgresql":
        return list(await session.scalars(_NEXT_IDS, {"many": many}))
    last = await session.scalar(select(func.max(_NAMES.c.id))) or 0  # the lock is ours
    return list(range(last + 1, last + many + 1))


async def owners(session: AsyncSession, sort: Sort, among: Iterable[str]) -> set[str]:
    """Return which of these have a name."""
    wanted = sorted(set(among))
    found: set[str] = set()
    for start in range(0, len(wanted), _MANY_WORDS):
        chunk = wanted[start : start + _MANY_WORDS]
        query = select(NameRow.owner).where(NameRow.kind == sort, NameRow.owner.in_(chunk))
        found |= set(await session.scalars(query))
    return found


async def _names_of(
    session: AsyncSession, sort: Sort, owner: str
) -> dict[int, tuple[str, frozenset[str]]]:
    found: dict[int, tuple[str, set[str]]] = {}
    rows = await session.execute(_NAMES_OF, {"sort": sort, "whose": owner})
    for name, said, word in rows:
        found.setdefault(name, (said, set()))[1].update([word] if word else [])
    return {name: (said, frozenset(several)) for name, (said, several) in found.items()}


async def _put_forms(session: AsyncSession, words: set[str]) -> None:
    """Keep the forms of words that are new. They stay when the last name with the word goes."""
    wholes = [word[:FORM_LENGTH] for word in words]  # every word is a form of itself
    known = await session.execute(_KNOWN, {"wholes": wholes, "words": list(words)})
    new = sorted(words - set(known.scalars()))
    rows = sorted((form, word) for word in new for form in forms(word))
    if rows:
        await insert_plain(session, WordFormRow, ("form", "word"), rows)


def _said(name: Named) -> str:
    return " ".join(name.said)[:NAME_LENGTH]


def _cut(word: str) -> str:
    return word[:WORD_LENGTH]


def name_row(sort: Sort, owner: str, said: str) -> dict[str, Any]:
    """Return the row of a name."""
    return {"kind": sort, "owner": owner, "said": said, "squeezed": said.replace(" ", "")}
