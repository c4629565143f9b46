"""What the fault tests send: events that every channel is told of, and their changes."""

from datetime import UTC, datetime, timedelta

from bot.domain.actors import Actor, ActorKind
from bot.domain.alerts import AlertKind
from bot.domain.dates import Dates
from bot.domain.delivery import Delivery, delivery_key
from bot.domain.events import Certainty, Event, EventKind, EventStatus, Participant, Place, Role
from bot.domain.revision import first_notice, revise
from bot.domain.sources import Standing
from bot.domain.subscription import Channel, Subscription
from bot.store import channels, events, facts, outbox
from bot.store.database import Database

PLATFORM = "chat"
FIRST_DAY = datetime(2031, 3, 3, tzinfo=UTC)


def channel(number: int) -> Channel:
    name = f"channel-{number}"
    return Channel(id=name, platform=PLATFORM, address=name, name=name)


def event(number: int, dates: Dates | None = None) -> Event:
    day = (FIRST_DAY + timedelta(days=number)).date()
    return Event(
        id=f"visit-{number}",
        kind=EventKind.VISIT,
        title=f"Visit number {number}",
        participants=(Participant(actor="envoy", role=Role.VISITOR),),
        place=Place(name="Geneva", country="CH", zone="Europe/Zurich"),
        certainty=Certainty.CERTAIN,
        standing=Standing.ANNOUNCED,
        planned=dates or Dates(start=day.isoformat()),
    )


async def settle(
    database: Database, channel_count: int, happenings: list[Event], now: datetime, **wish: object
) -> None:
    """Put channels that want everything, and events, into an empty database."""
    async with database.writing() as session:
        await facts.put_actor(session, Actor(id="envoy", kind=ActorKind.PERSON, name="An Envoy"))
        for number in range(channel_count):
            place = channel(number)
            await channels.put_channel(session, place)
            subscription = Subscription(id=place.id, channel=place.id, **wish)
            await channels.put_subscription(session, subscription, now)
        for one in happenings:
            await events.add_revision(session, first_notice(one, by="test", source=None, at=now))


def announcements(channel_count: int, event_count: int, now: datetime) -> list[Delivery]:
    return [
        _delivery(channel(place), AlertKind.ANNOUNCED, event(number), 1, now)
        for number in range(event_count)
        for place in range(channel_count)
    ]


async def queue(database: Database, deliveries: list[Delivery]) -> list[Delivery]:
    async with database.writing() as session:
        await outbox.enqueue(session, deliveries)
    return deliveries


async def move(
    database: Database, number: int, channel_count: int, now: datetime
) -> list[Delivery]:
    """Move an event by a year, and tell every channel of it."""
    async with database.writing() as session:
        known = await events.event(session, f"visit-{number}")
        assert known is not None
        day = f"2032{known.dates.start[4:]}" if known.dates.start else None
        changes = {"planned": {"start": day}, "status": EventStatus.RESCHEDULED}
        revision = revise(known, changes, by="test", source=None, at=now)
        await events.add_revision(session, revision)
        found = [
            _delivery(channel(place), AlertKind.RESCHEDULED, revision.event, revision.number, now)
            for place in range(channel_count)
        ]
        await outbox.enqueue(session, found)
    return found


def _delivery(
    place: Channel, kind: AlertKind, about: Event, revision: int, now: datetime
) -> Delivery:
    return Delivery(
        key=delivery_key(place.id, kind, about.id, f"r{revision}"),
        channel=place.id,
        kind=kind,
        subject=about.id,
        revision=revision,
        due=now,
    )


async def states(database: Database) -> dict[str, int]:
    async with database.reading() as session:
        return await outbox.states(session)
