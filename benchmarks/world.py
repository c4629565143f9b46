"""A made-up world of any size: a channel, and events far enough ahead that nothing is due."""

from datetime import UTC, datetime, timedelta

from bot.domain.actors import Actor, ActorKind
from bot.domain.dates import Dates
from bot.domain.events import Certainty, Event, EventKind, Participant, Place, Role
from bot.domain.revision import first_notice
from bot.domain.sources import Standing
from bot.domain.subscription import Channel, Subscription
from bot.store import channels, events, facts
from bot.store.database import Database

NOW = datetime(2024, 6, 1, tzinfo=UTC)
_BATCH = 1_000


async def build(database: Database, count: int, channel_count: int = 1) -> None:
    """Fill a database with `count` events, a year to ten years ahead, and subscribed channels."""
    async with database.writing() as session:
        await facts.put_actor(session, Actor(id="envoy", kind=ActorKind.PERSON, name="An Envoy"))
        for number in range(channel_count):
            name = f"channel-{number}"
            await channels.put_channel(
                session, Channel(id=name, platform="sink", address=name, name=name)
            )
            await channels.put_subscription(session, Subscription(id=name, channel=name), NOW)
    for start in range(0, count, _BATCH):
        async with database.writing() as session:
            for number in range(start, min(start + _BATCH, count)):
                revision = first_notice(event(number), by="bench", source=None, at=NOW)
                await events.add_revision(session, revision)


def event(number: int) -> Event:
    """Return the event with a number."""
    day = (NOW + timedelta(days=365 + number % 3_000)).date()
    return Event(
        id=f"visit-{number}",
        kind=EventKind.VISIT,
        title=f"Visit number {number}",
        participants=(Participant(actor="envoy", role=Role.VISITOR),),
        place=Place(name="Geneva", country="CH", zone="Europe/Zurich"),
        certainty=Certainty.CERTAIN,
        standing=Standing.ANNOUNCED,
        planned=Dates(start=day.isoformat()),
    )
