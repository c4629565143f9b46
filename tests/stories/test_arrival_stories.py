"""Who comes to a summit is one message that grows, however many come and however it is known."""

from datetime import timedelta

import pytest

from bot.store import attention
from tests.stage import Stage, visit

SUMMIT = visit("summit", kind="summit", participants=[{"actor": "host", "role": "host"}])


@pytest.fixture
async def stage(sqlite_database):
    return await Stage(sqlite_database).open()


def coming(slug, actor, **fields):
    told = {"broader": "summit", "participants": [{"actor": actor, "role": "visitor"}]}
    return visit(slug, **told | fields)


def reads(stage):
    """The headings as the messages read now."""
    return [one.card.heading for one in stage.platform.in_channel("#desk")]


def shown(stage, number):
    return str(stage.platform.in_channel("#desk")[number].card)


async def test_arrivals_are_one_message_that_grows(stage):
    await stage.channel()
    await stage.hear(SUMMIT)
    await stage.hear(coming("first", "envoy"))
    await stage.hear(coming("second", "guest", status="under-way"))
    assert reads(stage) == [
        "Announced: The summit (Pyongyang)",
        "Arrivals, 2 so far: The summit (Pyongyang)",
    ]
    assert "Ada Envoy: coming" in shown(stage, 1)
    assert "Bo Guest: arrived" in shown(stage, 1)


async def test_names_added_to_the_summit_itself_are_arrivals(stage):
    await stage.channel()
    await stage.hear(SUMMIT)
    people = [{"actor": "host", "role": "host"}]
    for actor in ("envoy", "guest"):
        people.append({"actor": actor, "role": "attendee"})
        await stage.change("summit", participants=list(people))
    assert reads(stage)[1:] == ["Arrivals, 2 so far: The summit (Pyongyang)"]
    assert "Bo Guest" in shown(stage, 0)  # its own message shows the present state


async def test_several_at_once_are_told_at_once(stage):
    await stage.channel()
    await stage.hear(SUMMIT, coming("first", "envoy"), coming("second", "guest"))
    assert reads(stage)[-1] == "Arrivals, 2 so far: The summit (Pyongyang)"
    assert len(reads(stage)) == 2


async def test_whoever_is_called_off_is_told_and_no_longer_counted(stage):
    await stage.channel()
    await stage.hear(SUMMIT, coming("first", "envoy"), coming("second", "guest"))
    await stage.change("first", status="cancelled")
    await stage.hear(coming("third", "minister"))
    assert "Cancelled: The first (Pyongyang)" in reads(stage)
    assert "Arrivals, 2 so far: The summit (Pyongyang)" in reads(stage)
    assert "Ada Envoy" not in shown(stage, 1)


async def test_where_new_messages_are_wanted_each_names_all(stage):
    await stage.channel(style="new")
    await stage.hear(SUMMIT)
    await stage.hear(coming("first", "envoy"))
    await stage.hear(coming("second", "guest"))
    assert reads(stage)[1:] == [
        "Arrivals, 1 so far: The summit (Pyongyang)",
        "Arrivals, 2 so far: The summit (Pyongyang)",
    ]


async def test_other_changes_of_a_summit_are_changes(stage):
    await stage.channel()
    await stage.hear(SUMMIT)
    await stage.change("summit", title="The long summit")
    assert reads(stage)[-1].startswith("Changed:")


async def test_a_visit_for_something_else_is_a_message_of_its_own(stage):
    await stage.channel()
    await stage.hear(visit("talks", kind="meeting"))
    await stage.hear(coming("first", "envoy", broader="talks"))
    assert reads(stage)[-1] == "Announced: The first (Pyongyang)"


async def test_snoozing_the_summit_silences_who_comes(stage):
    await stage.channel()
    await stage.hear(SUMMIT)
    async with stage.database.writing() as session:
        until = stage.now + timedelta(days=1)
        await attention.put_snooze(session, "desk", "summit", until, "ada")
    await stage.hear(coming("first", "envoy"))
    assert len(reads(stage)) == 1
