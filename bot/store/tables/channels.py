"""Channels, what they want, who may do what there."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import Id, Name, Table, Word


class ChannelRow(Table):
    """A place on a platform that can be posted to."""

    __tablename__ = "channels"
    __table_args__ = (Index("ix_channels_place", "platform", "workspace", "address"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Word)
    workspace: Mapped[str] = mapped_column(Id)
    address: Mapped[str] = mapped_column(Name)
    zone: Mapped[str] = mapped_column(Name, index=True)
    document: Mapped[dict[str, Any]]


class SubscriptionRow(Table):
    """What a channel wants."""

    __tablename__ = "subscriptions"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(ForeignKey("channels.id"), index=True)
    since: Mapped[datetime]
    next_digest_at: Mapped[datetime | None] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]


class InterestRow(Table):
    """By what a subscription can be found: see `bot.domain.filters.Filter.keys`."""

    __tablename__ = "interests"
    key: Mapped[str] = mapped_column(Id, primary_key=True)
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id"), primary_key=True, index=True
    )


class OffsetRow(Table):
    """How long before an event somebody is reminded."""

    __tablename__ = "reminder_offsets"
    offset: Mapped[str] = mapped_column(Word, primary_key=True)
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id"), primary_key=True, index=True
    )


class FeedRow(Table):
    """The link by which a subscription is fetched as a calendar; its token is not kept."""

    __tablename__ = "feeds"
    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), unique=True, index=True)
    """The SHA-256 of the token, in hexadecimal digits."""
    by: Mapped[str] = mapped_column(Name)
    since: Mapped[datetime]


class RoleRow(Table):
    """What somebody may do in a workspace."""

    __tablename__ = "roles"
    workspace: Mapped[str] = mapped_column(Id, primary_key=True)
    who: Mapped[str] = mapped_column(Name, primary_key=True)
    role: Mapped[str] = mapped_column(Word)
