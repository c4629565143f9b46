"""The loopback Slack keeps to Slack's rules, as the real clients see them."""

import asyncio

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import Fault, SlackSends, seen
from tests.fakes.slack.server import APP_TOKEN, BOT, LOOPBACK, TEAM, TOKEN

SECRET = "shh"  # noqa: S105
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Hi"}, "blocks": []}


@pytest.fixture
def client(slack):
    return AsyncWebClient(TOKEN, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
async def socket(slack):
    """A real Socket Mode client, which acknowledges all that it is sent."""
    web_client = AsyncWebClient(base_url=slack.api_url)
    made = SocketModeClient(APP_TOKEN, web_client=web_client, ping_interval=60)
    taken = made.taken = []

    async def take(client, request):
        taken.append((request.type, request.payload))
        answer = {"text": "taken"} if request.type == "slash_commands" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))

    made.socket_mode_request_listeners.append(take)
    await made.connect_to_new_endpoint()
    await slack.sockets.connected()
    yield made
    made.auto_reconnect_enabled = made.default_auto_reconnect_enabled = False
    await made.close()
    made.message_processor.cancel()
    await made.aiohttp_client_session.close()


async def test_who_we_are(client):
    said = await client.auth_test()
    assert (said["team_id"], said["user_id"]) == (TEAM, BOT)


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def test_what_slack_refuses(slack, client):
    slack.add_channel("C0005", archived=True)
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    field = {"type": "mrkdwn", "text": "x" * 2001}
    much = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5
    post = client.chat_postMessage
    assert await refused(post(channel="C0404", text="x")) == "channel_not_found"
    assert await refused(post(channel="C0005", text="x")) == "is_archived"
    assert await refused(post(channel="C0001", text="x" * 40_001)) == "msg_too_long"
    assert await refused(post(channel="C0001", blocks=long, text="x")) == "invalid_blocks"
    fields = [{"type": "section", "fields": [field]}]
    assert await refused(post(channel="C0001", blocks=fields, text="x")) == "invalid_blocks"
    assert await refused(post(channel="C0001", blocks=much, text="x")) == "msg_blocks_too_long"
    dividers = [{"type": "divider"}] * 51
    assert await refused(post(channel="C0001", blocks=dividers, text="x")) == "invalid_blocks"
    bad = {"event_type": "x"}
    code = await refused(post(channel="C0001", text="x", metadata=bad))
    assert code == "invalid_metadata_format"
    assert await refused(client.chat_update(channel="C0001", ts="1.1", text="x")) == (
        "message_not_found"
    )
    stranger = AsyncWebClient("xoxb-nobody", base_url=slack.api_url)
    assert await refused(stranger.auth_test()) == "invalid_auth"
    assert slack.messages == []


async def test_a_reply_to_nothing_lands_in_the_channel(client):
    posted = await client.chat_postMessage(channel="C0001", text="x", thread_ts="1.1")
    assert "thread_ts" not in posted["message"]


