"""Writing thousands of facts at a time: one statement for many rows, and nothing read back.

What is changed one by one goes through `events.add_revision` and `facts.put_…`, as ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor, ActorKind, Occupancy
from bot.domain.named import Sort, actor_names, event_names, place_id, place_names
from bot.domain.revision import Revision
from bot.store import facts
from bot.store.dialects import insert_into
from bot.store.events import event_columns, part_columns
from bot.store.names import add_names, owners
from bot.store.tables import (
    ActorRow,
    EventActorRow,
    EventRow,
    OccupancyRow,
    RevisionRow,
)

_CHUNK = 5_000


async def add_events(
    session: AsyncSession, revisions: Sequence[Revision], plain: Mapping[str, dict[str, Any]]
) -> None:
    """Keep the first revisions of events that are not on record yet.

    `plain` are the events as JSON, by id, before they were numbered: to make it takes long.
    """
    if not revisions:
        return
    events = [(one.event, one.at) for one in revisions]
    rows: list[dict[str, Any]] = [
        event_columns(event, at, plain[event.id] | {"revision": event.revision})
        for event, at in events
    ]
    await session.execute(insert(EventRow.__table__), rows)  # type: ignore[arg-type]
    await session.execute(
        insert(RevisionRow.__table__),  # type: ignore[arg-type]
        [
            {
                "event_id": one.event.id,
                "number": one.number,
                "at": one.at,
                # The event's own document again: to make it twice takes as long as to write it.
                "document": one.model_dump(mode="json", exclude={"event"})
                | {"event": row["document"]},
            }
            for one, row in zip(revisions, rows, strict=True)
        ],
    )
    parts = [columns for event, _ in events for columns in part_columns(event)]
    if parts:
        await session.execute(insert(EventActorRow.__table__), parts)  # type: ignore[arg-type]
    await add_names(session, Sort.EVENT, ((one.id, event_names(one)) for one, _ in events))
    places = {place_id(one.place): one.place for one, _ in events if one.place and one.place.city}
    known = await owners(session, Sort.PLACE, places)
    new = ((key, place_names(one)) for key, one in places.items() if key not in known)
    await add_names(session, Sort.PLACE, new)


async def put_actors(session: AsyncSession, actors: Iterable[Actor]) -> None:
    """Keep actors and their names, in place of what was known of them."""
    wanted = {one.id: one for one in actors}
    known = set(await facts.actors(session, wanted))
    for one in known:
        await facts.put_actor(session, wanted[one])
    new = [one for key, one in wanted.items() if key not in known]
    if not new:
        return
    rows = [
        {"id": one.id, "kind": one.kind, "country": one.country,
         "document": one.model_dump(mode="json")}
        for one in new
    ]  # fmt: skip
    await session.execute(insert(ActorRow.__table__), rows)  # type: ignore[arg-type]
    await add_names(session, Sort.ACTOR, ((one.id, actor_names(one)) for one in new))


async def put_occupancies(session: AsyncSession, occupancies: Iterable[Occupancy]) -> None:
    """Keep who held an office, in place of what was known of it."""
    rows = [
        {"holder": one.holder, "post": one.post, "start": one.start or "",
         "document": one.model_dump(mode="json")}
        for one in occupancies
    ]  # fmt: skip
    if rows:
        add = insert_into(session, OccupancyRow)
        keys = ["holder", "post", "start"]
        await session.execute(
            add.on_conflict_do_update(
                index_elements=keys, set_={"document": add.excluded.document}
            ),
            rows,
        )


async def people_of(
    session: AsyncSession, countries: Iterable[str], ids: Iterable[str]
) -> list[Actor]:
    """Return the persons of some countries, and those with some ids."""
    person = ActorRow.kind == ActorKind.PERSON
    found = list(
        await session.scalars(select(ActorRow).where(ActorRow.country.in_(set(countries)), person))
    )
    wanted = sorted(set(ids) - {one.id for one in found})
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found += await session.scalars(select(ActorRow).where(ActorRow.id.in_(chunk), person))
    return [Actor.model_validate(one.document) for one in found]


async def landscape(session: AsyncSession, countries: Iterable[str]) -> list[Actor]:
    """Return the states and offices of some countries."""
    kinds = (ActorKind.STATE, ActorKind.OFFICE)
    rows = await session.scalars(
        select(ActorRow)
        .where(ActorRow.country.in_(set(countries)), ActorRow.kind.in_(kinds))
        .order_by(ActorRow.id)
    )
    return [Actor.model_validate(one.document) for one in rows]


async def entries(session: AsyncSession) -> Mapping[str, tuple[str, str]]:
    """Return the kind and the name of every actor, by id."""
    name = ActorRow.document["name"].as_string()
    rows = await session.execute(select(ActorRow.id, ActorRow.kind, name))
    return {actor: (kind, said) for actor, kind, said in rows}
