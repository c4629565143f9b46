"""Taking in what became known: once, whole or not at all, and told to those it is news to."""

from datetime import timedelta

import pytest

from bot.domain.bundle import EventChange, WireItem
from bot.domain.warrants import LegalInstrument
from bot.flow.ingest import Intake, Refused, ingest_item
from bot.store import events, outbox, progress
from tests.stage import WARRANT, Stage, at, visit

ANNOUNCED = "Announced: The visit (Pyongyang)"
EXPOSED = "Exposure: Ada Envoy in North Korea: not bound"
MONGOLIA = {"name": "Ulaanbaatar", "city": "Ulaanbaatar", "country": "MN",
            "zone": "Asia/Ulaanbaatar"}  # fmt: skip


@pytest.fixture
async def stage(sqlite_database) -> Stage:
    return await Stage(sqlite_database).open(WARRANT)


@pytest.fixture
async def either(database) -> Stage:
    """A stage on either kind of database."""
    return await Stage(database).open(WARRANT)


def item(*told, name="item", moment="2024-06-01T12:00Z", **facts) -> WireItem:
    return WireItem(id=name, at=moment, headline="News", events=told, **facts)


async def take_in(stage: Stage, one: WireItem) -> Intake:
    async with stage.database.writing() as session:
        return await ingest_item(session, one, by="wire", now=stage.now)


async def revisions(stage: Stage, slug: str = "visit") -> int:
    async with stage.database.reading() as session:
        return len(await events.revisions(session, slug))


# In one transaction, and once.


async def test_an_event_and_its_alerts_are_written_together_or_not_at_all(either, mocker):
    await either.channel()
    mocker.patch("bot.store.outbox.enqueue", side_effect=RuntimeError("killed"))
    with pytest.raises(RuntimeError):
        await take_in(either, item(visit()))
    async with either.database.reading() as session:
        assert await events.event(session, "visit") is None
        assert await outbox.deliveries(session) == ()
        assert await progress.taken_in(session, "wire:item") is None
        assert await progress.taken_in(session, "event:visit") is None


async def test_a_change_and_its_alerts_are_written_together_or_not_at_all(either, mocker):
    await either.channel()
    await either.hear(visit())
    said = either.said()
    mocker.patch("bot.store.outbox.enqueue", side_effect=RuntimeError("killed"))
    with pytest.raises(RuntimeError):
        await either.change(title="The long visit")
    mocker.stopall()
    await either.pass_time(timedelta(hours=1))
    assert await revisions(either) == 1
    assert either.said() == said


async def test_what_was_not_written_can_be_taken_in_again(either, mocker):
    await either.channel()
    mocker.patch("bot.store.outbox.enqueue", side_effect=RuntimeError("killed"))
    with pytest.raises(RuntimeError):
        await take_in(either, item(visit()))
    mocker.stopall()
    assert (await take_in(either, item(visit()))).queued == 2


async def test_an_item_of_the_wire_is_taken_in_once(either):
    await either.channel()
    assert await take_in(either, item(visit())) == Intake(new=1, queued=2)
    assert await take_in(either, item(visit())) == Intake(unchanged=1)
    await either.pass_time(timedelta(hours=1))
    assert await revisions(either) == 1
    assert either.said() == [ANNOUNCED, EXPOSED]


async def test_an_item_of_the_wire_that_was_changed_is_refused(stage):
    await take_in(stage, item(visit()))
    with pytest.raises(Refused, match="was taken in before in another form") as refused:
        await take_in(stage, item(visit(title="Another")))
    assert refused.value.location == ("id",)
    assert await revisions(stage) == 1


async def test_the_same_event_in_another_item_is_no_revision(stage):
    await take_in(stage, item(visit()))
    assert await take_in(stage, item(visit(), name="other")) == Intake(unchanged=1)
    assert await revisions(stage) == 1