async def test_a_history_has_pages_and_metadata_on_request(client):
    mark = {"event_type": "x", "event_payload": {}}
    for number in range(5):
        await client.chat_postMessage(channel="C0001", text=f"{number}", metadata=mark)
    read = await client.conversations_history(channel="C0001", limit=2, include_all_metadata=True)
    texts = [one["text"] async for page in read for one in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    assert read["messages"][0]["metadata"] == mark
    plain = await client.conversations_history(channel="C0001")
    assert "metadata" not in plain["messages"][0]


async def test_only_one_person_sees_what_is_for_them(slack, client):
    await client.chat_postEphemeral(channel="C0001", user="U0001", text="psst")
    assert slack.in_channel("C0001") == []
    assert [seen(one).lines for one in slack.ephemeral] == [["psst"]]


async def test_channels_and_people_can_be_looked_up(slack, client):
    slack.groups["S0001"] = ["U0001"]
    slack.add_channel("C0006", member=False)
    listed = await client.conversations_list(limit=2)
    assert [one["id"] async for page in listed for one in page["channels"]] == [
        "C0001", "C0002", "C0006",
    ]  # fmt: skip
    await client.conversations_join(channel="C0006")
    assert (await client.conversations_info(channel="C0006"))["channel"]["is_member"]
    assert (await client.users_info(user="U0001"))["user"]["tz"] == "Europe/London"
    assert (await client.usergroups_users_list(usergroup="S0001"))["users"] == ["U0001"]
    direct = await client.conversations_open(users="U0001")
    assert await client.conversations_open(users=["U0001"])
    assert slack.channels[direct["channel"]["id"]].with_user == "U0001"


async def test_a_modal_needs_a_trigger_that_is_fresh(slack, client):
    trigger = slack.trigger()
    opened = await client.views_open(trigger_id=trigger, view=MODAL)
    await client.views_update(view_id=opened["view"]["id"], view=MODAL)
    await client.views_publish(user_id="U0001", view={"type": "home", "blocks": []})
    assert await refused(client.views_open(trigger_id=trigger, view=MODAL)) == "expired_trigger_id"
    assert [method for method, _ in slack.views] == ["views.open", "views.update", "views.publish"]


async def test_a_code_is_exchanged_once_and_a_token_can_be_revoked(slack, client):
    slack.codes["code-1"] = TEAM
    exchange = {"client_id": "1", "client_secret": "2", "code": "code-1"}
    installed = await AsyncWebClient(base_url=slack.api_url).oauth_v2_access(**exchange)
    assert (installed["access_token"], installed["team"]["id"]) == (TOKEN, TEAM)
    assert await refused(client.oauth_v2_access(**exchange)) == "invalid_code"
    await client.auth_revoke()
    assert await refused(client.auth_test()) == "token_revoked"


async def test_a_file_is_uploaded_in_three_steps(slack, client):
    await client.files_upload_v2(channel="C0001", content="BEGIN:VCALENDAR", filename="a.ics")
    (file,) = slack.files.values()
    assert (file["content"], file["channel"]) == (b"BEGIN:VCALENDAR", "C0001")


async def test_limits_are_by_channel_or_by_method(slack, client):
    slack.faults.trouble(Fault.LIMIT, None, channel="C0001", retry_after=9)
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C0001", text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "9"
    await client.chat_postMessage(channel="C0002", text="x")
    slack.faults.clear()
    await client.chat_postMessage(channel="C0001", text="x")


async def test_an_envelope_is_acknowledged(slack, socket):
    event = {"type": "event_callback", "event": {"type": "app_home_opened"}}
    assert await slack.sockets.envelope("events_api", event) == {}
    command = await slack.sockets.envelope("slash_commands", {"command": "/diplo"})
    assert command == {"text": "taken"}
    assert [kind for kind, _ in socket.taken] == ["events_api", "slash_commands"]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_client_that_is_asked_to_leave_comes_back(slack, socket, reason):
    await slack.sockets.ask_to_leave(reason)
    await slack.sockets.connected(times=2)
    assert await slack.sockets.envelope("slash_commands", {"command": "/diplo"})
    assert slack.calls["apps.connections.open"] == 2


async def test_a_client_that_is_cut_off_comes_back(slack, socket):
    await slack.sockets.cut()
    await slack.sockets.connected(times=2)


@pytest.fixture
async def app_over_http(slack, client):
    """An app made with slack-bolt, that answers over HTTP."""
    app = AsyncApp(client=client, signing_secret=SECRET)
    app.heard = asyncio.Queue()

    @app.command("/diplo")
    async def _command(ack, command):
        await ack(f"you said {command['text']}")

    @app.action("diplo:event")
    async def _action(ack, action, client, body):
        await ack()
        await app.heard.put(action["value"])

    @app.event("app_home_opened")
    async def _home(event):
        await app.heard.put(event["user"])

    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    app.url = f"http://{LOOPBACK}:{runner.addresses[0][1]}/slack/events"
    yield app
    await runner.cleanup()


async def test_a_signed_request_is_believed(app_over_http):
    sends = SlackSends(app_over_http.url, SECRET)
    assert await sends.command("event a-visit") == (200, "you said event a-visit")
    click = {
        "type": "block_actions", "user": {"id": "U0001"}, "team": {"id": TEAM},
        "actions": [{"action_id": "diplo:event", "block_id": "b", "type": "button", "value": "v"}],
    }  # fmt: skip
    assert (await sends.interaction(click))[0] == 200
    assert (await sends.event({"type": "app_home_opened", "user": "U0001"}))[0] == 200
    async with asyncio.timeout(5):
        assert {await app_over_http.heard.get(), await app_over_http.heard.get()} == {"v", "U0001"}


async def test_a_forged_or_old_request_is_not_believed(app_over_http):
    body, kind = "command=%2Fdiplo&text=x", "application/x-www-form-urlencoded"
    forged = SlackSends(app_over_http.url, "another secret")
    assert (await forged.send(body, kind))[0] == 401
    old = SlackSends(app_over_http.url, SECRET)
    assert (await old.send(body, kind, at=1_700_000_000))[0] == 401
    assert (await old.send(body, kind, signature="v0=00"))[0] == 401
