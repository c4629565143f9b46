"""The JSON Schemas of what goes in and comes out, by name: what docs/schema/ holds."""

from typing import Any

from bot.domain.answers import (
    ActorAnswer,
    ClaimAnswer,
    EventSummary,
    ExposureAnswer,
    Listing,
    RevisionAnswer,
    WarrantAnswer,
)
from bot.domain.bundle import SeedFile
from bot.domain.channel_answers import (
    ChannelAnswer,
    CoverAnswer,
    CoveredAnswer,
    EndedAnswer,
    FeedAnswer,
    MuteAnswer,
    PauseAnswer,
    PreviewAnswer,
    RoleAnswer,
    SnoozeAnswer,
    SubscriptionAnswer,
    WhyAnswer,
)
from bot.domain.dossier_answers import EventDossier
from bot.domain.import_answers import ImportAnswer
from bot.domain.record import Record
from bot.domain.search_answers import SearchAnswer
from bot.domain.timeline_answers import TimelineAnswer
from bot.domain.whereabouts_answers import (
    BetweenAnswer,
    ClashAnswer,
    CountryAnswer,
    PresentAnswer,
    WhereAnswer,
)

_OUTPUT: dict[str, type[Record]] = {
    "event": EventDossier,
    "events": Listing[EventSummary],
    "actor": ActorAnswer,
    "warrant": WarrantAnswer,
    "warrants": Listing[WarrantAnswer],
    "exposure": ExposureAnswer,
    "claims": Listing[ClaimAnswer],
    "revision": RevisionAnswer,
    "history": Listing[RevisionAnswer],
    "country": CountryAnswer,
    "between": BetweenAnswer,
    "search": SearchAnswer,
    "timeline": TimelineAnswer,
    "where": WhereAnswer,
    "who-is-in": PresentAnswer,
    "clashes": Listing[ClashAnswer],
    "calendar": Listing[EventSummary],
    "subscription": SubscriptionAnswer,
    "unsubscribe": EndedAnswer,
    "subscriptions": ChannelAnswer,
    "feed": FeedAnswer,
    "feeds": Listing[FeedAnswer],
    "pause": PauseAnswer,
    "snooze": SnoozeAnswer,
    "mute": MuteAnswer,
    "claim": CoverAnswer,
    "mine": Listing[CoveredAnswer],
    "preview": PreviewAnswer,
    "why": WhyAnswer,
    "role": RoleAnswer,
    "roles": Listing[RoleAnswer],
    "import": ImportAnswer,
}
"""The answers, by the command that gives them."""


def seed_schema() -> dict[str, Any]:
    """Return the JSON Schema of a seed file."""
    return SeedFile.model_json_schema(mode="validation")


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its name: that of seed files, and one for each kind of answer."""
    answers = {
        name: model.model_json_schema(mode="serialization") for name, model in _OUTPUT.items()
    }
    return {"seed": seed_schema(), **answers}
