"""Answers for tests: each builder gives a whole one, of which a test names only what matters."""

from datetime import UTC, date, datetime
from typing import Any

from bot.domain.answers import (
    ActorAnswer,
    ActorCounts,
    ChangeAnswer,
    ClaimAnswer,
    DetailAnswer,
    EventAnswer,
    EventSummary,
    ExposureAnswer,
    Listing,
    Named,
    OfficeAnswer,
    ParticipantAnswer,
    PlaceAnswer,
    RevisionAnswer,
    SourceAnswer,
    TallyAnswer,
    WarrantAnswer,
)
from bot.domain.claims import Stance
from bot.domain.dates import Dates
from bot.domain.events import Certainty, EventKind, EventStatus, Mode, Role, Subtype
from bot.domain.sources import Standing
from bot.domain.warrants import InstrumentKind, InstrumentStatus

PYONGYANG = "Asia/Pyongyang"
NOON = datetime(2024, 6, 17, 11, tzinfo=UTC)
TWO_DAYS = Dates(start="2024-06-18", end="2024-06-19", zone=PYONGYANG)
ONE_DAY = Dates(start="2024-06-19", zone=PYONGYANG)
AT_THE_HOUR = Dates(
    start="2024-06-19", start_at=datetime(2024, 6, 18, 17, 22, tzinfo=UTC), zone=PYONGYANG
)


def source(**overrides: Any) -> SourceAnswer:
    return SourceAnswer(
        **{
            "id": "wire-1",
            "outlet": "Wire story",
            "origin": "Reuters",
            "url": None,
            "published": "2024-06-17",
        }
        | overrides
    )


def participant(name: str, role: Role, office: str | None, **overrides: Any) -> ParticipantAnswer:
    fields = {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "role": role,
        "mode": Mode.IN_PERSON,
        "office": office,
        "standing": Standing.ANNOUNCED,
    }
    return ParticipantAnswer(**fields | overrides)


PUTIN = participant("Vladimir Putin", Role.VISITOR, "President of Russia")
KIM = participant("Kim Jong Un", Role.HOST, "President of the State Affairs of North Korea")


def place(**overrides: Any) -> PlaceAnswer:
    fields = {
        "name": "Pyongyang",
        "city": "Pyongyang",
        "country": "KP",
        "country_name": "North Korea",
        "zone": PYONGYANG,
        "disputed": False,
    }
    return PlaceAnswer(**fields | overrides)


def detail(text: str, standing: Standing = Standing.EXPECTED, *sources: str) -> DetailAnswer:
    return DetailAnswer(text=text, standing=standing, sources=sources)


def exposure_answer(**overrides: Any) -> ExposureAnswer:
    fields = {
        "subject": "vladimir-putin",
        "subject_name": "Vladimir Putin",
        "state": "VN",
        "state_name": "Vietnam",
        "on": date(2024, 6, 19),
        "warrant": "icc-putin-2023",
        "bound": False,
        "since": None,
        "until": None,
        "articles": (),
        "reason": "Vietnam is not a state party, so it is not bound by the Statute to arrest "
        "Vladimir Putin.",
        "sources": (source(outlet="UN Treaty Collection", origin=None),),
    }
    return ExposureAnswer(**fields | overrides)


def event_answer(**overrides: Any) -> EventAnswer:
    """Give the visit to Pyongyang; `dates` follow `actual` or `planned` unless they are named."""
    fields: dict[str, Any] = {
        "id": "putin-pyongyang-2024",
        "kind": EventKind.VISIT,
        "subtype": Subtype.STATE,
        "title": "State visit of Vladimir Putin to North Korea",
        "status": EventStatus.SCHEDULED,
        "certainty": Certainty.CERTAIN,
        "standing": Standing.ANNOUNCED,
        "planned": TWO_DAYS,
        "actual": None,
        "previously": None,
        "place": place(),
        "participants": (PUTIN, KIM),
        "broader": None,
        "leg": None,
        "legs": (),
        "tally": None,
        "agenda": (),
        "outcomes": (),
        "details": (),
        "note": None,
        "exposures": (),
        "sources": (source(),),
        "revision": 1,
        "revised_at": NOON,
    } | overrides
    fields.setdefault("certainty_label", fields["certainty"].label)
    dates = fields.setdefault("dates", fields["actual"] or fields["planned"])
    fields |= {"start": dates.start, "end": dates.end, "precision": dates.precision}
    return EventAnswer(**fields)


