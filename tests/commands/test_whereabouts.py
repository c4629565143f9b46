"""Who is where, a country, two sides, clashes, the day's calendar: as they are typed."""

from datetime import date

import pytest

from bot.commands.spec import Origin, Outcome, Request
from bot.domain.actors import Actor, Occupancy
from bot.domain.presence import Surety
from bot.domain.revision import first_notice
from bot.domain.treaties import TreatyStatus
from bot.store import events, facts
from bot.store.database import Database
from tests import world
from tests.commands.conftest import Ask
from tests.commands.desk import counter


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("where putin on 2024-06-19", ["putin-north-korea-2024", "putin-vietnam-2024"]),
        ("where putin 2024-06-20", ["putin-vietnam-2024"]),
        ("where president of vietnam on 20 june 2024", ["putin-vietnam-2024"]),
        ("where putin tomorrow", []),
        ("where to lam on 2024-06-17", []),
    ],
)
async def test_where_somebody_is(ask: Ask, line: str, there: list[str]) -> None:
    found = (await ask(line)).data
    assert [one.event.id for one in found.stays] == there
    assert {one.surety for one in found.stays} <= {Surety.DUE}


async def test_where_nobody_knows_the_record_says_between_what(ask: Ask) -> None:
    reply = await ask("where putin")
    found = reply.data
    assert (found.on, found.interpretation) == (date(2024, 6, 17), "17 Jun 2024")
    assert found.before.event.id == "putin-vietnam-2017"
    assert found.after.event.id == "putin-north-korea-2024"
    assert "Where Vladimir Putin is that day is not on record here." in str(reply.card)
    assert [one.outlet for one in found.sources] == ["Wire story"]
    assert found.as_of == world.NOW


async def test_a_month_is_no_day(ask: Ask) -> None:
    found = (await ask("where putin on 2024-09-05")).data
    assert [(one.event.id, one.surety) for one in found.stays] == [
        ("putin-mongolia-2024", Surety.PERHAPS)
    ]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("who-is-in vietnam on 2024-06-19", ["vladimir-putin", "to-lam"]),
        ("who-is-in hanoi 2024-06-20", ["vladimir-putin", "to-lam"]),
        ("who-is-in HANOI on june 2024", ["vladimir-putin", "to-lam"]),
        ("who-is-in hanoi", []),
        ("who-is-in pyongyang on 2024-06-20", []),
    ],
)
async def test_who_is_in_a_place(ask: Ask, line: str, who: list[str]) -> None:
    found = (await ask(line)).data
    assert [one.who.id for one in found.stays] == who


async def test_a_place_that_is_none(ask: Ask) -> None:
    reply = await ask("who-is-in mongolai")
    assert reply.outcome is Outcome.NOTHING
    assert "Mongolia [MN]" in str(reply.problem)
    assert (await ask("who-is-in korea")).outcome is Outcome.SEVERAL


async def test_a_country(ask: Ask) -> None:
    reply = await ask("country vietnam")
    found = reply.data
    assert [one.who.id for one in found.here] == ["vladimir-putin"]
    assert found.coming == ()
    assert [(one.treaty, one.party) for one in found.treaties] == [("rome-statute", False)]
    assert [(one.subject, one.bound) for one in found.exposures] == [("vladimir-putin", False)]
    assert found.interpretation == "as of 17 Jun 2024; “this week” is 17–23 Jun 2024"


async def test_who_leads_a_country_and_who_speaks_for_it_abroad(
    ask: Ask, settled: Database
) -> None:
    offices = (("king", "King", 10), ("deputy", "Deputy Foreign Minister", 40),
               ("foreign", "Foreign Minister", 30), ("police", "Police Minister", 30))  # fmt: skip
    async with settled.writing() as session:
        for slug, title, rank in offices:
            post = Actor(
                id=slug, kind="office", name=f"{title} of Mongolia", country="MN", rank=rank
            )
            holder = Actor(id=f"the-{slug}", kind="person", name=f"The {slug}", country="MN")
            for one in (post, holder):
                await facts.put_actor(session, one)
            held = Occupancy(holder=holder.id, post=slug, start="2020", end="2024-06-30")
            await facts.put_occupancy(session, held)
    reply = await ask("country mongolia")
    assert [one.who.id for one in reply.data.leaders] == ["the-king"]
    assert [one.who.id for one in reply.data.foreign_ministers] == ["the-foreign"]
    assert "The foreign, Foreign Minister of Mongolia, since 2020" in str(reply.card)
    assert (await ask("country mongolia on 2024-07-01")).data.leaders == ()


async def test_a_country_to_which_somebody_comes(ask: Ask) -> None:
    found = (await ask("country mongolia")).data
    assert (found.here, {one.event.id for one in found.coming}) == ((), {"putin-mongolia-2024"})
    assert [(one.party, one.in_force) for one in found.treaties] == [(True, "2002-07-01")]
    assert [(one.subject, one.bound) for one in found.exposures] == [("vladimir-putin", True)]


@pytest.mark.parametrize(
    ("day", "party", "until"),
    [("2001-06-01", False, date(2002, 6, 30)), ("2026-06-01", True, date(2026, 6, 1)),
     ("2026-06-02", False, None)],
)  # fmt: skip
async def test_a_treaty_binds_from_one_day_to_another(
    ask: Ask, day: str, party: bool, until: date | None
) -> None:
    (found,) = (await ask(f"country hungary on {day}")).data.treaties
    assert (found.party, found.until) == (party, until)


