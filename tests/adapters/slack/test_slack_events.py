"""What happens in Slack: mentions, links, channels that change, the app that is removed."""

import pytest

from tests.adapters.slack.front import connected, screen
from tests.fakes.slack import seen
from tests.fakes.slack.server import BOT

MENTION = {"type": "app_mention", "user": "U0001", "channel": "C0001", "ts": "1718600000.000100"}
CLOSED = "Nothing can be posted"
LINK = "https://dragoman.example.org/event/visit"


@pytest.fixture
async def alerted(front, slack):
    """A desk that is told of visits."""
    slack.users["U0001"].is_admin = True
    await front.asked("subscribe kinds:visit style:new")
    return front


async def channels(front):
    return (await front.asked("subscriptions")).text


async def test_a_mention_is_answered_in_its_thread(front, slack):
    said = slack.somebody_says("C0001", "x")
    await front.happens(MENTION | {"ts": said.ts, "text": f"<@{BOT}> event visit"})
    answer = await front.posted.next()
    assert answer.thread_ts == said.ts
    assert "The visit" in seen(answer).text
    await front.happens(MENTION | {"ts": said.ts, "text": f"<@{BOT}> visit"})
    assert "The visit" in seen(await front.posted.next()).text


async def test_a_mention_changes_nothing_and_repeats_nothing_that_pings(front, slack):
    slack.users["U0001"].is_admin = True
    for text in ("cancel visit", "<!channel> <https://evil.example|x>", "\u202e\u200b" * 500, ""):
        await front.happens(MENTION | {"text": f"<@{BOT}> {text}"})
        shown = seen(await front.posted.next())
        assert shown.pings == []
        assert shown.links == []
    assert "ancelled" not in (await front.asked("event visit")).text


async def test_the_link_of_a_calendar_is_not_for_all_to_see(alerted):
    await alerted.happens(MENTION | {"text": f"<@{BOT}> feed visit"})
    assert "feed changes something" in seen(await alerted.posted.next()).text
    assert (await alerted.asked("feed")).buttons == []
    assert (await alerted.asked("subscriptions")).buttons != []


async def test_our_own_words_are_not_answered(front):
    await front.happens(MENTION | {"text": "event visit", "user": BOT})
    await front.happens(MENTION | {"text": "event visit", "bot_id": "B0002"})
    await front.asked("event visit")
    assert front.posted == []


async def test_what_slack_sends_again_is_handled_once(front):
    again = MENTION | {"text": "event visit"}
    for attempt in (0, 1, 2):
        more = {"retry_attempt": attempt, "retry_reason": "timeout"}
        told = {"type": "event_callback", "team_id": "T0001", "event_id": "Ev1", "event": again}
        assert await front.slack.sockets.envelope("events_api", told, **more) == {}
    await front.posted.next()
    await front.asked("event visit")
    assert len(front.posted) == 1


async def test_a_link_of_ours_unfolds(slack, stage):
    async with connected(slack, stage, public_url="https://dragoman.example.org") as front:
        other = "https://evil.example.org/event/visit"
        links = [{"url": LINK}, {"url": other}, {"url": f"{LINK}-unknown"}, {}, None]
        event = {"type": "link_shared", "user": "U0001", "channel": "C0001", "links": links}
        await front.happens(event | {"message_ts": "1718600000.000100"})
        method, args = await front.views.next()
        assert (method, args["channel"], args["ts"]) == (
            "chat.unfurl", "C0001", "1718600000.000100",
        )  # fmt: skip
        assert list(args["unfurls"]) == [LINK]
        assert "The visit" in screen({"blocks": args["unfurls"][LINK]["blocks"]}).text


async def test_a_channel_that_is_renamed_is_known_by_its_new_name(alerted):
    await alerted.happens({"type": "channel_rename", "channel": {"id": "C0001", "name": "envoys"}})
    await alerted.news.next()
    private = {"channel_name": "privategroup"}
    assert "envoys" in (await alerted.asked("subscriptions", **private)).text


CLOSING = [
    {"type": "channel_archive", "channel": "C0001", "user": "U0001"},
    {"type": "group_deleted", "channel": "C0001"},
    {"type": "channel_left", "channel": "C0001"},
    {"type": "member_left_channel", "channel": "C0001", "user": BOT},
    {"type": "app_uninstalled"},
    {"type": "tokens_revoked", "tokens": {"bot": [BOT]}},
]


@pytest.mark.parametrize("closing", CLOSING, ids=lambda one: one["type"])
async def test_nothing_is_sent_to_a_channel_that_is_closed_and_nothing_lost(
    alerted, stage, closing
):
    await alerted.happens(closing)
    await alerted.news.next()
    assert CLOSED in await channels(alerted)


OPENING = [
    {"type": "channel_unarchive", "channel": "C0001", "user": "U0001"},
    {"type": "member_joined_channel", "channel": "C0001", "user": BOT},
]


@pytest.mark.parametrize("opening", OPENING, ids=lambda one: one["type"])
async def test_what_was_held_is_sent_when_the_channel_opens(alerted, stage, slack, opening):
    await alerted.happens(CLOSING[0])
    await alerted.news.next()
    await stage.change(planned={"start": "2024-06-20", "end": "2024-06-21"})
    held = len(slack.in_channel("C0001"))
    await alerted.happens(opening)
    await alerted.news.next()
    assert CLOSED not in await channels(alerted)
    await stage.pass_time(stage.now - stage.now)
    assert len(slack.in_channel("C0001")) > held


async def test_other_people_come_and_go_as_they_please(alerted):
    await alerted.happens({"type": "member_left_channel", "channel": "C0001", "user": "U0001"})
    await alerted.happens({"type": "tokens_revoked", "tokens": {"oauth": ["U0001"]}})
    assert CLOSED not in await channels(alerted)
    assert alerted.news == []


@pytest.mark.parametrize(
    "event",
    [
        {"type": "channel_rename"},
        {"type": "channel_rename", "channel": {"id": None, "name": 7}},
        {"type": "channel_archive", "channel": None},
        {"type": "tokens_revoked"},
        {"type": "app_mention"},
        {"type": "app_home_opened"},
        {"type": "link_shared", "links": None, "user": "U0001"},
    ],
)
async def test_an_event_that_lacks_something_does_no_harm(alerted, event, caplog):
    assert await alerted.happens(event) == {}
    assert CLOSED not in await channels(alerted)
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []
