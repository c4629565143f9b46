"""The App Home, and the shortcuts: what somebody can do without being in any channel."""

import pytest

from tests.adapters.slack.front import words
from tests.fakes.slack.checks import _problems
from tests.stage import visit

OPENED = {"type": "app_home_opened", "user": "U0001", "channel": "D0001", "tab": "home"}
MESSAGE = {"ts": "1718600000.000100", "user": "U0002", "text": "The visit is on, &lt;he&gt; says"}


async def home(front):
    await front.happens(OPENED)
    return await front.view("views.publish")


async def test_the_home_shows_what_is_ones_own(front, slack, stage):
    slack.users["U0001"].tz = "Asia/Tokyo"
    await front.asked("subscribe kinds:visit name:visits", channel_id="D0404")
    await stage.hear(visit("summit", planned={"start": "2024-06-05"}))
    view = await home(front)
    assert view["type"] == "home"
    assert list(_problems(view["blocks"][:50])) == []
    shown = words(view)
    assert "Your zone is Asia/Tokyo" in shown
    assert "visits" in shown
    assert "The summit" in shown
    assert "[Change]" in shown
    assert "[Add to my watch list]" in shown


async def test_the_messages_tab_is_not_the_home(front):
    await front.happens(OPENED | {"tab": "messages"})
    assert "The visit" in (await front.asked("event visit")).text
    assert front.views == []


async def test_the_watch_list_is_changed_on_the_home(front):
    at_home = {"view": {"type": "home", "private_metadata": ""}}
    here = front.by(channel=None) | at_home | {"type": "block_actions"}
    await front.interact(**here, actions=[{"action_id": "diplo:subscribe", "block_id": "b"}])
    view = await front.view()
    done = await front.send(view, kinds="visit", name="mine")
    assert "ada (direct)" in words(done["view"])
    again = front.by(channel=None) | at_home | {"type": "block_actions"}
    await front.interact(**again, actions=[{"action_id": "diplo.home", "block_id": "b"}])
    assert "mine" in words(await front.view("views.publish"))


async def test_a_button_on_the_home_is_answered_in_a_modal(front):
    here = front.by(channel=None) | {"view": {"type": "home"}, "type": "block_actions"}
    pressed = {"action_id": "diplo:event", "block_id": "b", "value": "visit"}
    await front.interact(**here, actions=[pressed])
    assert "One moment" in words(await front.view())
    assert "The visit" in words(await front.view("views.update"))


async def test_what_somebody_may_not_is_said_in_the_modal(front):
    here = front.by(channel=None) | {"view": {"type": "home"}, "type": "block_actions"}
    await front.interact(**here, actions=[{"action_id": "diplo:add", "block_id": "b"}])
    assert "needs the role editor" in words(await front.view())


async def test_something_is_looked_up_from_anywhere(front):
    await front.interact(**front.by(channel=None), type="shortcut", callback_id="diplo.look_up")
    view = await front.view()
    for line in ("visit", "event visit", "who is envoy"):
        view["state"] = {"values": {"line": {"diplo.input": {"value": line}}}}
        told = front.by(channel=None) | {"type": "view_submission", "view": {**view, "id": "V1"}}
        answer = await front.interact(**told)
        assert answer["response_action"] == "update"
    view["state"] = {"values": {"line": {"diplo.input": {"value": "claim visit"}}}}
    told = front.by(channel=None) | {"type": "view_submission", "view": {**view, "id": "V1"}}
    assert "changes something" in words((await front.interact(**told))["view"])


@pytest.mark.parametrize("lacking", [{}, {"state": None}, {"state": {"values": {"line": None}}}])
async def test_an_empty_question_closes_the_modal(front, lacking):
    view = {"id": "V1", "type": "modal", "callback_id": "diplo.look_up", **lacking}
    told = front.by(channel=None) | {"type": "view_submission", "view": view}
    assert await front.interact(**told) == {"response_action": "clear"}


async def test_a_message_is_looked_up(front):
    told = {"type": "message_action", "callback_id": "diplo.look_up_message"}
    await front.interact(**front.by() | told | {"message": MESSAGE | {"text": "the visit"}})
    await front.view()
    assert "The visit" in words(await front.view("views.update"))


async def test_an_event_is_proposed_from_a_message(front, slack):
    told = {"type": "message_action", "callback_id": "diplo.propose_from_message"}
    await front.interact(**front.by() | told | {"message": MESSAGE})
    assert "needs the role editor" in words(await front.view())
    slack.add_user("U0002", "bo", is_admin=True)
    await front.interact(**front.by("U0002") | told | {"message": MESSAGE})
    view = await front.view()
    fields = {one["block_id"]: one["element"] for one in view["blocks"]}
    assert fields["title"]["initial_value"] == "The visit is on, <he> says"
    link = "https://loopback.slack.com/archives/C0001/p1718600000000100"
    assert fields["source"]["initial_value"] == link


async def test_a_shortcut_of_another_version_is_acknowledged(front):
    told = {"type": "shortcut", "callback_id": "diplo.from_the_past"}
    assert await front.interact(**front.by(channel=None), **told) == {}
