"""The settings, from the environment (prefix DRAGOMAN_) or the file .env; read by the root only."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.zones import ZoneName

PREFIX = "DRAGOMAN_"
ENV_FILE = ".env"


def adapter_values(name: str) -> Mapping[str, str]:
    """Return the settings of an adapter that are set: DRAGOMAN_SLACK_BOT_TOKEN is `bot_token`.

    Adapters explain their settings themselves; one that is blank is not set.
    """
    prefix = f"{PREFIX}{name.upper()}_"
    given = {**dotenv_values(ENV_FILE), **os.environ}
    return {
        key.removeprefix(prefix).lower(): value.strip()
        for key, value in given.items()
        if key.startswith(prefix) and value and value.strip()
    }


class Settings(BaseSettings):
    """Every setting of the core, with its default; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", use_attribute_docstrings=True
    )

    database_url: str = "sqlite:///.dragoman/dragoman.sqlite3"
    """Where everything is kept: sqlite:///path or postgresql://user:password@host/name."""
    shipped_seeds: bool = True
    """Whether the first start on an empty database loads the shipped seeds."""
    console_journal: Path = Path(".dragoman/console.jsonl")
    """Where the console keeps the history of its channels."""
    console_zone: ZoneName = "UTC"
    """The zone in which the console's prompt shows times."""
    metrics_port: int = Field(0, ge=0, le=65535)
    """Where Prometheus finds the metrics on this machine; 0 for nowhere."""
    feed_port: int = Field(0, ge=0, le=65535)
    """Where calendars are served on this machine; 0 for nowhere."""
    feed_host: str = "127.0.0.1"
    """The address on which they are served."""
    feed_url: str = Field("", pattern="^(https?://[^\\s?#]+)?$")
    """Where people's calendars reach that port, such as https://dragoman.example.org."""
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    """How much is logged to stderr."""

    @property
    def feeds(self) -> str | None:
        """Where people's calendars reach the service; none where they cannot."""
        if self.feed_url:
            return self.feed_url
        return f"http://{self.feed_host}:{self.feed_port}" if self.feed_port else None
