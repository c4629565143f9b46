"""Playing a world through the real engine: ingest, plan and deliver, on SQLite, at its own pace."""

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiosqlite import Connection

from bot.cards.card import Bullets
from bot.clock import ReplayClock
from bot.domain.alerts import CHANGES, AlertKind
from bot.domain.bundle import Bundle, EventChange, WireItem
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.events import Event
from bot.domain.subscription import Channel, Subscription
from bot.flow.deliver import recover
from bot.flow.desk import Desk
from bot.flow.ingest import ingest, ingest_item
from bot.flow.plan import BY_SCHEDULE
from bot.flow.tick import tick
from bot.store import outbox
from bot.store.database import Database
from tests.fakes.platform import FakePlatform, Kept
from tests.model.said import Known, Said, World

MOST_TURNS = 1_500
"""An engine that turns more often in a small world has lost its way."""

RESTART = timedelta(seconds=5)
LAST_TURN = timedelta(seconds=2)


class Killed(Exception):  # noqa: N818 - it is what happens to the process
    """The process is killed at this moment."""


def _raising(problem):
    def fault(_post):
        if problem is not None:
            raise problem

    return fault


@contextmanager
def without_threads():
    """Let the SQLite driver work in the thread of the loop: most of its time is spent waiting."""

    async def at_once(_self, function, *args, **kwargs):
        return function(*args, **kwargs)

    before, Connection._execute = Connection._execute, at_once
    try:
        yield
    finally:
        Connection._execute = before


@dataclass
class Play:
    """A world on its way through the engine."""

    world: World
    database: Database
    platform: FakePlatform = field(default_factory=FakePlatform)
    faults: list[tuple[Exception | None, Exception | None]] = field(default_factory=list)
    """What goes wrong with each post before it arrives, and after."""
    turns: int = 0

    def __post_init__(self) -> None:
        self.platform.idempotent = not self.faults  # then the engine has to look for itself
        self.platform.before = [_raising(before) for before, _ in self.faults]
        self.platform.after = [_raising(after) for _, after in self.faults]
        self.clock = ReplayClock(self.world.start)
        self.desk = Desk(self.database, {self.platform.name: self.platform}, self.clock)

    async def run(self) -> "Play":
        """Let everything happen."""
        await self._open()
        for at, what in self._happenings():
            await self._until(at)
            if isinstance(what, tuple):
                await self._hear(*what)
        await self._until(self.world.end)
        self.clock.advance(self.world.end + LAST_TURN)
        await self._tick()  # what waits a moment for what was to tell it
        return self

    async def _open(self) -> None:
        wishes = [(channel, number, wish) for channel in self.world.channels
                  for number, wish in enumerate(channel.wishes)]  # fmt: skip
        await self._take_in(
            channels=[
                Channel(id=one.name, platform="console", address=f"#{one.name}", name=one.name,
                        zone=one.zone)
                for one in self.world.channels
            ],
            subscriptions=[_subscription(channel.name, number, wish)
                           for channel, number, wish in wishes],
        )  # fmt: skip
        await self._tick()

    def _happenings(self) -> list[tuple[datetime, tuple[str, Known] | None]]:
        heard = [(one.at, (name, one)) for name, history in self.world.histories.items()
                 for one in history]  # fmt: skip
        edges = [(at, None) for span in self.world.outages for at in span]
        return sorted([*heard, *edges], key=lambda one: one[0])

    async def _hear(self, name: str, known: Known) -> None:
        fields = known.state.fields()
        if known.number == 1:
            event = {"id": name, "kind": known.state.kind, "standing": "announced"} | fields
            await self._take_in(events=[Event.model_validate(event)])
        else:
            # As an item of the wire: a file may say the same again without meaning it.
            slug = f"{name}-r{known.number}"
            change = EventChange(event=name, set=fields)
            item = WireItem(id=slug, at=known.at, headline="News", changes=[change])
            async with self.database.writing() as session:
                await ingest_item(session, item, by="model", now=known.at)

    async def _take_in(self, **facts) -> None:
        now = self.clock.now()
        async with self.database.writing() as session:
            await ingest(session, Bundle(**facts), at=now, by="model", now=now)

    async def _until(self, end: datetime) -> None:
        """Turn at every moment at which something is due, unless the service is down."""
        while (now := self.clock.now()) < end:
            if any(begin <= now < over for begin, over in self.world.outages):
                self.clock.advance(end)
            else:
                due = await self._tick()
                self.clock.advance(min(end, max(due or end, now + timedelta(microseconds=1))))
        if not any(begin < end < over for begin, over in self.world.outages):
            await self._tick()

    async def _tick(self) -> datetime | None:
        self.turns += 1
        assert self.turns < MOST_TURNS
        killed = False
        try:
            return await tick(self.desk)
        except* Killed:
            killed = True
        assert killed
        self.desk = Desk(self.database, self.desk.platforms, self.clock)
        await recover(self.desk)
        return self.clock.now() + RESTART


