"""Courts and precedents come back as they were put, and as they were known by a day."""

from datetime import date

from bot.domain.actors import ActorKind
from bot.domain.courts import Basis, Court
from bot.domain.precedents import Finding, Precedent
from bot.store import facts, law
from bot.store.database import Database
from tests.domain.samples import actor

COURT = Court(id="icty", basis=Basis.CHAPTER_VII, law="Resolution 827", articles=("29",))
RULING = Finding(on="2017-07-06", by="icc", ruled="It failed to comply.", failed=True)
VISIT = Precedent(
    id="a-visit", subject="bashir", state="ZA", warrant="icc-bashir", start="2015-06-13",
    outcome="He left.", findings=(RULING,),
)  # fmt: skip


async def _settle(database: Database) -> None:
    async with database.writing() as session:
        await facts.put_actor(session, actor("icty", ActorKind.ORGANISATION))
        await facts.put_actor(session, actor("bashir"))
        await law.put_court(session, COURT)
        await law.put_precedent(session, VISIT)


async def test_a_court_comes_back(database: Database):
    await _settle(database)
    changed = COURT.model_copy(update={"until": "2017-12-31"})
    async with database.writing() as session:
        await law.put_court(session, changed)
    async with database.reading() as session:
        assert await law.courts(session, ["icty", "icc"]) == {"icty": changed}


async def test_a_precedent_comes_back_as_it_was_known(database: Database):
    await _settle(database)
    async with database.reading() as session:

        async def found(day: date, **fields: list[str]) -> tuple[Precedent, ...]:
            return await law.precedents(session, known_by=day, **fields)

        assert await found(date(2015, 6, 12), subjects=["bashir"]) == ()
        (then,) = await found(date(2015, 6, 13), subjects=["bashir"])
        assert then.findings == ()
        assert await found(date(2017, 7, 6), states=["ZA"]) == (VISIT,)
        assert await found(date(2017, 7, 6), states=["JO"], subjects=["somebody"]) == ()
