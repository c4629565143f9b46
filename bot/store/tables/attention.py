"""What a channel was told, set aside, and has in its own calendar."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import Document, Id, Name, Table, Word


class TellingRow(Table):
    """What a channel was told of an event last, and the message that shows it."""

    __tablename__ = "tellings"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int]
    receipt: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """The first message about the event; none where it can no longer be edited."""


class PauseRow(Table):
    """A channel to which nothing is sent for now."""

    __tablename__ = "pauses"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    trouble: Mapped[bool] = mapped_column(primary_key=True)
    """Whether a failure paused it, and not a person; it may be both."""
    until: Mapped[datetime | None]
    """None: until somebody resumes it, or its trouble is over."""
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Name)
    since: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """When the workspace was left; unlike `since` it stays when a message fails meanwhile."""


class SnoozeRow(Table):
    """An event of which a channel hears nothing until later."""

    __tablename__ = "snoozes"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    until: Mapped[datetime]
    by: Mapped[str] = mapped_column(Name)


class MuteRow(Table):
    """An actor of whom a channel hears nothing."""

    __tablename__ = "mutes"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    by: Mapped[str] = mapped_column(Name)


class CoverRow(Table):
    """Who covers an event for a channel."""

    __tablename__ = "covers"
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    who: Mapped[str] = mapped_column(Name)
    name: Mapped[str | None] = mapped_column(Name)
    since: Mapped[datetime]


class MirrorRow(Table):
    """An event in the calendar of a workspace."""

    __tablename__ = "mirrors"
    platform: Mapped[str] = mapped_column(Word, primary_key=True)
    workspace: Mapped[str] = mapped_column(Id, primary_key=True)
    event: Mapped[str] = mapped_column(Id, primary_key=True)
    revision: Mapped[int]
    """The state of the event that it shows, or is about to."""
    entry: Mapped[str | None] = mapped_column(Name)
    """The platform's id of it; none while it is not listed."""