def _subscription(channel, number, wish) -> Subscription:
    quiet = {"start": wish.quiet[0], "end": wish.quiet[1]} if wish.quiet else None
    return Subscription.model_validate(
        {
            "id": f"{channel}-{number}",
            "channel": channel,
            "filter": {
                "actors": wish.actors,
                "countries": wish.countries,
                "kinds": wish.kinds,
                "least_certainty": wish.least,
            },
            "alerts": wish.alerts,
            "reminders": wish.offsets,
            "digests": [{"at": at, "days": days} for at, days in wish.digests],
            "empty_digests": wish.empty_digests,
            "quiet": quiet,
        }
    )


@dataclass
class Log:
    """What a channel was really told, and what became of the rest."""

    said: dict[Said, str]
    """Each message or held line, by the name it was sent under."""
    twice: list[Said]
    digests: dict[datetime, tuple[set[str], set[str], set[str]]]
    """What each digest says is under way, coming, and changed."""
    tokens: Counter[str]
    """How often each message is in the channel."""
    skipped: list[Delivery]
    doubts: int
    """How many posts of the world arrived without our knowing."""
    open: list[Delivery]


async def log_of(play: Play, channel: str) -> Log:
    """Read off the platform what a channel was told, and off the outbox why not more."""
    async with play.database.reading() as session:
        rows = [one for one in await outbox.deliveries(session) if one.channel == channel]
    by_token = {one.token: one for one in rows}
    said: Counter[Said] = Counter()
    names: dict[Said, str] = {}
    digests = {}
    tokens: Counter[str] = Counter()
    for kept in play.platform.in_channel(f"#{channel}"):
        delivery = by_token[kept.post.token]
        tokens[kept.post.token] += 1
        if delivery.kind is AlertKind.DIGEST:
            assert kept.post.now not in digests, "two digests at one moment"
            digests[kept.post.now] = _sections(kept)
            continue
        together = [one for one in rows if one.held_for == delivery.key
                    and one.state is DeliveryState.SENT]  # fmt: skip
        held = delivery.kind is AlertKind.HELD
        if held:
            count = re.match(r"While it was quiet: (\d+) message", kept.post.card.heading)
            assert int(count[1]) == len(together), (kept.post.card, together)
        for one in together if held else [delivery]:
            key = Said(kept.post.now, one.subject, _sort(one), held)
            said[key] += 1
            names[key] = str(one.offset if one.kind is AlertKind.REMINDER else one.kind)
    settled = (DeliveryState.SENT, DeliveryState.SKIPPED)
    return Log(
        names,
        [one for one, times in said.items() if times > 1],
        digests,
        tokens,
        [one for one in rows if one.state is DeliveryState.SKIPPED],
        sum(after is not None for _, after in play.faults),
        [one for one in rows if one.state not in settled and not _ahead(play, one)],
    )


def _ahead(play: Play, one: Delivery) -> bool:
    """Whether it is the message that will tell, later, what is held."""
    return one.kind is AlertKind.HELD and one.due > play.clock.now()


def _sections(kept: Kept) -> tuple[set[str], set[str], set[str]]:
    """The events of a digest: under way, coming, changed."""
    found: dict[str, set[str]] = {}
    for block in kept.card.blocks:
        if isinstance(block, Bullets):
            part = block.heading if block.heading in ("Under way", "Changed") else "Coming"
            found.setdefault(part, set()).update(re.findall(r"\[(event-\d+)\]", str(block.items)))
    return tuple(found.get(part, set()) for part in ("Under way", "Coming", "Changed"))


def _sort(one: Delivery) -> str:
    if one.offset == BY_SCHEDULE:
        return "begins" if one.kind is AlertKind.UNDER_WAY else "ends"
    assert one.kind in CHANGES or one.kind is AlertKind.REMINDER, one
    return "reminder" if one.kind is AlertKind.REMINDER else "change"
