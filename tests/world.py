"""A small world for tests of look-ups and commands: June 2024 in a dozen facts."""

from datetime import UTC, datetime
from functools import partial

from bot.domain.actors import Actor, Occupancy
from bot.domain.claims import Claim
from bot.domain.events import Event, Participant
from bot.domain.revision import first_notice, revise
from bot.domain.sources import SourceReport
from bot.domain.treaties import TreatyStatus
from bot.domain.warrants import LegalInstrument
from bot.store import events, facts
from bot.store.database import Database, Session
from tests.copied import copied

NOW = datetime(2024, 6, 17, 12, tzinfo=UTC)
EARLIER = datetime(2024, 6, 10, 9, tzinfo=UTC)

SOURCES = [
    SourceReport(id="wire", outlet="Wire story", origin="Reuters", published="2024-06-17"),
    SourceReport(id="icc-press", outlet="International Criminal Court"),
]
ACTORS = [
    Actor(id=slug, kind=kind, name=name, country=country, aliases=aliases)
    for slug, kind, name, country, aliases in (
        ("russia", "state", "Russia", "RU", ("Россия",)),
        ("north-korea", "state", "North Korea", "KP", ("DPRK",)),
        ("south-korea", "state", "South Korea", "KR", ()),
        ("vietnam", "state", "Vietnam", "VN", ("Вьетнам",)),
        ("icc", "organisation", "International Criminal Court", None, ("ICC",)),
        ("vladimir-putin", "person", "Vladimir Putin", "RU", ("Владимир Путин", "Poutine")),
        ("kim-jong-un", "person", "Kim Jong Un", "KP", ("김정은",)),
        ("kim-jong-il", "person", "Kim Jong Il", "KP", ()),
        ("to-lam", "person", "To Lam", "VN", ("Tô Lâm",)),
        ("benjamin-netanyahu", "person", "Benjamin Netanyahu", "IL", ()),
        ("justin-trudeau", "person", "Justin Trudeau", "CA", ()),
        ("president-of-russia", "office", "President of Russia", "RU", ()),
        ("president-of-vietnam", "office", "President of Vietnam", "VN", ()),
    )
]
OCCUPANCIES = [
    Occupancy(holder="vladimir-putin", post="president-of-russia", start="2012-05-07"),
    Occupancy(holder="to-lam", post="president-of-vietnam", start="2024-05-22", end="2024-10-21"),
]
TREATIES = [
    TreatyStatus(state="MN", name="Mongolia", in_force="2002-07-01"),
    TreatyStatus(state="AM", name="Armenia", in_force="2024-02-01"),
    TreatyStatus(
        state="HU",
        name="Hungary",
        in_force="2002-07-01",
        withdrawal_notified="2025-06-02",
        withdrawal_effective="2026-06-02",
    ),
]
WARRANTS = [
    LegalInstrument(
        id="icc-putin-2023",
        court="icc",
        subject="vladimir-putin",
        kind="arrest-warrant",
        issued="2023-03-17",
        made_public="2023-03-17",
        status="in-force",
        sources=("icc-press",),
    ),
    LegalInstrument(
        id="icc-netanyahu-2024",
        court="icc",
        subject="benjamin-netanyahu",
        kind="arrest-warrant",
        requested="2024-05-20",
        issued="2024-11-21",
        made_public="2024-11-21",
        status="in-force",
    ),
]


def visit(slug: str, title: str, host: str, where: tuple[str, str, str], **fields: object) -> Event:
    city, country, zone = where
    return Event.model_validate(
        {
            "id": slug,
            "kind": "visit",
            "title": title,
            "participants": (
                Participant(actor="vladimir-putin", role="visitor"),
                Participant(actor=host, role="host"),
            ),
            "place": {"name": city, "city": city, "country": country, "zone": zone},
            "certainty": "eos5",
            "standing": "announced",
            "sources": ("wire",),
        }
        | fields
    )


PYONGYANG = ("Pyongyang", "KP", "Asia/Pyongyang")
HANOI = ("Hanoi", "VN", "Asia/Ho_Chi_Minh")
TRIP = visit(
    "putin-asia-2024",
    "Putin travels to North Korea and Vietnam",
    "kim-jong-un",
    PYONGYANG,
    kind="trip",
    place=None,
    planned={"start": "2024-06-18", "end": "2024-06-20"},
)
EVENTS = [
    TRIP,
    visit(
        "putin-north-korea-2024",
        "Putin visits North Korea",
        "kim-jong-un",
        PYONGYANG,
        broader="putin-asia-2024",
        leg=1,
        planned={"start": "2024-06-18", "end": "2024-06-19"},
    ),
    visit(
        "putin-vietnam-2024",
        "Putin visits Vietnam",
        "to-lam",
        HANOI,
        subtype="state",
        broader="putin-asia-2024",
        leg=2,
        planned={"start": "2024-06-19", "end": "2024-06-20"},
        tally={"number": 5, "previous": "2017"},
        outcomes=({"text": "Agreements.", "standing": "expected", "sources": ("wire",)},),
    ),
    visit(
        "putin-vietnam-2017",
        "Putin visits Vietnam",
        "to-lam",
        HANOI,
        status="occurred",
        planned={"start": "2017-11-10", "end": "2017-11-11"},
    ),
    visit(
        "putin-mongolia-2024",
        "Putin visits Mongolia",
        "to-lam",
        ("Ulaanbaatar", "MN", "Asia/Ulaanbaatar"),
        planned={"start": "2024-09"},
    ),
]
CLAIMS = [
    Claim(
        id="arms-claim",
        claimant="south-korea",
        about=("north-korea", "russia"),
        proposition="North Korea sends arms to Russia.",
        stance="asserted",
        date="2024-06-16",
        outlet="Wire story",
    ),
    Claim(
        id="arms-denial",
        claimant="russia",
        proposition="No arms are sent.",
        stance="denied",
        denies="arms-claim",
        outlet="Wire story",
    ),
]


async def settle(database: Database, *, treaties: bool = True) -> None:
    """Put the whole world into an empty database."""
    await copied(database, ("world", treaties), partial(_settle, treaties=treaties))


async def _settle(database: Database, *, treaties: bool) -> None:
    async with database.writing() as session:
        for source in SOURCES:
            await facts.put_source(session, source)
        for actor in ACTORS:
            await facts.put_actor(session, actor)
        for occupancy in OCCUPANCIES:
            await facts.put_occupancy(session, occupancy)
        for treaty in TREATIES if treaties else ():
            await facts.put_treaty_status(session, treaty)
        for warrant in WARRANTS:
            await facts.put_instrument(session, warrant)
        for claim in CLAIMS:
            await facts.put_claim(session, claim)
        for event in EVENTS:
            first = first_notice(event, by="seed", source="wire", at=EARLIER)
            await events.add_revision(session, first)
        await move(session, "putin-north-korea-2024", "2024-06-19")


async def move(session: Session, event_id: str, day: str) -> None:
    """Move an event to one day, as a new revision."""
    event = await events.event(session, event_id)
    assert event is not None
    changes = {"planned": {"start": day}, "status": "rescheduled"}
    await events.add_revision(session, revise(event, changes, by="wire", source="wire", at=NOW))
