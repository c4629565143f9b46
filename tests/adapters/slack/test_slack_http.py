"""Over HTTP, signed: the same listeners; what is forged, stale or played back is refused."""

import json
import time
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.slack.adapter import SLACK
from bot.adapter import NotConfigured
from tests.adapters.slack.front import connected, screen
from tests.fakes.slack import SlackSends
from tests.fakes.slack.server import LOOPBACK, TOKEN

SECRET = "shh"  # noqa: S105
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def port(unused_tcp_port):
    return unused_tcp_port


@pytest.fixture
async def front(slack, stage, port):
    told = {"app_token": "", "http_port": str(port), "signing_secret": SECRET}
    async with connected(slack, stage, **told) as found:
        found.sends = SlackSends(f"http://{LOOPBACK}:{port}/slack/events", SECRET)
        yield found


async def test_a_question_is_answered_over_http(front, slack):
    more = {"response_url": slack.response_url(), "trigger_id": slack.trigger()}
    assert await front.sends.command("event visit", **more) == (200, "")
    assert "The visit" in (await front.answer()).text


async def test_a_form_and_its_suggestions_over_http(front, slack):
    slack.users["U0001"].is_admin = True
    await front.sends.send(urlencode(front.said("subscribe")), FORM)
    view = await front.view()
    ask = {"type": "block_suggestion", "view": view, "block_id": "actors", "value": "envoy"}
    told = front.by(channel=None) | ask | {"action_id": "diplo.suggest"}
    status, text = await front.sends.interaction(told)
    assert (status, json.loads(text)["options"][0]["value"]) == (200, "envoy")
    status, text = await front.sends.interaction(front.sent(view, digest="noon"))
    assert (status, json.loads(text)["response_action"]) == (200, "errors")


async def test_slack_may_ask_whether_the_address_is_ours(front):
    asked = json.dumps({"type": "url_verification", "challenge": "c", "token": "t"})
    assert (await front.sends.send(asked, "application/json"))[0] == 200


async def test_what_is_forged_or_stale_is_refused(front, port):
    body = "command=%2Fdiplo&text=event+visit&team_id=T0001&user_id=U0001&channel_id=C0001"
    forged = SlackSends(f"http://{LOOPBACK}:{port}/slack/events", "another secret")
    assert (await forged.send(body, FORM))[0] == 401
    assert (await front.sends.send(body, FORM, at=time.time() - 301))[0] == 401
    assert (await front.sends.send(body, FORM, at=time.time() + 301))[0] == 401
    assert (await front.sends.send(body, FORM, signature="v0=00"))[0] == 401
    url = f"http://{LOOPBACK}:{port}/slack/events"
    async with aiohttp.ClientSession() as http, http.post(url, data=body) as answer:
        assert answer.status == 401
    assert front.responses == []


async def test_what_is_played_back_is_refused(front, slack):
    body, now = urlencode(front.said("event visit")), time.time()
    assert (await front.sends.send(body, FORM, at=now))[0] == 200
    assert (await front.sends.send(body, FORM, at=now))[0] == 401
    await front.answer()
    assert len(front.responses) == 1


async def test_an_event_that_is_sent_again_is_handled_once(front):
    event = {"type": "app_mention", "user": "U0001", "channel": "C0001", "text": "event visit"}
    assert (await front.sends.event(event))[0] == 200
    again = await front.sends.event(event, event_context="a second attempt")
    assert again[0] == 200  # acknowledged, or Slack would try once more
    await front.posted.next()
    await front.sends.command("event visit", response_url=front.slack.response_url())
    await front.answer()
    assert len(front.posted) == 1


@pytest.mark.parametrize("body", ["", "x", "payload=%7B", "payload=[]", "payload=null", "text=%00"])
async def test_nonsense_that_is_signed_does_not_end_the_service(front, slack, body):
    await front.sends.send(body, FORM)
    more = {"response_url": slack.response_url()}
    assert await front.sends.command("event visit", **more) == (200, "")
    assert "The visit" in screen(await front.responses.next()).text


async def test_a_link_tells_a_browser_how_to_ask_and_nothing_else(front, port):
    url = f"http://{LOOPBACK}:{port}"
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{url}/event/visit") as answer:
            assert (answer.content_type, await answer.text()) == (
                "text/plain", "Ask Dragoman in Slack: /diplo event visit\n",
            )  # fmt: skip
        async with http.get(f"{url}/roles/visit") as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, "BOT_TOKEN"),
        ({"bot_token": TOKEN}, "APP_TOKEN"),
        ({"bot_token": TOKEN, "http_port": "3000"}, "SIGNING_SECRET"),
        ({"bot_token": TOKEN, "http_port": "http"}, "HTTP_PORT"),
        ({"bot_token": TOKEN, "http_port": "70000"}, "HTTP_PORT"),
        ({"bot_token": TOKEN, "app_token": "x", "command": "/Two words"}, "COMMAND"),
        ({"client_id": "1", "app_token": "x"}, "CLIENT_SECRET"),
    ],
)
async def test_what_is_missing_is_named(slack, stage, values, missing):
    told = {"bot_token": "", "app_token": "", **values}
    with pytest.raises(NotConfigured, match=missing):
        async with connected(slack, stage, **told):
            pass


async def test_a_port_that_is_taken_is_named(front, slack, stage, port):
    told = {"app_token": "", "http_port": str(port), "signing_secret": SECRET}
    with pytest.raises(NotConfigured, match="HTTP_PORT"):
        async with connected(slack, stage, **told):
            pass


def test_every_setting_says_why_and_no_secret_has_an_example_that_works():
    for one in SLACK.settings:
        assert one.reason.endswith((".", ")"))
        assert not one.secret or one.example in ("", "xoxb-…", "xapp-…")