async def test_a_file_that_changed_sets_only_what_changed_in_it(stage):
    await stage.take_in(events=[visit()])
    await stage.take_in(changes=[EventChange(event="visit", set={"certainty": "eos4"})])
    await stage.take_in(events=[visit(title="The long visit")])
    async with stage.database.reading() as session:
        *_, last = await events.revisions(session, "visit")
    assert [one.field for one in last.changes] == ["title"]
    assert last.event.certainty == "eos4"


async def test_a_change_that_changes_nothing_is_no_revision(stage):
    await stage.take_in(events=[visit()])
    await stage.take_in(changes=[EventChange(event="visit", set={"title": "The visit"})])
    assert await revisions(stage) == 1


@pytest.mark.parametrize(
    ("change", "where", "why"),
    [
        ({"event": "nowhere"}, ("changes", 0, "event"), "no event 'nowhere' is known by then"),
        ({"event": "visit", "set": {"colour": "red"}}, ("changes", 0, "set"), "no field 'colour'"),
        ({"event": "visit", "set": {"id": "x"}}, ("changes", 0, "set"), "no field 'id'"),
        (
            {"event": "visit", "set": {"planned": {"start": "2024-06-19", "end": "2024-06-18"}}},
            ("changes", 0),
            "planned: the end 2024-06-18 lies before the start",
        ),
    ],
)
async def test_a_change_that_cannot_be_is_refused_with_its_place(stage, change, where, why):
    await stage.take_in(events=[visit()])
    with pytest.raises(Refused, match=why) as refused:
        await stage.take_in(changes=[EventChange.model_validate(change)])
    assert refused.value.location == where
    assert await revisions(stage) == 1


# What is news, and to whom.


async def test_what_was_loaded_before_the_channel_is_told_to_nobody(stage):
    await stage.take_in(events=[visit()])
    await stage.channel()
    await stage.pass_time(timedelta(hours=1))
    assert stage.said() == []


async def test_a_channel_without_a_wish_is_told_nothing(stage):
    await stage.channel(filter={"countries": ["FR"]})
    await stage.hear(visit())
    assert stage.said() == []


@pytest.mark.parametrize(
    ("last", "told"),
    [("2024-05-29", False), ("2024-05-31", True), ("2023-09", False), ("2024-06", True)],
)
async def test_what_is_long_over_is_history(stage, last, told):
    await stage.channel(alerts=["announced", "concluded"])
    await stage.hear(visit(planned={"start": last}, status="occurred"))
    assert bool(stage.said()) is told


@pytest.mark.parametrize(("day", "told"), [("2024-05-29", False), ("2024-05-31", True)])
async def test_what_became_known_long_ago_is_no_news(stage, day, told):
    await stage.channel(alerts=["announced"])
    await take_in(stage, item(visit(), moment=f"{day}T12:00Z"))
    await stage.pass_time(timedelta(hours=1))
    assert stage.said() == ([ANNOUNCED] if told else [])


async def test_a_trip_announced_with_its_legs_is_one_message(stage):
    await stage.channel(alerts=["announced"])
    legs = (visit("first", broader="trip", leg=1), visit("second", broader="trip", leg=2))
    await stage.hear(visit("trip", kind="trip"), *legs)
    assert stage.said() == ["Announced: The trip (Pyongyang)"]


async def test_a_leg_announced_later_is_a_message(stage):
    await stage.channel(alerts=["announced"])
    await stage.hear(visit("trip", kind="trip"))
    await stage.hear(visit("second", broader="trip", leg=2))
    assert stage.said() == ["Announced: The trip (Pyongyang)", "Announced: The second (Pyongyang)"]


# Exposure.


async def test_an_exposure_is_told_once_although_the_dates_move(stage):
    await stage.channel(alerts=["exposure"])
    await stage.hear(visit())
    await stage.change(planned={"start": "2024-06-20"})
    await stage.change(planned={"start": "2024-06-21"}, title="The late visit")
    assert stage.said() == [EXPOSED]


async def test_an_exposure_is_told_again_where_the_answer_is_another(stage):
    await stage.channel(alerts=["exposure"])
    await stage.hear(visit())
    await stage.change(place=MONGOLIA)
    assert stage.said() == [EXPOSED, "Exposure: Ada Envoy in Mongolia: bound to arrest"]


