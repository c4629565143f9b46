"""The connection: made, lost and made again; a Slack that is not there at first."""

import asyncio

import pytest

from bot.counter import Counter
from tests.adapters.slack.front import connected, screen
from tests.fakes.slack import Fault
from tests.fakes.slack.server import BOT


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_commands_are_answered_after_slack_has_asked_us_to_leave(front, slack, reason):
    await slack.sockets.ask_to_leave(reason)
    await slack.sockets.connected(times=2)
    assert "The visit" in (await front.asked("event visit")).text


async def test_a_slack_that_cannot_be_reached_stops_nobody(slack, stage, monkeypatch):
    monkeypatch.setattr("adapters.slack.adapter.CONNECTING", 0.05)
    slack.faults.trouble(Fault.CODE, None, code="internal_error")
    async with connected(slack, stage):
        assert slack.calls["apps.connections.open"] == 1  # and goes on trying
        assert slack.sockets.open == []


async def test_who_was_acknowledged_is_answered_before_we_go(slack, stage, monkeypatch):
    before, gone = Counter.answer, asyncio.Event()

    async def slow(self, request):
        await gone.wait()
        return await before(self, request)

    monkeypatch.setattr(Counter, "answer", slow)
    async with connected(slack, stage) as front:
        await front.type("event visit")
        asyncio.get_running_loop().call_later(0.1, gone.set)
    (said,) = front.responses
    assert "The visit" in screen(said).text


async def test_who_we_are_is_learnt_as_soon_as_slack_says(slack, stage):
    slack.faults.trouble(Fault.CODE, method="auth.test", code="internal_error")
    async with connected(slack, stage) as front:
        await front.asked("event visit")
        await front.asked("event visit")
        event = {"type": "app_mention", "channel": "C0001", "text": "event visit"}
        await front.happens(event | {"user": BOT})
        await front.happens(event | {"user": "U0001"})
        await front.posted.next()
        assert len(front.posted) == 1
    assert slack.calls["auth.test"] == 2


async def test_groups_are_asked_again_where_slack_was_only_busy(slack, front):
    slack.faults.trouble(Fault.CODE, method="usergroups.list", code="internal_error")
    await front.asked("event visit")
    await front.asked("event visit")
    assert slack.calls["usergroups.list"] == 2
