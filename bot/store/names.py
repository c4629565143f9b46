"""Keeping the names by which things are searched for, in step with the things themselves.

Reading them is in `bot.store.finding`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.named import Named, Sort
from bot.domain.words import FORM_LENGTH, forms
from bot.store.dialects import insert_into
from bot.store.tables import (
    NAME_LENGTH,
    WORD_LENGTH,
    NameRow,
    NameWordRow,
    WordFormRow,
)

_NAMES: Any = NameRow.__table__
_WORDS: Any = NameWordRow.__table__
_FORMS: Any = WordFormRow.__table__
_ADD_NAMES = insert(_NAMES).returning(_NAMES.c.id, sort_by_parameter_order=True)
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
    pairs = [
        {"kind": sort, "word": word, "name": name}
        for name, found in zip(ids, wanted.values(), strict=True)
        for word in sorted(found)
    ]
    if pairs:
        await session.execute(_ADD_WORDS, pairs)
    await _put_forms(session, {word for found in wanted.values() for word in found})


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
    rows = [row for word in sorted(words - set(known.scalars())) for row in form_rows(word)]
    if rows:
        await session.execute(insert_into(session, WordFormRow).on_conflict_do_nothing(), rows)


def _said(name: Named) -> str:
    return " ".join(name.said)[:NAME_LENGTH]


def _cut(word: str) -> str:
    return word[:WORD_LENGTH]


def name_row(sort: Sort, owner: str, said: str) -> dict[str, Any]:
    """Return the row of a name."""
    return {"kind": sort, "owner": owner, "said": said, "squeezed": said.replace(" ", "")}


def form_rows(word: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a word's forms."""
    for form in sorted(forms(word)):
        yield {"form": form, "word": word}
