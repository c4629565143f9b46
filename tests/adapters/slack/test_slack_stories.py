"""The whole way to Slack: facts come in, the outbox sends, and a channel reads."""

from datetime import timedelta

import pytest

from bot.domain.subscription import Channel, Subscription
from tests.adapters.slack.desk import DESK
from tests.fakes.slack import Fault, seen
from tests.fakes.slack.server import TEAM
from tests.stage import Stage, visit

ANNOUNCED = "Announced: The visit (Pyongyang)"
LATER = {"start": "2024-06-25", "end": "2024-06-26"}


@pytest.fixture
async def stage(sqlite_database, platform):
    found = await Stage(sqlite_database, platform=platform).open()
    place = Channel(id="desk", platform="slack", address=DESK, name="#desk", workspace=TEAM.lower())
    wish = Subscription.model_validate({"id": "wish", "channel": "desk", "reminders": []})
    await found.take_in(channels=[place], subscriptions=[wish])
    return found


def channel(slack):
    return [(seen(one).lines[0], one.thread_ts) for one in slack.in_channel("C0001")]


async def test_an_event_is_one_message_that_changes_with_its_news_in_the_thread(slack, stage):
    await stage.hear(visit())
    await stage.change(planned=LATER)
    first, reply = slack.messages
    assert channel(slack) == [(ANNOUNCED, None), ("New dates: The visit (Pyongyang)", first.ts)]
    (before,) = first.before
    assert "18–19 Jun 2024" in seen(before).text
    assert "25–26 Jun 2024" in seen(first).text
    assert "18–19 Jun 2024 → 25–26 Jun 2024" in seen(reply).text


async def test_what_breaks_on_the_way_back_is_told_once(slack, stage):
    slack.faults.trouble(Fault.DROP, method="chat.postMessage")
    await stage.hear(visit())
    await stage.pass_time(timedelta(minutes=5))
    assert [heading for heading, _ in channel(slack)] == [ANNOUNCED]
    assert slack.calls["conversations.history"] == 1


async def test_what_is_lost_on_the_way_is_told_all_the_same(slack, stage):
    slack.faults.trouble(Fault.LOSE, method="chat.postMessage")
    await stage.hear(visit())
    await stage.pass_time(timedelta(minutes=5))
    assert [heading for heading, _ in channel(slack)] == [ANNOUNCED]


async def test_an_archived_channel_waits_and_its_people_are_told(slack, stage, watch):
    slack.channels["C0001"].archived = True
    await stage.hear(visit())
    (warning,) = slack.messages
    assert slack.channels[warning.channel].with_user == "U0001"
    assert "is_archived" in seen(warning).text
    slack.channels["C0001"].archived = False
    await stage.pass_time(timedelta(hours=2))
    assert [heading for heading, _ in channel(slack)] == [ANNOUNCED]


async def test_a_deleted_message_is_begun_anew(slack, stage):
    await stage.hear(visit())
    slack.somebody_deletes(slack.messages[0])
    await stage.change(planned=LATER)
    (moved,) = channel(slack)
    assert moved[1] is None


async def test_a_limit_is_waited_for(slack, stage, watch):
    slack.faults.trouble(Fault.LIMIT, method="chat.postMessage", retry_after=120)
    await stage.hear(visit())
    assert slack.messages == []
    watch.seconds += 120
    await stage.pass_time(timedelta(seconds=121))
    assert [heading for heading, _ in channel(slack)] == [ANNOUNCED]
