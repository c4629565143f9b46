"""What the flow needs to run: a database, the platforms, a clock."""

from collections.abc import Mapping
from dataclasses import dataclass

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