async def test_the_exposure_of_who_joins_is_told(stage):
    await stage.channel(alerts=["exposure"])
    await stage.hear(visit(participants=[{"actor": "guest", "role": "visitor"}]))
    assert stage.said() == []
    await stage.change(participants=[{"actor": "envoy", "role": "visitor"}])
    assert stage.said() == [EXPOSED]


async def test_a_visit_that_was_called_off_exposes_nobody(stage):
    await stage.channel(alerts=["exposure"])
    await stage.hear(visit(status="cancelled", certainty="eos6"))
    assert stage.said() == []


async def test_the_desk_for_exposures_hears_of_nothing_else(stage):
    await stage.channel(filter={"exposure_only": True}, reminders=[])
    guest = [{"actor": "guest", "role": "visitor"}]
    await stage.hear(visit("harmless", participants=guest), visit())
    assert stage.said() == [ANNOUNCED, EXPOSED]
    await stage.change("harmless", title="Still harmless")
    assert len(stage.said()) == 2


# Warrants.


def warrant(day: str | None, **fields) -> LegalInstrument:
    told = {"id": "court-guest", "court": "court", "subject": "guest", "kind": "arrest-warrant",
            "status": "in-force", "issued": "2023-01-01", "made_public": day}  # fmt: skip
    return LegalInstrument.model_validate(told | fields)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2024-06-01", True),
        ("2024-05-25", True),
        ("2024-05-24", False),
        ("2023-03-17", False),
        ("2024-06-02", False),
        ("2025-06-01", False),
    ],
)
async def test_a_warrant_is_news_for_a_week(stage, day, told):
    await stage.channel(filter={"exposure_only": True})
    await stage.take_in(warrants=[warrant(day)])
    await stage.pass_time(timedelta(minutes=2))
    assert len(stage.said()) == told


async def test_a_warrant_tells_of_the_travel_that_it_bears_on(stage):
    await stage.channel(alerts=["warrant", "exposure"])
    guest = [{"actor": "guest", "role": "visitor"}]
    await stage.hear(visit(participants=guest, place=MONGOLIA))
    await stage.take_in(warrants=[warrant("2024-06-01")])
    await stage.pass_time(timedelta(minutes=2))
    assert sorted(stage.said()) == [
        "Exposure: Bo Guest in Mongolia: bound to arrest",
        "Warrant made public: Bo Guest",
    ]


async def test_a_warrant_is_told_once_for_each_status(stage):
    await stage.channel(alerts=["warrant"])
    await stage.take_in(warrants=[warrant("2024-06-01")])
    await stage.take_in(warrants=[warrant("2024-06-01", note="A word more.")])
    await stage.pass_time(timedelta(minutes=2))
    assert len(stage.said()) == 1
    withdrawn = warrant("2024-06-01", status="withdrawn", status_date="2024-06-01")
    await stage.take_in(warrants=[withdrawn])
    await stage.pass_time(timedelta(minutes=2))
    assert len(stage.said()) == 2


async def test_who_watches_others_is_not_told_of_a_warrant(stage):
    await stage.channel(filter={"actors": ["host"]})
    await stage.channel("other", filter={"actors": ["guest"]})
    await stage.take_in(warrants=[warrant("2024-06-01")])
    await stage.pass_time(timedelta(minutes=2))
    assert stage.said() == []
    assert len(stage.said("other")) == 1


async def test_what_fell_due_before_is_planned_on_what_was_known_then(stage):
    """The planner was asleep when the reminder fell due; the cancellation is news of now."""
    await stage.channel(alerts=["reminder"], reminders=["1d"])
    await stage.hear(visit())
    stage.clock.advance(at("2024-06-17 01:00"))
    await stage.take_in(changes=[EventChange(event="visit", set={"title": "The long visit"})])
    async with stage.database.reading() as session:
        assert [one.kind for one in await outbox.deliveries(session)] == ["reminder"]
