"""Forms: opened where a command stands alone, helped along, sent, and what is wrong with them."""

import json

import pytest

from adapters.slack.listening.forms import FORMS, form
from adapters.slack.listening.incoming import Place
from bot.commands.table import BY_NAME
from tests.adapters.slack.front import busy, words
from tests.fakes.slack import Fault
from tests.fakes.slack.checks import _problems

HERE = Place("T0001", "U0001", "C0001", "desk")


@pytest.fixture
def boss(slack):
    slack.users["U0001"].is_admin = True


def shown(name, **initial):
    return form(BY_NAME[name], HERE.written(), initial)


def fields(view):
    return {one["block_id"]: one["element"] for one in view["blocks"]}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_a_field_for_every_option_and_slack_takes_it(name):
    view = shown(name)
    asked = [one.name for one in BY_NAME[name].options if not one.terminal]
    assert list(fields(view)) == asked
    assert list(_problems(view["blocks"])) == []
    assert len(view["title"]["text"]) <= 24
    assert len(view["private_metadata"]) <= 3000


def test_each_field_suits_what_it_holds():
    subscribe, add, revise = (fields(shown(one)) for one in ("subscribe", "add", "revise"))
    assert subscribe["actors"]["type"] == "multi_external_select"
    assert subscribe["zone"]["type"] == subscribe["name"]["type"] == "external_select"
    assert [one["value"] for one in subscribe["exposure"]["options"]] == ["yes", "no"]
    assert add["on"]["type"] == add["title"]["type"] == "plain_text_input"
    assert add["note"]["multiline"] is True
    assert revise["event"]["type"] == "external_select"


def test_what_is_known_stands_there_already():
    known = fields(shown("add", title="A visit", kind="visit", who="envoy,guest", country="KP"))
    assert known["title"]["initial_value"] == "A visit"
    assert known["kind"]["initial_option"]["value"] == "visit"
    assert [one["value"] for one in known["who"]["initial_options"]] == ["envoy", "guest"]
    assert "initial_option" not in fields(shown("add", kind="nonsense"))["kind"]


async def test_a_form_opens_where_nothing_stands_behind_the_command(front, boss):
    for name in FORMS:
        assert await front.type(name) == {}
        assert (await front.view())["callback_id"] == f"diplo.form:{name}"
    assert front.responses == []


async def test_where_no_form_opens_words_will_do(front, boss):
    assert "write cancel EVENT" in (await front.asked("cancel", trigger_id="stale")).text


async def test_a_subscription_is_made_with_a_form(front, boss, stage):
    await front.type("subscribe")
    view = await front.view()
    done = await front.send(view, actors=["envoy"], style="new", name="envoys", digest="08:00")
    assert done["response_action"] == "update"
    assert "envoys" in words(done["view"])
    await stage.change(planned={"start": "2024-06-20", "end": "2024-06-21"})
    assert (await front.posted.next()).channel == "C0001"


async def test_names_are_offered_while_one_types(front, boss):
    assert await front.suggest(shown("subscribe"), "actors", "envoy") == ["Ada Envoy"]
    assert "North Korea" in await front.suggest(shown("add"), "country", "north k")
    assert "Asia/Tokyo" in await front.suggest(shown("subscribe"), "zone", "tok")
    assert "The visit" in await front.suggest(shown("cancel"), "event", "visit")
    await front.asked("subscribe kinds:visit name:visits")
    assert await front.suggest(shown("subscribe"), "name", "vis") == ["visits"]


async def test_other_channels_subscriptions_are_not_offered(front, boss):
    await front.asked("subscribe kinds:visit name:visits")
    elsewhere = form(BY_NAME["subscribe"], Place("T0001", "U0001", "C0002", "lab").written(), {})
    assert await front.suggest(elsewhere, "name", "vis") == []


