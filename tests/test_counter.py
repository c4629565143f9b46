"""The counter: requests from a chat platform, what they show, and what becomes of channels."""

import asyncio
from dataclasses import replace

import pytest

from bot.commands.door import ChannelAddress, Suggestion
from bot.commands.spec import Origin, Outcome, Permission, Request
from bot.counter import Counter
from bot.ports import ChannelNews, Happening, TryLater
from bot.store import channels
from tests.stage import Stage, at, visit

DESK = Origin("console", "#desk", "desk")
NEW = Origin("console", "C0NEW", "new-room", workspace="T1", zone="Asia/Tokyo")


@pytest.fixture
async def stage(database):
    found = await Stage(database).open()
    await found.channel(digests=[{"at": "08:00"}])
    return found


@pytest.fixture
def counter(stage):
    return Counter(stage.desk)


def asking(stage, who="ada", origin=DESK, standing=Permission.READER, **more):
    return Request(
        "", {}, stage.now, who, workspace=origin.workspace, origin=origin, standing=standing, **more
    )


def shown(stage):
    """What the first message in the channel reads now."""
    return str(stage.platform.in_channel("#desk")[0].card)


async def test_who_covers_an_event_stands_on_its_message(stage, counter):
    await stage.hear(visit())
    claim = await counter.answer_line("claim visit", asking(stage))
    assert claim.ok
    assert "Covered by ada." in shown(stage)
    assert "label='Release'" in shown(stage)
    second = await counter.answer_line("claim visit", asking(stage, "bob"))
    assert second.card.heading == "ada has it already: The visit"
    assert "Covered by ada." in shown(stage)
    await counter.answer_line("release visit", asking(stage))
    assert "Covered by" not in shown(stage)
    assert "label='Claim'" in shown(stage)
    assert len(stage.said()) == 1  # it is edited; nothing new is said


async def test_who_covers_an_event_is_called_by_name_and_known_by_id(stage, counter):
    await stage.hear(visit())
    ada = asking(stage, "1234", who_name=" Ada\n<@everyone>\0" + "a" * 500)
    claim = await counter.answer_line("claim visit", ada)
    name = claim.data.who_name
    assert (claim.data.who, name) == ("1234", ("Ada <@everyone> " + "a" * 500)[:100])
    assert claim.card.heading == f"{name} covers it: The visit"
    assert f"Covered by {name}." in shown(stage)
    second = await counter.answer_line("claim visit", asking(stage, "5678", who_name="Bob"))
    assert second.card.heading == f"{name} has it already: The visit"
    assert (second.data.who, second.data.granted) == ("1234", False)
    why = await counter.answer_line("why visit", asking(stage))
    assert (why.data.covered_by, why.data.covered_by_name) == ("1234", name)
    assert "1234" not in str(why.card)
    await stage.change(planned={"start": "2024-06-20"})
    assert f"Covered by {name}." in shown(stage)


async def test_a_message_that_cannot_be_edited_now_shows_it_with_the_next_change(stage, counter):
    await stage.hear(visit())
    stage.platform.of_edits.append(TryLater("slow down", stage.now - stage.now))
    assert (await counter.answer_line("claim visit", asking(stage))).ok
    assert "Covered by" not in shown(stage)
    await stage.change(planned={"start": "2024-06-20"})
    assert "Covered by ada." in shown(stage)


async def test_what_nobody_was_told_of_can_be_covered_too(stage, counter):
    await stage.take_in(events=[visit()])
    assert (await counter.answer_line("claim visit", asking(stage))).ok
    await stage.until(at("2024-06-01 12:10"))
    assert "Covered by ada." in shown(stage)


async def test_a_channel_is_known_from_its_first_subscription(stage, counter):
    admin = asking(stage, origin=NEW, standing=Permission.ADMIN)
    looked = await counter.answer_line("subscriptions", admin)
    assert looked.ok  # looking changes nothing
    async with stage.database.reading() as session:
        assert await channels.channel_at(session, "console", "T1", "C0NEW") is None
    reply = await counter.answer_line('subscribe digest:"08:00"', admin)
    assert reply.ok, reply.problem
    async with stage.database.reading() as session:
        known = await channels.channel_at(session, "console", "T1", "C0NEW")
    assert (known.name, known.zone, known.id) == ("new-room", "Asia/Tokyo", "console-t1-c0new")
    await stage.hear(visit())
    assert stage.platform.headings("C0NEW") == ["Announced: The visit (Pyongyang)"]


async def test_a_subscription_can_set_the_clock_of_the_channel(stage, counter):
    admin = asking(stage, standing=Permission.ADMIN)
    reply = await counter.answer_line("subscribe name:desk-wish zone:tokyo digest:09:00", admin)
    assert reply.data.channel.zone == "Asia/Tokyo"
    assert reply.data.next_digest == at("2024-06-02 00:00")
    wrong = await counter.answer_line("subscribe zone:atlantis", admin)
    assert "is no time zone that I know" in wrong.problem


