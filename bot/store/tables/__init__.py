"""The tables. A row holds what is searched or sorted by in columns, and the whole as a document.

The document is the domain's own JSON; a column beside it is derived from it and exists for an
index. Instants are stored in UTC.
"""

from bot.store.tables.attention import CoverRow, MirrorRow, MuteRow, PauseRow, SnoozeRow, TellingRow
from bot.store.tables.channels import (
    ChannelRow,
    FeedRow,
    InterestRow,
    OffsetRow,
    RoleRow,
    SubscriptionRow,
)
from bot.store.tables.columns import (
    ID_LENGTH,
    KEY_LENGTH,
    LONG,
    NAME_LENGTH,
    WORD_LENGTH,
    Table,
    UtcInstant,
)
from bot.store.tables.events import EventActorRow, EventRow, RevisionRow
from bot.store.tables.facts import (
    ActorNameRow,
    ActorRow,
    ClaimActorRow,
    ClaimRow,
    CourtRow,
    InstrumentRow,
    OccupancyRow,
    PrecedentRow,
    SourceRow,
    TreatyStatusRow,
)
from bot.store.tables.names import AskedRow, NameRow, NameWordRow, WordFormRow
from bot.store.tables.outbox import LEASED, WAITING, DeliveryRow
from bot.store.tables.progress import IntakeRow, WatermarkRow

__all__ = [
    "ID_LENGTH",
    "KEY_LENGTH",
    "LEASED",
    "LONG",
    "NAME_LENGTH",
    "WAITING",
    "WORD_LENGTH",
    "ActorNameRow",
    "ActorRow",
    "AskedRow",
    "ChannelRow",
    "ClaimActorRow",
    "ClaimRow",
    "CourtRow",
    "CoverRow",
    "DeliveryRow",
    "EventActorRow",
    "EventRow",
    "FeedRow",
    "InstrumentRow",
    "IntakeRow",
    "InterestRow",
    "MirrorRow",
    "MuteRow",
    "NameRow",
    "NameWordRow",
    "OccupancyRow",
    "OffsetRow",
    "PauseRow",
    "PrecedentRow",
    "RevisionRow",
    "RoleRow",
    "SnoozeRow",
    "SourceRow",
    "SubscriptionRow",
    "Table",
    "TellingRow",
    "TreatyStatusRow",
    "UtcInstant",
    "WatermarkRow",
    "WordFormRow",
]
