"""What the flow needs to run: a database, the platforms, a clock."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import Clock
from bot.domain.named import Sort
from bot.ports import Platform
from bot.store.database import Database
from bot.store.outbox import LEASE


@dataclass(frozen=True, slots=True)
class Desk:
    """What the flow needs to run."""

    database: Database
    platforms: Mapping[str, Platform]
    """By the name that channels use."""
    clock: Clock
    plans: bool = True
    """Whether this process plans what falls due, and audits; any may deliver."""
    feeds: str | None = None
    """Where people's calendars reach the service, by its public address; none if they cannot."""
    lease: timedelta = LEASE
    """How long a worker has a delivery for itself; nothing is under way after that."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the service is to end: what is leased and not sent yet is given back."""
    asked: Counter[tuple[Sort, str]] = field(default_factory=Counter)
    """What was looked up, and how often, since that was last written down."""
