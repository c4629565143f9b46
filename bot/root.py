"""The composition root: the one file that makes everything and hands it on."""

import logging
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

import structlog

from bot.clock import Clock, SystemClock
from bot.flow.desk import Desk
from bot.settings import Settings
from bot.store import channels, migrations
from bot.store.database import Database

ADAPTERS = "dragoman.adapters"
"""The entry-point group in which adapters are found."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything, made and connected."""

    settings: Settings
    database: Database
    desk: Desk
    console: Any
    """The console adapter, whose prompt and history the command line uses."""


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


_PLANNING = (Role.ALL, Role.ALERTS)


class NoAdapter(RuntimeError):  # noqa: N818 - the message says what to do
    """The adapter for a role is not installed."""


def require_adapter(role: Role) -> None:
    """Raise NoAdapter if the adapter that a role needs is not installed."""
    names = adapter_names()
    if role not in _PLANNING and role not in names:
        raise NoAdapter(
            f"the role {role} needs an adapter {str(role)!r}, and none is installed; "
            f"there is {', '.join(sorted(names))}"
        )


@asynccontextmanager
async def open_house(
    settings: Settings, clock: Clock | None = None, role: Role = Role.ALL
) -> AsyncIterator[House]:
    """Make everything that a running service needs; close it at the end. Raises NoAdapter."""
    require_adapter(role)
    plans = role in _PLANNING
    async with open_database(settings) as database:
        zones = await _zones(database)
        console = make_console(settings, zones)
        desk = Desk(database, {console.name: console}, clock or SystemClock(), plans=plans)
        yield House(settings, database, desk, console)


def make_console(settings: Settings, zones: Mapping[str, str] = MappingProxyType({})) -> Any:
    """Make the console adapter; `zones` are those of its channels, by address."""
    return _adapter("console")(
        settings.console_journal, channel_zone=lambda address: zones.get(address, "UTC")
    )


async def _zones(database: Database) -> Mapping[str, str]:
    async with database.reading() as session:
        return {one.address: one.zone for one in await channels.channels(session)}


def adapter_names() -> set[str]:
    """Return the names of the adapters that are installed."""
    return {one.name for one in entry_points(group=ADAPTERS)}


def _adapter(name: str) -> Any:
    """Return what makes an adapter; adapters are found by name, and know nothing of us."""
    (found,) = entry_points(group=ADAPTERS, name=name)
    return found.load()


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