def event_summary(**overrides: Any) -> EventSummary:
    fields: dict[str, Any] = {
        "id": "putin-hanoi-2024",
        "kind": EventKind.VISIT,
        "subtype": Subtype.STATE,
        "title": "State visit of Vladimir Putin to Vietnam",
        "status": EventStatus.SCHEDULED,
        "certainty": Certainty.CERTAIN,
        "dates": Dates(start="2024-06-19", end="2024-06-20", zone="Asia/Ho_Chi_Minh"),
        "country": "VN",
        "revision": 1,
    } | overrides
    dates = fields["dates"]
    return EventSummary(start=dates.start, end=dates.end, precision=dates.precision, **fields)


def change(field: str, before: str | None, after: str | None, **overrides: Any) -> ChangeAnswer:
    fields = {"field": field, "before": before, "after": after, "actor": None, "text": field}
    return ChangeAnswer(**fields | overrides)


def tally(**overrides: Any) -> TallyAnswer:
    fields = {
        "number": 5,
        "previous": "2017",
        "note": None,
        "standing": Standing.REPORTED,
        "sources": (),
    }
    return TallyAnswer(**fields | overrides)


def warrant_answer(**overrides: Any) -> WarrantAnswer:
    fields = {
        "id": "icc-putin-2023",
        "court": Named(id="icc", name="International Criminal Court"),
        "subject": Named(id="vladimir-putin", name="Vladimir Putin"),
        "kind": InstrumentKind.ARREST_WARRANT,
        "situation": "Ukraine",
        "requested": "2023-02-22",
        "issued": "2023-03-17",
        "made_public": "2023-03-17",
        "sealed": True,
        "status": InstrumentStatus.IN_FORCE,
        "status_date": None,
        "office_then": "President of Russia",
        "charges": "Unlawful deportation of children",
        "note": None,
        "standing": Standing.CONFIRMED,
        "sources": (source(outlet="International Criminal Court", origin=None),),
    }
    return WarrantAnswer(**fields | overrides)


def claim_answer(**overrides: Any) -> ClaimAnswer:
    fields = {
        "id": "us-arms-claim",
        "claimant": "united-states",
        "claimant_name": "United States",
        "about": (Named(id="north-korea", name="North Korea"),),
        "proposition": "North Korea provides weapons to Russia.",
        "stance": Stance.ASSERTED,
        "denies": None,
        "date": "2023-10",
        "outlet": "Wire story",
        "origin": "Reuters",
        "standing": Standing.REPORTED,
    }
    return ClaimAnswer(**fields | overrides)


def denial_answer(**overrides: Any) -> ClaimAnswer:
    fields = {
        "id": "nk-denial",
        "claimant": "north-korea",
        "claimant_name": "North Korea",
        "proposition": "no weapons are provided",
        "stance": Stance.DENIED,
        "denies": "us-arms-claim",
        "date": None,
    }
    return claim_answer(**fields | overrides)


def actor_answer(**overrides: Any) -> ActorAnswer:
    fields: dict[str, Any] = {
        "id": "vladimir-putin",
        "kind": "person",
        "name": "Vladimir Putin",
        "aliases": ("Владимир Путин", "Poutine"),
        "country": "RU",
        "note": None,
        "offices": (
            OfficeAnswer(
                id="president-of-russia",
                title="President of Russia",
                state="RU",
                start="2012-05-07",
                end=None,
                acting=False,
            ),
        ),
        "office_now": "President of Russia",
        "warrants": (warrant_answer(),),
        "exposures": (exposure_answer(),),
        "next": event_summary(),
        "last": None,
        "tally": "fifth visit, first since 2017",
        "counts": ActorCounts(
            events=3,
            visits=2,
            visits_by_country={"VN": 1, "KP": 1},
            claims_made=0,
            claims_about=1,
            claims_denied=0,
        ),
    }
    return ActorAnswer(**fields | overrides)


def revision_answer(**overrides: Any) -> RevisionAnswer:
    fields: dict[str, Any] = {
        "event": "putin-pyongyang-2024",
        "revision": 2,
        "at": NOON,
        "by": "wire",
        "source": source(),
        "reason": "The plane landed after midnight.",
        "changes": (change("dates", "18–19 Jun 2024", "19 Jun 2024"),),
        "status": EventStatus.RESCHEDULED,
        "start": "2024-06-19",
        "end": None,
    }
    return RevisionAnswer(**fields | overrides)


def listing(*items: Any, **overrides: Any) -> Listing[Any]:
    """Give a listing of `items`, all there are unless `total` says otherwise."""
    kind = type(items[0]) if items else EventSummary
    return Listing[kind](**{"items": items, "total": len(items)} | overrides)  # type: ignore[valid-type]
