"""The settings, from the environment (prefix DRAGOMAN_) or the file .env; read by the root only."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.zones import ZoneName


class Settings(BaseSettings):
    """Every setting, with its default; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_prefix="DRAGOMAN_", env_file=".env", extra="ignore", use_attribute_docstrings=True
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
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    """How much is logged to stderr."""
