"""Finding names: by the whole, by words and their beginnings, by words that are misspelt.

Every question is a look at a stretch of an index, and answers no more than it is asked for. So
what it takes does not grow with the number of names.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.events import EventKind, Role
from bot.domain.named import Sort
from bot.domain.words import edits_allowed, forms
from bot.store.tables import (
    AskedRow,
    EventActorRow,
    EventRow,
    NameRow,
    NameWordRow,
    WordFormRow,
)

WALK = 4_000
"""How many names with a common word are looked at for another common word."""

_AFTER_ALL = "~"
"""Comes after every letter, and so after every word that begins as one does."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A word that is sought, and others that would do in its place."""

    word: str
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that was found: in which name, whose, and whether only by one who stays away."""

    name: int
    owner: str
    word: str
    absent: bool = False


async def same(session: AsyncSession, sort: Sort, squeezed: str, limit: int) -> set[str]:
    """Return what has exactly this name, but for spaces."""
    query = select(NameRow.owner).where(NameRow.squeezed == squeezed, NameRow.kind == sort)
    return set(await session.scalars(query.limit(limit)))


async def hits(
    session: AsyncSession,
    sort: Sort,
    all_sought: Sequence[Sought],
    limit: int,
    among: Collection[int | str] | None = None,
) -> list[list[Hit]]:
    """Return for each word where it stands: as itself first, then as a beginning.

    A word stands in an event if it does in a name of who takes part, too. `among` are the only
    names, or of events: the only events, that matter.
    """
    given: dict[str, Any] = {"many": limit} | ({} if among is None else {"among": list(among)})
    for number, one in enumerate(all_sought):
        given[f"word{number}"] = one.word
        given[f"after{number}"] = one.word + _AFTER_ALL
        given[f"same{number}"] = [one.word, *one.others]
    found: list[list[Hit]] = [[] for _ in all_sought]
    statement = _statement(sort, len(all_sought), among is not None)
    for number, name, owner, word, role in await session.execute(statement, given):
        found[number].append(Hit(name, owner, word, role == Role.ABSENTEE))
    return found


@cache
def _statement(sort: Sort, words: int, among: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Make the question once: to make it takes longer than to ask it."""
    return union_all(*(_of_word(sort, number, among=among) for number in range(words)))


def _of_word(sort: Sort, number: int, *, among: bool) -> Select[*tuple[Any, ...]]:
    # Among a few, the names lead to their words: as an expression, a word leads to no names.
    word: Any = func.coalesce(NameWordRow.word, "") if among else NameWordRow.word
    same = word.in_(bindparam(f"same{number}", expanding=True))
    begins = (word > bindparam(f"word{number}")) & (word < bindparam(f"after{number}"))
    arms = []
    for condition in (same | begins,) if among else (same, begins):
        arms.append(_by_name(sort, condition, among=among))
        if sort is Sort.EVENT:
            arms.append(_by_who(condition, among=among))
    found = union_all(*arms).limit(bindparam("many")).subquery()
    return select(literal_column(str(number)), *found.c)


def _by_name(sort: Sort, condition: ColumnElement[bool], *, among: bool) -> Any:
    query: Any = (
        select(
            NameWordRow.name, NameRow.owner, NameWordRow.word, literal_column("''").label("role")
        )
        .join(NameRow, NameRow.id == NameWordRow.name)
        .where(condition)
    )
    if not among:
        return query.where(NameWordRow.kind == sort)
    these: Any = bindparam("among", expanding=True)
    if sort is Sort.EVENT:
        return query.where(NameRow.kind == sort, NameRow.owner.in_(these))
    return query.where(NameWordRow.name.in_(these))


def _by_who(condition: ColumnElement[bool], *, among: bool) -> Select[*tuple[Any, ...]]:
    query = (
        select(NameWordRow.name, EventActorRow.event_id, NameWordRow.word, EventActorRow.role)
        .join(NameRow, NameRow.id == NameWordRow.name)
        .join(EventActorRow, EventActorRow.actor_id == NameRow.owner)
        .where(condition)
    )
    if not among:
        return query.where(NameWordRow.kind == Sort.ACTOR)
    these: Any = bindparam("among", expanding=True)
    return query.where(NameRow.kind == Sort.ACTOR, EventActorRow.event_id.in_(these))


