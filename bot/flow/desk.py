"""What the flow needs to run: a database, the platforms, a clock."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.ports import Platform
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What the flow needs to run."""

    database: Database
    platforms: Mapping[str, Platform]
    """By the name that channels use."""
    clock: Clock
    plans: bool = True
    """Whether this process plans what falls due, and audits; any may deliver."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the service is to end: what is leased and not sent yet is given back."""
