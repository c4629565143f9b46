"""Facts for tests: each function gives a valid one, of which a test names only what matters."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.actors import Actor, ActorKind
from bot.domain.claims import Claim, Stance
from bot.domain.dates import Dates
from bot.domain.events import Certainty, Event, EventKind, Participant, Place, Role
from bot.domain.sources import Standing
from bot.domain.treaties import TreatyStatus
from bot.domain.warrants import InstrumentKind, InstrumentStatus, LegalInstrument

PYONGYANG = "Asia/Pyongyang"
NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)
TWO_DAYS = Dates(start="2024-06-18", end="2024-06-19", zone=PYONGYANG)
ONE_DAY = Dates(start="2024-06-19", zone=PYONGYANG)
AT_THE_HOUR = Dates(start_at=datetime(2024, 6, 18, 17, 22, tzinfo=UTC), zone=PYONGYANG)


def actor(actor_id: str, kind: ActorKind = ActorKind.PERSON, **fields: Any) -> Actor:
    return Actor(**{"id": actor_id, "kind": kind, "name": actor_id.replace("-", " ")} | fields)


def participant(actor_id: str, role: Role = Role.VISITOR, **fields: Any) -> Participant:
    return Participant(actor=actor_id, role=role, **fields)


def visit(**fields: Any) -> Event:
    """Putin's visit to North Korea, as planned."""
    usual = {
        "id": "putin-north-korea-2024-06",
        "kind": EventKind.VISIT,
        "title": "Putin visits North Korea",
        "certainty": Certainty.HIGHLY_LIKELY,
        "standing": Standing.ANNOUNCED,
        "planned": TWO_DAYS,
        "participants": (participant("putin"), participant("kim", Role.HOST)),
        "place": Place(name="Pyongyang", city="Pyongyang", country="KP", zone=PYONGYANG),
    }
    return Event(**usual | fields)


def warrant(**fields: Any) -> LegalInstrument:
    """The warrant against Putin."""
    usual = {
        "id": "icc-putin-2023",
        "court": "icc",
        "subject": "putin",
        "kind": InstrumentKind.ARREST_WARRANT,
        "issued": "2023-03-17",
        "made_public": "2023-03-17",
        "status": InstrumentStatus.IN_FORCE,
    }
    return LegalInstrument(**usual | fields)


def treaty_status(state: str, **fields: Any) -> TreatyStatus:
    return TreatyStatus(**{"state": state, "name": state} | fields)


def claim(claim_id: str, **fields: Any) -> Claim:
    usual = {
        "id": claim_id,
        "claimant": "putin",
        "proposition": "Something was said.",
        "stance": Stance.ASSERTED,
        "outlet": "A paper",
    }
    return Claim(**usual | fields)
