"""`/diplo …` over Socket Mode: the real app, the real clients, the real counter."""

import asyncio

import pytest

from adapters.slack.adapter import SLACK
from adapters.slack.listening.front_door import ABREAST
from adapters.slack.listening.incoming import typed
from bot.commands.table import COMMANDS
from bot.counter import Counter
from bot.store.database import StoreError
from tests.adapters.slack.front import busy, connected, screen, words
from tests.fakes.slack import Fault


async def test_a_question_is_answered_to_whoever_asked(front):
    assert await front.type("event visit") == {}  # acknowledged, with nothing to say yet
    said = await front.responses.next()
    assert said["response_type"] == "ephemeral"
    shown = screen(said).text
    assert "The visit" in shown
    assert "[Share in channel]" in shown


async def test_every_command_is_explained_with_examples(front):
    for command in COMMANDS:
        shown = await front.asked(f"help {command.name}")
        assert shown.text.startswith(command.name)
        said = [typed(one) for one in shown.lines]
        assert all(f"• {one}" in said for one in command.examples)


async def test_help_gives_examples_and_a_slip_of_the_pen_gets_the_nearest(front):
    first = await front.asked("")
    assert "• upcoming next 2 weeks" in first.lines
    (following,) = [one for one in first.buttons if one["text"]["text"] == "Next page"]
    await front.press(following["action_id"], following["value"])
    assert "What you can ask (2/2)" in (await front.answer()).lines
    slip = await front.asked("upcomming")
    assert "did you mean upcoming?" in slip.text
    assert "[Share in channel]" not in slip.text


async def test_it_is_acknowledged_although_the_database_hangs(front, stage):
    async with busy(stage):
        acknowledged = await front.type("claim visit")  # has to wait for us to let go
        assert acknowledged == {}
        assert front.responses == []
    assert "The visit" in (await front.answer()).text


async def test_look_ups_take_turns_and_every_command_is_acknowledged_meanwhile(front, monkeypatch):
    answer, go, running = Counter.answer, asyncio.Event(), []
    peaks = []

    async def slow(self, request):
        running.append(request)
        peaks.append(len(running))
        await go.wait()
        running.remove(request)
        return await answer(self, request)

    monkeypatch.setattr(Counter, "answer", slow)
    asked = ABREAST + 2
    for _ in range(asked):
        assert await front.type("event visit") == {}
    go.set()
    for _ in range(asked):
        assert "The visit" in (await front.answer()).text
    assert max(peaks) == ABREAST


async def test_it_is_acknowledged_although_slack_does_not_say_who_asks(slack, front):
    slack.faults.trouble(Fault.HANG, None, method="users.info")
    async with asyncio.timeout(3):
        assert await front.type("event visit") == {}


async def test_a_core_that_fails_leaves_nobody_without_a_word(slack, front, monkeypatch):
    async def broken(*_):
        raise StoreError

    monkeypatch.setattr(Counter, "answer", broken)
    monkeypatch.setattr(Counter, "suggest", broken)
    assert await front.type("event visit") == {}
    assert "cannot answer just now" in (await front.answer()).text
    assert await front.press("diplo:claim", "visit") == {}
    assert "cannot answer just now" in (await front.answer()).text
    await front.type("subscribe")
    view = await front.view()
    assert await front.suggest(view, "actors", "envoy") == []
    assert "cannot answer just now" in words((await front.send(view, kinds="visit"))["view"])


async def test_the_name_of_the_command_is_a_setting(slack, stage):
    async with connected(slack, stage, command="/envoys") as front:
        assert "The visit" in (await front.asked("event visit", command="/envoys")).text
    manifest = SLACK.papers["manifest"]({"command": "envoys"})
    assert "command: /envoys" in manifest


async def test_a_channel_is_known_by_what_slack_calls_it(front):
    front.slack.users["U0001"].is_admin = True
    front.slack.add_channel("C0009", "secret-room", private=True)
    shown = await front.asked(
        "subscribe kinds:visit", channel_id="C0009", channel_name="privategroup"
    )
    assert "secret-room" in shown.text
    assert "privategroup" not in shown.text


async def test_who_runs_the_workspace_may_subscribe_and_others_may_not(slack, front):
    refused = await front.asked("subscribe kinds:visit")
    assert "needs the role admin" in refused.text
    slack.add_user("U0002", "bo", is_admin=True)
    assert (
        "needs the role" not in (await front.asked("subscribe kinds:visit", user_id="U0002")).text
    )


async def test_a_guest_from_elsewhere_runs_nothing_here(slack, front, monkeypatch):
    guest = slack.add_user("U0002", "bo", is_admin=True)
    foreign = guest.as_json() | {"team_id": "T0999"}
    monkeypatch.setattr(type(guest), "as_json", lambda _: foreign)
    assert "needs the role admin" in (await front.asked("pause", user_id="U0002")).text


async def test_an_editor_by_person_by_group_and_by_channel(slack, front):
    slack.add_user("U0002", "bo", is_admin=True)
    slack.add_user("U0003", "cy")
    slack.groups["S0001"] = ["U0003"]
    cancel = "cancel visit source:VNA"
    assert "needs the role editor" in (await front.asked(cancel)).text
    await front.asked("roles <@U0001|ada> editor", user_id="U0002")
    assert "needs the role" not in (await front.asked(cancel)).text
    assert "needs the role editor" in (await front.asked(cancel, user_id="U0003")).text
    await front.asked("roles S0001 editor", user_id="U0002")
    assert "needs the role" not in (await front.asked(cancel, user_id="U0003")).text
    slack.add_user("U0004", "di")
    assert "needs the role editor" in (await front.asked(cancel, user_id="U0004")).text
    await front.asked("roles <#C0001|desk> editor", user_id="U0002")
    assert "needs the role" not in (await front.asked(cancel, user_id="U0004")).text


async def test_direct_messages_are_ones_own_watch_list(slack, front, stage):
    """Also where it is typed between two people, where we could post nothing."""
    direct = {"channel_id": "D0404", "channel_name": "directmessage"}
    made = await front.asked("subscribe kinds:visit style:new", **direct)
    assert "ada (direct)" in made.text
    await stage.change(planned={"start": "2024-06-20", "end": "2024-06-21"})
    alert = await front.posted.next()
    assert slack.channels[alert.channel].with_user == "U0001"


@pytest.mark.parametrize(
    "line",
    [
        "roles <@U0001> admin",
        "cancel visit source:VNA",
        "add title:X",
        "revise visit on:2024-07-01",
        "postpone visit",
    ],
)
async def test_nobody_gets_more_rights_in_their_own_messages(front, line):
    """What concerns others is as forbidden there as anywhere."""
    assert "needs the role" in (await front.asked(line, channel_id="D0404")).text
    assert "1 editor" not in (await front.asked("roles", channel_id="D0404")).text


async def test_slack_knows_in_which_zone_a_channel_begins(slack, front):
    slack.users["U0001"].tz = "Asia/Tokyo"
    slack.users["U0001"].is_admin = True
    await front.asked("subscribe kinds:visit digest:08:00")
    assert "Asia/Tokyo" in (await front.asked("subscriptions")).text


async def test_without_the_scope_there_are_no_groups_and_all_else_works(slack, front):
    slack.faults.trouble(Fault.CODE, None, method="usergroups.list", code="missing_scope")
    assert "The visit" in (await front.asked("event visit")).text
    assert "The visit" in (await front.asked("event visit")).text
    assert slack.calls["usergroups.list"] == 1
    assert slack.calls["users.info"] == 1
