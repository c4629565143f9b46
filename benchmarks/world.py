"""A made-up world of any size: channels, and events far enough ahead that nothing is due."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from benchmarks.copies import copy_events
from benchmarks.places import Site
from bot.domain.actors import Actor, ActorKind
from bot.domain.alerts import AlertKind
from bot.domain.dates import Dates
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Certainty, Event, EventKind, Participant, Place, Role
from bot.domain.revision import first_notice
from bot.domain.sources import Standing
from bot.domain.subscription import Channel, Subscription
from bot.store import events, facts
from bot.store.database import Database
from bot.store.migrations import upgrade
from bot.store.tables import (
    ChannelRow,
    EventActorRow,
    EventRow,
    InterestRow,
    OffsetRow,
    RevisionRow,
    SubscriptionRow,
    Table,
)

NOW = datetime(2024, 6, 1, tzinfo=UTC)
PLATFORM = "chat"
CHANNELS = 100
"""In the shared worlds."""
_BATCH = 5_000
_DAYS = 3_000
"""Events lie on so many different days, from a year ahead."""

Row = tuple[type[Table], dict[str, Any]]


async def open_world(url: str, event_count: int, wishes: Iterable[Subscription]) -> Database:
    """Make a database with so many events, and channels that have these subscriptions."""
    database = Database(url)
    await upgrade(database)
    async with database.writing() as session:
        await facts.put_actor(session, Actor(id="envoy", kind=ActorKind.PERSON, name="An Envoy"))
    await _write(database, map(_channel_rows, wishes))
    await _write(
        database, (_event_rows(event(number)) for number in range(min(_DAYS, event_count)))
    )
    await copy_events(database, _DAYS, event_count)
    return database


async def shared_world(site: Site, event_count: int) -> Database:
    """Open the world of this size that several benches share; channels want to be reminded."""
    url = site.worlds.get(event_count)
    if url is not None:
        return Database(url)
    url = site.make_url(f"world_{event_count}")
    database = await open_world(url, event_count, everything(CHANNELS, reminders=("1d",)))
    site.worlds[event_count] = url
    return database


def everything(channel_count: int, **wish: Any) -> list[Subscription]:
    """Return a subscription to everything for each of so many channels."""
    return [
        Subscription(id=f"channel-{number}", channel=f"channel-{number}", **wish)
        for number in range(channel_count)
    ]


def event(number: int, planned: Dates | None = None) -> Event:
    """Return the event with a number."""
    day = (NOW + timedelta(days=365 + number % _DAYS)).date()
    return Event(
        id=f"visit-{number}",
        kind=EventKind.VISIT,
        title=f"Visit number {number}",
        participants=(Participant(actor="envoy", role=Role.VISITOR),),
        place=Place(name="Geneva", country="CH", zone="Europe/Zurich"),
        certainty=Certainty.CERTAIN,
        standing=Standing.ANNOUNCED,
        planned=planned or Dates(start=day.isoformat()),
    )


def announcements(count: int, channel_count: int, *, first: int = 0) -> list[Delivery]:
    """Return so many announcements: of event `first` to all channels, then of the next."""
    found = []
    for number in range(count):
        subject = f"visit-{first + number // channel_count}"
        channel = f"channel-{number % channel_count}"
        key = delivery_key(channel, AlertKind.ANNOUNCED, subject, "r1")
        found.append(
            Delivery(key=key, channel=channel, kind=AlertKind.ANNOUNCED, subject=subject,
                     revision=1, due=NOW)
        )  # fmt: skip
    return found


async def _write(database: Database, rows: Iterable[Iterable[Row]]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        by_table: dict[type[Table], list[dict[str, Any]]] = {}
        for group in batch:
            for table, row in group:
                by_table.setdefault(table, []).append(row)
        async with database.writing() as session:
            for table, found in by_table.items():
                await session.execute(insert(table), found)


def _channel_rows(wish: Subscription) -> Iterator[Row]:
    name = wish.channel
    place = Channel(id=name, platform=PLATFORM, address=name, name=name).model_dump(mode="json")
    yield (
        ChannelRow,
        {"id": name, "platform": PLATFORM, "workspace": place["workspace"], "address": name,
         "zone": "UTC", "document": place},
    )  # fmt: skip
    yield (
        SubscriptionRow,
        {"id": wish.id, "channel": name, "since": NOW, "next_digest_at": None,
         "document": wish.model_dump(mode="json")},
    )  # fmt: skip
    for key in sorted(wish.filter.keys):
        yield InterestRow, {"key": key, "subscription": wish.id}
    for offset in wish.reminders:
        yield OffsetRow, {"offset": offset, "subscription": wish.id}


def _event_rows(one: Event) -> Iterator[Row]:
    revision = first_notice(one, by="bench", source=None, at=NOW)
    yield EventRow, events.event_columns(revision.event, NOW)
    document = revision.model_dump(mode="json")
    yield RevisionRow, {"event_id": one.id, "number": 1, "at": NOW, "document": document}
    for columns in events.part_columns(one):
        yield EventActorRow, columns