async def test_what_the_platform_and_dragoman_grant_adds_up(stage, counter):
    line = "mute envoy"
    assert (await counter.answer_line(line, asking(stage))).outcome is Outcome.REFUSED
    owner = asking(stage, "owner", standing=Permission.ADMIN)
    for grantee in ("S-editors", "#desk"):
        await counter.answer_line(f"roles {grantee} editor", owner)
        in_group = asking(stage, groups=("S-editors",))
        elsewhere = asking(stage, origin=replace(DESK, address="#other"))
        assert (await counter.answer_line(line, in_group)).ok
        assert (await counter.answer_line(line, asking(stage))).ok is (grantee == "#desk")
        assert (await counter.answer_line(line, elsewhere)).outcome is Outcome.REFUSED
    await counter.answer_line("roles #desk reader", owner)
    assert (await counter.answer_line(line, asking(stage))).outcome is Outcome.REFUSED


async def test_a_channel_that_was_closed_is_sent_what_was_held_when_it_opens(stage, counter):
    closed = ChannelNews("console", "home", Happening.CLOSED, "#desk", reason="archived")
    await counter.follow(closed)
    await stage.hear(visit())
    assert stage.said() == []
    await counter.follow(replace(closed, happening=Happening.OPENED))
    await stage.pass_time(stage.now - stage.now)
    assert stage.said() == ["Announced: The visit (Pyongyang)"]


async def test_a_whole_workspace_can_close(stage, counter):
    await counter.follow(ChannelNews("console", "home", Happening.CLOSED))
    await stage.hear(visit())
    assert stage.said() == []
    reply = await counter.answer_line("why visit", asking(stage))
    assert "it is tried from time to time" in str(reply.card)


async def test_a_channel_follows_its_new_name(stage, counter):
    renamed = ChannelNews("console", "home", Happening.RENAMED, "#desk", name="asia-desk")
    await counter.follow(renamed)
    async with stage.database.reading() as session:
        assert (await channels.channel(session, "desk")).name == "asia-desk"
    await counter.follow(replace(renamed, address="#nowhere"))  # of others we know nothing


@pytest.mark.parametrize(
    ("wanted", "typed", "values"),
    [
        ("actor name", "env", ["envoy"]),
        ("event event", "visi", ["visit"]),
        ("exposure country", "viet", ["VN"]),
        ("subscribe zone", "tok", ["Asia/Tokyo"]),
        ("subscribe countries", "KP, viet", ["KP,VN"]),
        ("subscribe style", "e", ["edit"]),
        ("unsubscribe name", "wi", ["wish"]),
        ("nonsense x", "y", []),
        ("actor nonsense", "y", []),
    ],
)
async def test_what_is_typed_is_completed(stage, counter, wanted, typed, values):
    command, option = wanted.split()
    await stage.hear(visit())
    asked = asking(stage).naming(command, {option: typed})
    found = await counter.suggest(asked, option, 5)
    assert [one.value for one in found][: len(values)] == values
    assert all(isinstance(one, Suggestion) and one.label for one in found)


async def test_a_pause_by_people_outlives_the_trouble_of_the_channel(stage, counter):
    admin = asking(stage, standing=Permission.ADMIN)
    assert (await counter.answer_line("pause 2h", admin)).ok
    await counter.follow(ChannelNews("console", "home", Happening.CLOSED, "#desk"))
    await counter.follow(ChannelNews("console", "home", Happening.OPENED, "#desk"))
    await stage.hear(visit())
    assert stage.said() == []
    await stage.until(at("2024-06-01 14:05"))
    assert stage.said() == ["Announced: The visit (Pyongyang)"]


async def test_the_channels_that_want_to_hear_are_known_by_their_address(stage, counter):
    asked = asking(stage, origin=NEW, standing=Permission.ADMIN)
    assert (await counter.answer_line("subscribe kinds:visit name:visits", asked)).ok
    found = {one.address: one for one in await counter.channels("console")}
    assert found["C0NEW"] == ChannelAddress("T1", "C0NEW", "new-room")
    assert set(found) == {"#desk", "C0NEW"}
    assert await counter.channels("slack") == ()
    assert (await counter.answer_line("unsubscribe visits", asked)).ok
    assert [one.address for one in await counter.channels("console")] == ["#desk"]


async def test_what_was_open_all_along_is_no_news(stage, counter):
    """At a start a platform calls each of its servers open: none of them waits for the database."""
    opened = ChannelNews(DESK.platform, DESK.workspace, Happening.OPENED)
    async with stage.database.writing():  # whoever wrote now would wait until this is over
        await asyncio.wait_for(counter.follow(opened), timeout=2)
