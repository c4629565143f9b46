"""What `event` says of how the event came to be known, and of who was told of it."""

from datetime import timedelta

from bot.domain.delivery import DeliveryState
from bot.domain.dossier_answers import EventDossier
from bot.domain.revision import revise
from bot.domain.sources import SourceReport
from bot.store import attention, events, facts
from bot.store.attention import Telling
from tests.commands.conftest import Ask, Desk
from tests.commands.desk import receipt
from tests.world import NOW

ID = "putin-north-korea-2024"


async def test_sources_that_differ_stand_side_by_side(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await facts.put_source(session, SourceReport(id="other", outlet="Other paper"))
        event = await events.event(session, ID)
        assert event is not None
        changes = {"planned": {"start": "2024-06-20"}}
        later = NOW + timedelta(hours=1)
        revised = revise(event, changes, by="wire", source="other", at=later)
        await events.add_revision(session, revised)
    reply = await desk.ask(f"event {ID}")
    assert isinstance(reply.data, EventDossier)
    (found,) = reply.data.differences
    assert [(one.said, one.source) for one in found.versions] == [
        ("18–19 Jun 2024", "Reuters, via Wire story"),
        ("19 Jun 2024", "Reuters, via Wire story"),
        ("20 Jun 2024", "Other paper"),
    ]
    card = str(reply.card)
    assert "dates, now: 20 Jun 2024 (Other paper)" in card
    assert "Dates: 19 Jun 2024 → 20 Jun 2024 (Other paper)" in card


async def test_where_it_was_announced_is_said_of_the_channel_of_whoever_asks(desk: Desk) -> None:
    sent = NOW + timedelta(minutes=3)
    await desk.queue(
        "announced", ID, DeliveryState.SENT, revision=1, receipt=receipt("m1"), sent_at=sent
    )
    async with desk.database.writing() as session:
        for channel in ("desk", "far"):
            told = Telling(revision=1, receipt=receipt("m1"))
            await attention.put_telling(session, channel, ID, told)
    reply = await desk.ask(f"event {ID}")
    assert isinstance(reply.data, EventDossier)
    assert [(one.channel.id, one.revision, one.message, one.at) for one in reply.data.told] == [
        ("desk", 1, "m1", sent)
    ]
    assert "Announced here" in str(reply.card)
    there = await desk.data(f"event {ID}", channel="risk")
    assert there.told == ()
    terminal = await desk.data(f"event {ID}", "terminal", channel=None)
    assert [one.channel.id for one in terminal.told] == ["desk", "far"]


async def test_nobody_was_told(ask: Ask) -> None:
    reply = await ask(f"event {ID}")
    assert "Announced here" not in str(reply.card)
