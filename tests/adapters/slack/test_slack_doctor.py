"""The manifest, and what `dragoman doctor` finds; and that no token is ever told."""

import logging
from datetime import timedelta

import pytest
import structlog
import yaml

from adapters.slack.adapter import SLACK
from adapters.slack.connecting.discretion import discreet_logger
from adapters.slack.connecting.scopes import BOT_SCOPES
from bot.adapter import Wiring
from bot.clock import ReplayClock, SystemClock
from bot.commands.spec import Origin, Permission, Request
from bot.commands.table import COMMANDS
from bot.counter import Counter
from tests.adapters.slack.front import WatchedCounter, connected
from tests.fakes.slack import Fault
from tests.fakes.slack.server import APP_TOKEN, TEAM, TOKEN


@pytest.fixture
def findings(slack, stage):
    async def found(clock=None, **values):
        told = {"bot_token": TOKEN, "app_token": APP_TOKEN, "api_url": slack.api_url} | values
        wiring = Wiring(told, WatchedCounter(stage.desk), clock or SystemClock(), "sqlite://")
        return {one.what: one async for one in SLACK.examine(wiring)}

    return found


async def test_what_is_well_is_said(findings):
    found = await findings()
    assert list(found) == ["socket", "token", "scopes", "clock", "channels"]
    assert all(one.well and one.fix is None for one in found.values())
    assert "#desk, #lab" in found["channels"].said


async def test_each_trouble_has_its_remedy(slack, findings):
    assert "BOT_TOKEN" in (await findings(bot_token=""))["settings"].fix
    found = await findings(app_token="xapp-wrong")  # noqa: S106
    assert "connections:write" in found["socket"].fix
    found = await findings(bot_token="xoxb-wrong")  # noqa: S106
    assert "invalid_auth" in found["token"].said
    assert list(found) == ["socket", "token"]  # the rest depends on it
    slack.scopes = "commands,chat:write"
    assert "users:read" in (await findings())["scopes"].said
    slack.scopes = ",".join(one for one in BOT_SCOPES if one != "usergroups:read")
    assert (await findings())["scopes"].well
    late = ReplayClock(SystemClock().now() + timedelta(minutes=4))
    assert "NTP" in (await findings(late))["clock"].fix
    slack.channels.clear()
    assert "/invite" in (await findings())["channels"].fix


async def test_a_channel_that_wants_to_hear_and_cannot_is_named(slack, stage, findings):
    for channel, name in (("C0001", "desk"), ("C0002", "lab"), ("D0001", "ada (direct)")):
        await _subscribe(stage, f"{TEAM}/{channel}", name)
    assert "all 3" in (await findings())["subscriptions"].said
    slack.channels["C0002"].member = False
    found = (await findings())["subscriptions"]
    assert not found.well
    assert found.fix == "/invite @Dragoman in #lab"
    slack.channels["C0002"].member = slack.channels["C0002"].archived = True
    found = await findings()
    assert found["subscriptions"].fix.startswith("unarchive #lab")
    assert "#lab" not in found["channels"].said


async def _subscribe(stage, address, name):
    workspace = TEAM.lower()
    origin = Origin("slack", address, name, workspace)
    request = Request(
        "", {}, stage.now, "U0001", workspace=workspace, origin=origin, standing=Permission.ADMIN
    )
    assert (await Counter(stage.desk).answer_line("subscribe kinds:visit", request)).ok


async def test_a_slack_that_is_down_is_said(slack, findings):
    slack.faults.trouble(Fault.BROKEN, None)
    found = await findings()
    assert not any(one.well for one in found.values())


def test_the_manifest_is_made_from_the_table():
    app = yaml.safe_load(SLACK.papers["manifest"]({}))
    (command,) = app["features"]["slash_commands"]
    assert all(one.name in command["usage_hint"] for one in COMMANDS)
    assert app["settings"]["socket_mode_enabled"] is True
    assert app["oauth_config"]["scopes"]["bot"] == BOT_SCOPES
    assert all(len(one["name"]) <= 24 for one in app["features"]["shortcuts"])
    assert "link_shared" not in app["settings"]["event_subscriptions"]["bot_events"]
    assert "http" not in SLACK.papers["manifest"]({})


def test_the_manifest_for_http_says_where():
    told = {"public_url": "https://d.example.org/", "http_port": "3000", "client_id": "1"}
    app = yaml.safe_load(SLACK.papers["manifest"](told))
    url = "https://d.example.org/slack/events"
    assert app["settings"]["socket_mode_enabled"] is False
    assert app["settings"]["interactivity"]["message_menu_options_url"] == url
    assert app["settings"]["event_subscriptions"]["request_url"] == url
    assert app["oauth_config"]["redirect_urls"] == ["https://d.example.org/slack/oauth_redirect"]
    assert app["features"]["unfurl_domains"] == ["d.example.org"]


async def test_no_token_in_any_log(slack, stage, caplog, findings):
    """Whatever goes wrong, and however much is logged."""
    caplog.set_level(logging.DEBUG)
    discreet_logger().setLevel(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        async with connected(slack, stage) as front:
            for fault in (Fault.LIMIT, Fault.BROKEN, Fault.DROP):
                slack.faults.trouble(fault, 3)
                await front.type("event visit")
                await front.answer()
            slack.teams["T0001"].revoked = True
            await front.asked("event visit", user_id="U0002")
        await findings(app_token="xapp-1-wrong", bot_token="xoxb-wrong")  # noqa: S106
    discreet_logger().setLevel(logging.NOTSET)
    said = caplog.text + str(logged)
    assert "auth.test" in said
    assert not [one for one in (TOKEN, APP_TOKEN, "xapp-1", "xoxb-", "ticket=1") if one in said]


def test_what_a_trace_says_is_masked(caplog):
    broken = ValueError(f"403, url='wss://host/?ticket=abc-1&app={APP_TOKEN}'")
    discreet_logger().error("failed with %s", TOKEN, exc_info=broken)
    assert "(secret)" in caplog.text
    assert "abc-1" not in caplog.text
    assert TOKEN not in caplog.text
    assert APP_TOKEN not in caplog.text