async def test_what_cannot_be_suggested_is_an_empty_list(front, slack):
    assert await front.suggest(shown("subscribe"), "nothing", "x") == []
    assert await front.suggest({}, "actors", "envoy") == []
    assert await front.suggest(shown("subscribe"), "actors", "\x00\u202e" * 200) == []


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"actors": ["nobody-at-all"]}, "actors"),
        ({"digest": "at noon"}, "digest"),
        ({"quiet": "always"}, "quiet"),
        ({"certainty": "very"}, "certainty"),
        ({"locale": "x" * 301}, "locale"),
        ({"countries": ["KP", "nowhere-land"]}, "countries"),
    ],
)
async def test_what_is_wrong_is_said_at_the_field(front, boss, told, field):
    answer = await front.send(shown("subscribe"), **told)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [field]
    assert answer["errors"][field]


async def test_what_is_missing_is_said_at_its_field(front, boss):
    answer = await front.send(shown("add"), kind="visit")
    assert list(answer["errors"]) == ["title"]


async def test_editors_record_and_everybody_else_learns_why_not(front, slack):
    for name in ("add", "revise", "cancel", "postpone"):
        assert "needs the role editor" in (await front.asked(name)).text
        refused = await front.send(shown(name), event="visit", title="x")
        assert "needs the role editor" in words(refused["view"])
    assert front.views == []
    slack.add_user("U0002", "bo", is_admin=True)
    recorded = await front.send(shown("cancel"), "U0002", event="visit", source="VNA")
    assert "The visit" in words(recorded["view"])
    assert "ancelled" in (await front.asked("event visit")).text


async def test_an_event_is_added_revised_and_put_off(front, boss):
    told = {"title": "A <!channel> summit", "kind": "summit", "who": ["envoy"], "on": "2024-07-01"}
    added = await front.send(shown("add"), **told, source="VNA")
    assert "summit" in words(added["view"])
    found = await front.asked("event summit")
    assert found.pings == []
    revised = await front.send(shown("revise"), event="visit", on="2024-06-22", source="VNA")
    assert "22" in words(revised["view"])
    later = await front.send(shown("postpone"), event="visit", reason="illness", source="VNA")
    assert "ostponed" in words(later["view"])


@pytest.fixture
def impatient(monkeypatch):
    for room in ("modals", "prompt"):  # to open one, and to answer one
        monkeypatch.setattr(f"adapters.slack.listening.{room}.PROMPT", 0.05)


async def test_a_slow_database_is_waited_for_in_the_modal(front, boss, stage, impatient):
    async with busy(stage):
        answer = await front.send(shown("subscribe"), kinds="visit")
        assert "One moment" in words(answer["view"])
    assert "visit" in words(await front.view("views.update"))


async def test_a_form_opens_although_slack_does_not_say_who_asks(front, slack, impatient):
    slack.faults.trouble(Fault.HANG, None, method="users.info")
    await front.type("cancel")
    assert (await front.view())["callback_id"] == "diplo.form:cancel"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"state": None},
        {"state": {"values": None}},
        {"state": {"values": {"title": None}}},
        {"state": {"values": {"title": {"x": None}}}},
        {"private_metadata": "{"},
        {"private_metadata": '{"team": 1}'},
        {"private_metadata": json.dumps({"who": "U0002", "team": "T0001"})},
        {"callback_id": "diplo.form:nothing"},
        {"callback_id": "somebody-elses"},
    ],
)
async def test_a_form_that_lacks_something_is_answered_all_the_same(front, boss, spoilt):
    told = front.sent(shown("add"), title="A visit")
    answer = await front.interact(**told | {"view": told["view"] | spoilt})
    assert answer["response_action"] in ("errors", "update")


async def test_nobody_gets_anothers_rights_by_what_a_form_carries(front, slack):
    slack.add_user("U0002", "bo", is_admin=True)
    told = front.sent(shown("cancel"), event="visit")
    told["view"]["private_metadata"] = Place("T0001", "U0002", "C0001", "desk").written()
    answer = await front.interact(**told)
    assert "needs the role editor" in words(answer["view"])
