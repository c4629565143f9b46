"""Text that wants to call people, lead elsewhere or hide: in every field, nothing comes of it."""

import pytest

from bot.ports import TryLater, Undeliverable
from tests.adapters.slack.desk import card, post
from tests.adapters.slack.front import screen
from tests.fakes.slack import Fault, seen
from tests.fakes.slack.checks import _problems

NASTY = [
    "<!channel> <!here> <!everyone>",
    "<@U0001> @here &lt;!channel&gt; &amp;lt;!channel&amp;gt;",
    "<https://evil.example|the minister> https://evil.example",
    "\u202eevil\u202d \u200b\u200d\u2060\ufeff visit",
    "*bold* _i_ ~s~ `code` > quote :bomb:",
    "x" * 9000,
    "'\"; DROP TABLE event; -- \x00 \ud83d",
    "𒐫" * 300 + "e" + "\u0301" * 300,
]
FIELDS = ("title", "city", "note", "source", "on", "certainty", "zone")


def harmless(shown):
    hidden = [one for one in shown.text if one in "\u202e\u202d\u200b\u2060\ufeff\x00"]
    return not shown.pings and not shown.links and not hidden


@pytest.mark.parametrize("nasty", NASTY)
async def test_typed_behind_a_command(front, nasty):
    text = nasty.encode("utf-8", "replace").decode()
    for line in ("{}", "event {}", "actor {}", "help {}", "subscribe name:{}", "why {}"):
        await front.type(line.format(text))
        said = await front.responses.next()
        assert harmless(screen(said)), line
        blocks = [*said["blocks"], *(b for a in said["attachments"] for b in a["blocks"])]
        assert list(_problems(blocks)) == []


@pytest.mark.parametrize("nasty", NASTY)
async def test_written_into_a_form(front, slack, nasty):
    slack.users["U0001"].is_admin = True
    text = nasty.encode("utf-8", "replace").decode()
    await front.type("add")
    view = await front.view()
    for field in FIELDS:
        told = {"title": "A meeting", "kind": "meeting"} | {field: text}
        answer = await front.send(view, **told)
        if answer["response_action"] == "update":
            assert harmless(screen({"blocks": answer["view"]["blocks"]}))
            assert list(_problems(answer["view"]["blocks"])) == []
        else:
            (problem,) = answer["errors"].values()
            assert 0 < len(problem) <= 500


@pytest.mark.parametrize("nasty", NASTY[:5])
async def test_as_somebodys_name(front, slack, nasty):
    slack.users["U0001"].name = nasty
    await front.press("diplo:claim", "visit")
    assert harmless(await front.answer())
    await front.press("diplo:share", "1 event visit", user={"id": "U0001", "name": nasty})
    said = await front.responses.next()
    assert said["response_type"] == "in_channel"
    assert harmless(screen(said))


@pytest.mark.parametrize("nasty", NASTY[:5])
async def test_as_the_name_of_a_channel_and_of_a_zone(front, slack, nasty):
    slack.users["U0001"].is_admin = True
    slack.users["U0001"].tz = nasty
    slack.channels["C0001"].name = nasty
    await front.type("subscribe kinds:visit", channel_name="privategroup")
    assert harmless(await front.answer())
    await front.happens({"type": "app_home_opened", "user": "U0001", "tab": "home"})
    home = await front.view("views.publish")
    assert harmless(screen({"blocks": home["blocks"]}))


@pytest.mark.parametrize("nasty", NASTY)
async def test_in_a_message_that_is_looked_up_or_proposed(front, slack, nasty):
    slack.users["U0001"].is_admin = True
    text = nasty.encode("utf-8", "replace").decode()
    for callback in ("diplo.look_up_message", "diplo.propose_from_message"):
        told = {"type": "message_action", "callback_id": callback, "message": {"text": text}}
        await front.interact(**front.by(), **told)
        view = await front.view()
        if callback == "diplo.look_up_message":
            view = await front.view("views.update")
        assert harmless(screen({"blocks": view["blocks"]}))


async def test_a_name_of_a_person_is_no_mention_also_in_a_channel(slack, front, stage):
    platform = stage.desk.platforms["slack"]
    shown = card("Seen by U0001, UNESCO2 and W40400")
    await platform.post(post(shown))
    told = seen(slack.in_channel("C0001")[-1])
    assert "Seen by @ada, UNESCO2 and W40400" in told.text
    assert told.pings == []


async def test_who_runs_the_workspace_is_told_of_troubles(slack, front, stage):
    platform = stage.desk.platforms["slack"]
    slack.add_user("U0002", "bo", is_owner=True)
    await platform.warn("t0001", card("Trouble"), "token-1")
    (told,) = front.posted
    assert slack.channels[told.channel].with_user == "U0002"
    slack.faults.trouble(Fault.LIMIT, method="users.list")
    with pytest.raises(TryLater):
        await platform.warn("t0001", card("Trouble"), "token-2")
    slack.faults.trouble(Fault.CODE, method="users.list", code="missing_scope")
    with pytest.raises(Undeliverable):
        await platform.warn("t0001", card("Trouble"), "token-3")
