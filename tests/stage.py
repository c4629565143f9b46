"""A stage for stories: a desk on a fake platform and a fake clock, fed and fast-forwarded."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clock import ReplayClock
from bot.domain.actors import Actor, Occupancy
from bot.domain.bundle import Bundle, EventChange
from bot.domain.events import Event
from bot.domain.subscription import Channel, Subscription
from bot.domain.treaties import TreatyStatus
from bot.domain.warrants import LegalInstrument
from bot.flow.desk import Desk
from bot.flow.ingest import ingest
from bot.flow.tick import tick
from bot.store.database import Database
from tests.copied import copied
from tests.fakes.platform import FakePlatform

START = datetime(2024, 6, 1, 12, tzinfo=UTC)

ACTORS = (
    Actor(id="envoy", kind="person", name="Ada Envoy", country="RU"),
    Actor(id="guest", kind="person", name="Bo Guest", country="FR"),
    Actor(id="host", kind="person", name="Cy Host", country="KP"),
    Actor(id="court", kind="organisation", name="The Court"),
    Actor(id="minister", kind="office", name="Foreign Minister of France", country="FR"),
)
WARRANT = LegalInstrument(
    id="court-envoy", court="court", subject="envoy", kind="arrest-warrant", status="in-force",
    issued="2023-03-17", made_public="2023-03-17",
)  # fmt: skip
TREATIES = (TreatyStatus(state="MN", name="Mongolia", in_force="2002-07-01"),)


def at(text: str) -> datetime:
    """Read an instant: "2024-06-18 08:00", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def visit(slug: str = "visit", **fields: Any) -> Event:
    """A visit of the envoy to Pyongyang on 18 and 19 June, unless told otherwise."""
    told = {
        "id": slug,
        "kind": "visit",
        "title": f"The {slug}",
        "participants": [{"actor": "envoy", "role": "visitor"}],
        "place": {
            "name": "Pyongyang", "city": "Pyongyang", "country": "KP", "zone": "Asia/Pyongyang",
        },
        "certainty": "eos5",
        "standing": "announced",
        "planned": {"start": "2024-06-18", "end": "2024-06-19"},
    }  # fmt: skip
    return Event.model_validate(told | fields)


@dataclass
class Stage:
    """Everything that a story needs."""

    database: Database
    clock: ReplayClock = field(default_factory=lambda: ReplayClock(START))
    platform: FakePlatform = field(default_factory=FakePlatform)

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, {self.platform.name: self.platform}, self.clock)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def open(self, *facts: Any) -> "Stage":
        """Take in the actors and whatever else is known from the start, and begin to plan."""
        await copied(
            self.database, f"stage at {self.now} with {facts}", lambda _: self._open(facts)
        )
        return self

    async def _open(self, facts: tuple[Any, ...]) -> None:
        held = [one for one in facts if isinstance(one, Occupancy)]
        warrants = [one for one in facts if isinstance(one, LegalInstrument)]
        await self.take_in(actors=ACTORS, treaties=TREATIES, occupancies=held, warrants=warrants)
        await tick(self.desk)

    async def channel(self, name: str = "desk", zone: str = "UTC", **wish: Any) -> None:
        """Open a channel with one subscription."""
        place = Channel(id=name, platform="console", address=f"#{name}", name=name, zone=zone)
        told = {"id": f"{name}-wish", "channel": name} | wish
        await self.take_in(channels=[place], subscriptions=[Subscription.model_validate(told)])

    async def take_in(self, **facts: Any) -> None:
        """Take in facts that become known now."""
        async with self.database.writing() as session:
            await ingest(session, Bundle(**facts), at=self.now, by="story", now=self.now)

    async def hear(self, *events: Event) -> None:
        """Hear of events for the first time, and let the turn come that tells them."""
        await self.take_in(events=events)
        await self.pass_time(timedelta(seconds=61))

    async def change(self, slug: str = "visit", *, settle: bool = True, **fields: Any) -> None:
        """Hear that an event changes; `settle` false: the next change comes right behind."""
        await self.take_in(changes=[EventChange(event=slug, set=fields)])
        if settle:
            await self.pass_time(timedelta(seconds=61))

    async def pass_time(self, span: timedelta) -> None:
        await self.until(self.now + span)

    async def until(self, end: datetime) -> None:
        """Fast-forward: turn at every instant at which something is due, and at the end."""
        while True:
            due = await tick(self.desk)
            if due is None or due >= end:
                break
            self.clock.advance(max(due, self.now + timedelta(microseconds=1)))
        self.clock.advance(end)
        await tick(self.desk)

    async def sleep_until(self, end: datetime) -> None:
        """Be down until `end`, and then turn once more."""
        self.clock.advance(end)
        await self.until(end)

    def said(self, name: str = "desk") -> list[str]:
        """The headings of what a channel was told, in order."""
        return self.platform.headings(f"#{name}")