@pytest.mark.parametrize(
    ("fields", "expected", "said"),
    [
        (
            {"in_force": "2001-01-01"},
            (True, date(2001, 1, 1), None),
            "bound since 1 January 2001",
        ),
        (
            {"in_force": "2025-01-01"},
            (False, None, date(2024, 12, 31)),
            "from 1 January 2025",
        ),
        ({"signed": "2001-01-01"}, (False, None, None), "not among the states parties"),
        (
            {"in_force": "2001-01-01", "withdrawal_effective": "2024-01-01"},
            (False, date(2024, 1, 1), None),
            "left with effect of 1 January 2024",
        ),
        (
            {"in_force": "2001-01-01", "withdrawal_effective": "2025-01-01"},
            (True, date(2001, 1, 1), date(2024, 12, 31)),
            "it leaves on 1 January 2025",
        ),
    ],
)
async def test_another_treaty_is_as_its_list_has_it(
    ask: Ask, settled: Database, fields: dict[str, str], expected: tuple[object, ...], said: str
) -> None:
    async with settled.writing() as session:
        status = TreatyStatus.model_validate(
            {"state": "VN", "treaty": "arms-trade-treaty", "name": "Viet Nam"} | fields
        )
        await facts.put_treaty_status(session, status)
    reply = await ask("country vietnam")
    found = next(one for one in reply.data.treaties if one.treaty == "arms-trade-treaty")
    assert (found.party, found.since, found.until) == expected
    assert said in found.reason
    assert "Arms trade treaty" in str(reply.card)


@pytest.mark.parametrize(
    "line",
    [
        "between putin vietnam",
        "between vietnam and vladimir putin",
        "between putin and to lam",
        "between to lam putin",
        "between a:russia b:vietnam",
        "between president of vietnam and russia",
    ],
)
async def test_between_two(ask: Ask, line: str) -> None:
    found = (await ask(line)).data
    assert [one.id for one in found.coming] == (
        ["putin-vietnam-2024", "putin-mongolia-2024"] if "to lam" in line or "president" in line
        or "vietnam" in line else []
    )  # fmt: skip
    past = [] if "president" in line else ["putin-vietnam-2017"]
    assert [one.id for one in found.past] == past
    assert found.counts == ({"visit": 1} if past else {})


async def test_between_nobody(ask: Ask) -> None:
    found = await ask("between justin trudeau and putin")
    assert "Nothing between the two is on record here." in str(found.card)
    assert (await ask("between putin putin")).outcome is Outcome.MISUSED
    assert (await ask("between kim putin")).outcome is Outcome.SEVERAL
    assert (await ask("between putin")).outcome is Outcome.MISUSED


@pytest.mark.parametrize(
    ("line", "ids", "said"),
    [
        ("today", [], "17 Jun 2024"),
        (
            "week",
            ["putin-asia-2024", "putin-north-korea-2024", "putin-vietnam-2024"],
            "17–23 Jun 2024",
        ),
        ("week 2024-06-25", [], "24–30 Jun 2024"),
        ("month september 2024", ["putin-mongolia-2024"], "1–30 Sept 2024"),
        ("month kind:trip", ["putin-asia-2024"], "1–30 Jun 2024, kind trip"),
    ],
)
async def test_a_day_a_week_a_month(ask: Ask, line: str, ids: list[str], said: str) -> None:
    found = (await ask(line)).data
    assert ([one.id for one in found.items], found.interpretation) == (ids, said)


async def test_today_is_the_day_of_whoever_asks(settled: Database) -> None:
    request = Request("today", {}, world.NOW.replace(hour=20))
    east = Origin("console", "#desk", "desk", zone="Asia/Tokyo")
    for origin, day in ((None, "17 Jun 2024"), (east, "18 Jun 2024")):
        asked = Request("today", {}, request.now, origin=origin)
        data = (await counter(settled).answer(asked)).data
        assert data is not None
        assert data.interpretation == day  # type: ignore[attr-defined]


async def test_clashes(ask: Ask, settled: Database) -> None:
    assert (await ask("clashes june 2024")).data.items == ()
    elsewhere = world.visit(
        "putin-cuba-2024",
        "Putin visits Cuba",
        "to-lam",
        ("Havana", "CU", "America/Havana"),
        planned={"start": "2024-06-18", "end": "2024-06-20"},
    )
    async with settled.writing() as session:
        first = first_notice(elsewhere, by="seed", source="wire", at=world.NOW)
        await events.add_revision(session, first)
    reply = await ask("clashes")
    found = [(one.who.id, one.events[0].id, one.events[1].id) for one in reply.data.items]
    cuba, korea, vietnam = "putin-cuba-2024", "putin-north-korea-2024", "putin-vietnam-2024"
    assert ("vladimir-putin", cuba, korea) in found
    assert {frozenset(one[1:]) for one in found} == {
        frozenset({cuba, korea}), frozenset({cuba, vietnam})
    }  # fmt: skip
    assert "Vladimir Putin, due in two places, 19 Jun 2024" in str(reply.card)
    only = (await ask("clashes actor:kim-jong-un")).data
    assert (only.items, only.interpretation[-18:]) == ((), ", with Kim Jong Un")


@pytest.mark.parametrize(("typed", "first"), [("han", "Hanoi"), ("ulaan", "Ulaanbaatar")])
async def test_cities_are_suggested_with_the_countries(
    settled: Database, typed: str, first: str
) -> None:
    request = Request("who-is-in", {"place": typed}, world.NOW)
    found = await counter(settled).suggest(request, "place", 5)
    assert found[0].value == first
    only = await counter(settled).suggest(Request("country", {"country": typed}, world.NOW),
                                          "country", 5)  # fmt: skip
    assert first not in [one.value for one in only]


async def test_a_country_is_suggested_by_its_name(settled: Database) -> None:
    request = Request("who-is-in", {"place": "viet"}, world.NOW)
    found = await counter(settled).suggest(request, "place", 5)
    assert ("VN", "Vietnam") in [(one.value, one.label) for one in found]
