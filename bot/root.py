"""The composition root: the one file that makes everything and hands it on."""

import logging
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any, TextIO

import structlog

from bot.adapter import Adapter, NotConfigured, Wiring
from bot.clock import Clock, SystemClock
from bot.counter import Counter
from bot.flow.desk import Desk
from bot.ports import Platform
from bot.settings import Settings, adapter_values
from bot.store import channels, migrations
from bot.store.database import Database

ADAPTERS = "dragoman.adapters"
"""The entry-point group in which adapters are found: each an object as `bot.adapter.Adapter`."""

CONSOLE = "console"
"""The one adapter of another form: it is made, not connected, and the command line prints by it."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything, made and connected."""

    settings: Settings
    database: Database
    desk: Desk
    counter: Counter
    console: Any
    """The console adapter, whose prompt and history the command line uses."""
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Settings of adapters, by adapter, that overrule those of the environment."""
    left_out: dict[str, str] = field(default_factory=dict)
    """The platforms that are not connected, and why."""


@asynccontextmanager
async def open_database(settings: Settings, *, migrated: bool = True) -> AsyncIterator[Database]:
    """Open the database, brought to the present shape first, and close it at the end."""
    database = Database(settings.database_url)
    try:
        if migrated:
            await migrations.upgrade(database)
        yield database
    finally:
        await database.close()


class Role(StrEnum):
    """Which part of the work a process does, where several share a PostgreSQL database."""

    ALL = "all"
    ALERTS = "alerts"
    """Plans, audits, and delivers to the console."""
    SLACK = "slack"
    DISCORD = "discord"

    @property
    def plans(self) -> bool:
        """Whether a process of this role plans and audits."""
        return self in (Role.ALL, Role.ALERTS)

    def connects(self, platform: str) -> bool:
        """Whether a process of this role connects to a platform."""
        return self is Role.ALL or self == platform


@asynccontextmanager
async def open_house(
    settings: Settings,
    clock: Clock | None = None,
    role: Role = Role.ALL,
    *,
    alone: bool = False,
    given: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> AsyncIterator[House]:
    """Make everything that a running service needs; close it at the end.

    `alone`: no chat platform is connected; `given`: settings of adapters that the command line
    overrules. Raises NotConfigured where the one of the role cannot
    be; one that a process for everything cannot connect is left out, and `House.left_out` says why.
    """
    async with open_database(settings) as database, AsyncExitStack() as stack:
        console = make_console(settings, await _zones(database))
        platforms: dict[str, Platform] = {console.name: console} if role.plans else {}
        desk = Desk(
            database,
            platforms,
            clock or SystemClock(),
            plans=role.plans,
            feeds=settings.feeds,
        )
        counter = Counter(desk)
        house = House(settings, database, desk, counter, console, given)
        if role in (Role.SLACK, Role.DISCORD) and role not in adapter_names():
            raise NotConfigured(
                f"the role {role} needs an adapter {str(role)!r}; none is installed"
            )
        if not alone:
            await counter.open()
        for name in adapter_names():
            if role.connects(name) and not alone:
                await _connect(house, stack, platforms, name, needed=role == name)
        yield house


async def _connect(
    house: House,
    stack: AsyncExitStack,
    platforms: dict[str, Platform],
    name: str,
    *,
    needed: bool,
) -> None:
    try:
        connection = adapters()[name].connect(wiring(house, name))
        platforms[name] = await stack.enter_async_context(connection)
    except NotConfigured as missing:
        if needed:
            raise
        house.left_out[name] = str(missing)


def wiring(house: House, name: str) -> Wiring:
    """Return what the adapter of this name is given."""
    return Wiring(
        values={**adapter_values(name), **house.given.get(name, {})},
        door=house.counter,
        clock=house.desk.clock,
        database_url=house.settings.database_url,
    )


def make_console(
    settings: Settings,
    zones: Mapping[str, str] = MappingProxyType({}),
    out: TextIO | None = None,
) -> Any:
    """Make the console adapter; `zones` are those of its channels, by address.

    It prints to `out`, else on the terminal.
    """
    (console,) = entry_points(group=ADAPTERS, name=CONSOLE)
    return console.load()(
        settings.console_journal, out, channel_zone=lambda address: zones.get(address, "UTC")
    )


async def _zones(database: Database) -> Mapping[str, str]:
    async with database.reading() as session:
        return {one.address: one.zone for one in await channels.channels(session)}


def adapter_names() -> list[str]:
    """Return the names of the adapters for chat platforms that are installed; loads none."""
    return sorted(one.name for one in entry_points(group=ADAPTERS) if one.name != CONSOLE)


def adapters() -> dict[str, Adapter]:
    """Load the adapters for chat platforms that are installed, and return them by name."""
    found = entry_points(group=ADAPTERS)
    return {one.name: one.load() for one in found if one.name != CONSOLE}


def set_up_logging(level: str) -> None:
    """Log one line an event to stderr, so that stdout is for what was asked."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                # Rich's would show every local variable, a password among them.
                exception_formatter=structlog.dev.plain_traceback,
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
