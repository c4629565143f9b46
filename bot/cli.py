"""The command line: thin, and kind when something is wrong."""

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from adapters.console.commands import prompt_loop
from bot import demo as shipped
from bot.__main__ import House, open_database, open_house, set_up_logging
from bot.cards.card import Card
from bot.clock import Clock, ReplayClock, SystemClock
from bot.commands.answer import answer
from bot.domain.bundle import SeedFile
from bot.flow.audit import Seen, audit, summary
from bot.flow.load import Loading, check, load
from bot.flow.seedfile import BadSeed, read_seed
from bot.replay import CannotReplay, Pause, Replay, at_speed, no_pause, run_replay, whole_replay
from bot.schedule import Schedule
from bot.settings import Settings
from bot.shell import add_lookups
from bot.store import ids, migrations
from bot.store.database import Database, StoreError, UnusableUrl

T = TypeVar("T")

app = typer.Typer(
    help="Alerts to diplomatic events in the channels where your team talks, and look-ups.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
