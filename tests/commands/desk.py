"""A desk to try commands at: two channels, people with roles, and what becomes of what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import ReplayClock
from bot.commands.parse import Parsed, parse
from bot.commands.spec import Reply, Request
from bot.counter import Counter
from bot.domain.delivery import Delivery, DeliveryState, Receipt, delivery_key
from bot.domain.subscription import Channel
from bot.flow.desk import Desk as FlowDesk
from bot.ports import Platform
from bot.store import channels, outbox, roles
from bot.store.database import Database
from bot.store.settlement import Settlement, settle_all
from tests.world import NOW

ADMIN, EDITOR, READER = "U-admin", "U-editor", "U-reader"


def counter(database: Database, platforms: Mapping[str, Platform] | None = None) -> Counter:
    """Return the counter at which a database answers."""
    return Counter(FlowDesk(database, platforms or {}, ReplayClock(NOW)))


@dataclass
class Desk:
    """Two channels in one workspace, and one in another."""

    database: Database

    async def open(self) -> "Desk":
        async with self.database.writing() as session:
            for name, zone, workspace in (
                ("desk", "Europe/London", "home"),
                ("risk", "America/New_York", "home"),
                ("far", "UTC", "away"),
            ):
                place = Channel(
                    id=name,
                    platform="console",
                    address=f"#{name}",
                    name=name.title(),
                    zone=zone,
                    workspace=workspace,
                )
                await channels.put_channel(session, place)
            await roles.put_role(session, "home", ADMIN, "admin")
            await roles.put_role(session, "home", EDITOR, "editor")
        return self

    async def ask(
        self,
        line: str,
        who: str = ADMIN,
        *,
        now: datetime = NOW,
        channel: str | None = "desk",
        workspace: str = "home",
    ) -> Reply:
        """Answer what somebody types in a channel."""
        parsed = parse(line)
        assert isinstance(parsed, Parsed), parsed
        request = Request(parsed.command, parsed.arguments, now, who, channel, workspace)
        return await counter(self.database).answer(request)

    async def data(self, line: str, who: str = ADMIN, **more: Any) -> Any:
        """Return the answer to a line that has one."""
        reply = await self.ask(line, who, **more)
        assert reply.ok, reply.problem
        return reply.data

    async def queue(
        self, kind: str, subject: str, state: DeliveryState | None = None, **settled: Any
    ) -> int:
        """Put one delivery for the desk into the outbox, and settle it if a state is given."""
        fields = {name: settled.pop(name) for name in ("revision", "offset") if name in settled}
        due = settled.pop("due", NOW)
        key = delivery_key("desk", kind, subject, *fields.values())  # type: ignore[arg-type]
        one = Delivery.model_validate(
            {"key": key, "channel": "desk", "kind": kind, "subject": subject, "due": due} | fields
        )
        async with self.database.writing() as session:
            await outbox.enqueue(session, [one])
            (number,) = [
                each.id for each in await outbox.deliveries(session) if each.key == one.key
            ]
            if state is not None:
                await settle_all(session, [Settlement(number, state, **settled)])
        return number

    async def state(self, number: int) -> DeliveryState:
        async with self.database.reading() as session:
            (one,) = [each for each in await outbox.deliveries(session) if each.id == number]
            return one.state


def receipt(message: str) -> Receipt:
    return Receipt(platform="console", address="#desk", message=message)