async def in_all(
    session: AsyncSession, sort: Sort, words: Sequence[str], limit: int
) -> set[int | str]:
    """Return names in which words begin like all of these, however many have one of them.

    The first word should be the rarest: only `WALK` of the names that have it are looked at.
    """
    first, *others = words
    kind, word = NameWordRow.kind, NameWordRow.word
    begins = (kind == sort, word >= first, word < first + _AFTER_ALL)
    walked = select(NameWordRow.name).where(*begins).limit(WALK).subquery()
    query = select(walked.c.name)
    for other in others:
        also = aliased(NameWordRow)
        query = query.where(
            exists().where(
                also.name == walked.c.name, also.word >= other, also.word < other + _AFTER_ALL
            )
        )
    return set(await session.scalars(query.limit(limit)))


async def near_in_time(
    session: AsyncSession, today: date, kinds: Sequence[EventKind], limit: int
) -> set[int | str]:
    """Return so many events of these kinds from today on, and so many before.

    And a few of those that may go on for long.
    """
    day, arms = EventRow.first_day, []
    for lasting, many in ((False, limit), (True, limit // 4 + 1)):
        query = select(EventRow.id).where(EventRow.lasting.is_(lasting)).limit(many)
        if kinds:
            query = query.where(EventRow.kind.in_(kinds))
        arms += [query.where(day >= today).order_by(day)]
        arms += [query.where(day < today).order_by(day.desc())]
    found = union_all(*(select(arm.subquery().c.id) for arm in arms))
    return set(await session.scalars(found))


async def near_of(
    session: AsyncSession,
    names: Collection[str],
    days: tuple[date, date],
    kinds: Sequence[EventKind],
    limit: int,
) -> set[int | str]:
    """Return so many brief events of these kinds between two days, the last ones.

    In them is somebody in whose name is one of these words.
    """
    who = (
        select(NameRow.owner)
        .join(NameWordRow, NameWordRow.name == NameRow.id)
        .where(NameWordRow.kind == Sort.ACTOR, NameWordRow.word.in_(names))
        .limit(limit)
    )
    part = EventActorRow
    query = (
        select(part.event_id)
        .where(part.actor_id.in_(who), part.lasting.is_(False))
        .where(part.first_day >= days[0], part.first_day <= days[1])
        .order_by(part.first_day.desc())
        .limit(limit)
    )
    return set(await session.scalars(query.where(part.kind.in_(kinds)) if kinds else query))


async def asked_most(session: AsyncSession, sort: Sort, limit: int) -> set[int | str]:
    """Return the ids of the names of what is asked for most."""
    often = select(AskedRow.owner).where(AskedRow.kind == sort).order_by(AskedRow.times.desc())
    owners = list(await session.scalars(often.limit(limit)))
    if not owners:
        return set()
    query = select(NameRow.id).where(NameRow.kind == sort, NameRow.owner.in_(owners))
    return set(await session.scalars(query))


async def alike(
    session: AsyncSession, words: Sequence[str], limit: int, *, near: bool = False
) -> set[str]:
    """Return known words of which any of these may be a misspelling, so many for each.

    With `near`, words that have as little as a part in common with one, too.
    """
    queries: list[Select[*tuple[Any, ...]]] = []
    for number, word in enumerate(words):
        edits, letters = edits_allowed(word), len(word)
        spread = letters if near else edits
        parts: Any = bindparam(f"forms{number}", sorted(forms(word)), expanding=True)
        found = (
            select(WordFormRow.word)
            .where(
                WordFormRow.form.in_(parts),
                func.length(WordFormRow.word).between(letters - spread, letters + spread),
            )
            .limit(limit)
            .subquery()
        )
        queries.append(select(found.c.word))
    return set(await session.scalars(union_all(*queries)))


async def said(session: AsyncSession, names: Collection[int]) -> list[tuple[str, str]]:
    """Return names by their ids: how they are said, and whose they are."""
    rows = await session.execute(select(NameRow.said, NameRow.owner).where(NameRow.id.in_(names)))
    return [(name, owner) for name, owner in rows]
