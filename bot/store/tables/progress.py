"""How far the flow has come."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import KEY_LENGTH, Table, Word


class WatermarkRow(Table):
    """How far a stage of the flow has looked."""

    __tablename__ = "watermarks"
    name: Mapped[str] = mapped_column(Word, primary_key=True)
    at: Mapped[datetime]


class IntakeRow(Table):
    """What was taken in already, as it was given, so that giving it again changes nothing."""

    __tablename__ = "intake"
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    document: Mapped[dict[str, Any]]
    at: Mapped[datetime]
