"""Posting, editing and finding, over the real client and a Slack that misbehaves."""

from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from adapters.slack.platform import SlackPlatform
from bot.cards.card import Paragraph
from bot.ports import MessageGone, Rejected, TryLater, Unclear, Undeliverable
from tests.adapters.slack.desk import DESK, FIRST, LAB, card, people_of, post, receipt, tokens_of
from tests.fakes.slack import Fault, seen
from tests.fakes.slack.server import TEAM

UNDELIVERABLE = (
    "channel_not_found", "not_in_channel", "is_archived", "token_revoked", "invalid_auth",
    "account_inactive", "missing_scope", "restricted_action",
)  # fmt: skip
REJECTED = ("invalid_blocks", "msg_too_long", "msg_blocks_too_long", "no_text")


def headings(slack, channel="C0001"):
    return [seen(one).lines[0] for one in slack.in_channel(channel)]


async def test_a_message_lands_in_its_channel(slack, platform):
    landed = await platform.post(post())
    (there,) = slack.in_channel("C0001")
    assert landed == receipt(there.ts)
    assert seen(there).lines == ["A visit", "It is on."]


async def test_slack_is_asked_to_make_nothing_of_the_text(slack, platform):
    await platform.post(post())
    sent = slack.messages[0].sent
    assert sent["parse"] == "none"
    assert sent["unfurl_links"] is sent["unfurl_media"] is sent["link_names"] is False


async def test_the_token_is_not_to_be_seen_but_in_the_metadata(slack, platform):
    await platform.post(post())
    (there,) = slack.messages
    assert FIRST not in seen(there).text + seen(there).notification
    assert there.metadata["event_payload"]["token"] == FIRST
    assert len(there.client_msg_id) == 36


async def test_an_edit_shows_the_new_card_and_nothing_of_the_old(slack, platform):
    landed = await platform.post(post(card("A visit", Paragraph(("Much",)), Paragraph(("more",)))))
    await platform.edit(landed, replace(card("Cancelled"), blocks=()))
    (there,) = slack.in_channel("C0001")
    assert seen(there).lines == ["Cancelled"]
    assert there.metadata["event_payload"]["token"] == FIRST


async def test_each_workspace_has_its_own_token(slack, platform):
    slack.add_team("T0002", "xoxb-other")
    slack.add_channel("C0003", team="T0002")
    await platform.post(post(address="T0002/C0003"))
    assert headings(slack, "C0003") == ["A visit"]
    with pytest.raises(Undeliverable, match="channel_not_found"):
        await platform.post(post(address=f"{TEAM}/C0003", token="other"))  # noqa: S106


async def test_where_one_token_serves_an_address_is_a_channel(slack):
    async def only(_workspace):
        return slack.teams[TEAM].token

    platform = SlackPlatform(only, people_of({}), api_url=slack.api_url)
    landed = await platform.post(post(address="C0001"))
    await platform.close()
    assert landed == receipt(slack.messages[0].ts, "C0001")


async def test_a_workspace_without_us_cannot_be_posted_to(platform):
    with pytest.raises(Undeliverable, match="not installed"):
        await platform.post(post(address="T9999/C0001"))


@pytest.mark.parametrize(
    ("codes", "meaning"), [(UNDELIVERABLE, Undeliverable), (REJECTED, Rejected)]
)
async def test_refusals_are_told_apart(slack, platform, codes, meaning):
    for code in codes:
        slack.faults.trouble(Fault.CODE, code=code)
        with pytest.raises(meaning, match=code):
            await platform.post(post())
    assert slack.messages == []


async def test_what_really_happens_to_channels_is_told_as_such(slack, platform):
    slack.channels["C0001"].archived = True
    with pytest.raises(Undeliverable, match="is_archived"):
        await platform.post(post())
    slack.channels["C0002"].member = False
    with pytest.raises(Undeliverable, match="not_in_channel"):
        await platform.post(post(address=LAB))
    slack.teams[TEAM].revoked = True
    with pytest.raises(Undeliverable, match="token_revoked"):
        await platform.post(post(address=LAB))


async def test_an_answer_that_nobody_knows_is_tried_again_much_later(slack, platform):
    slack.faults.trouble(Fault.CODE, code="moon_too_bright")
    with pytest.raises(TryLater, match="moon_too_bright") as later:
        await platform.post(post())
    assert later.value.after >= timedelta(minutes=5)
    await platform.post(post(token="other"))  # noqa: S106 - the channel is open to others


@pytest.mark.parametrize("fault", [Fault.DEAF, Fault.HANG, Fault.LOSE, Fault.DROP, Fault.BROKEN])
async def test_a_send_without_an_answer_is_unclear_and_never_repeated_by_the_library(
    slack, platform, fault
):
    slack.faults.trouble(fault)
    with pytest.raises(Unclear):
        await platform.post(post())
    assert slack.calls["chat.postMessage"] == 1
    assert len(slack.messages) == (fault in (Fault.DEAF, Fault.DROP))


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
async def test_what_slack_itself_is_not_sure_of_is_unclear(slack, platform, code):
    slack.faults.trouble(Fault.CODE, code=code)
    with pytest.raises(Unclear, match=code):
        await platform.post(post())


async def test_where_slack_cannot_be_reached_nothing_was_sent(slack):
    nowhere = SlackPlatform(tokens_of(slack), people_of({}), api_url="http://127.0.0.1:9/api/")
    with pytest.raises(TryLater):
        await nowhere.post(post())
    await nowhere.close()


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.HANG, Fault.BROKEN])
async def test_an_edit_whose_fate_is_not_known_can_be_made_again(slack, platform, fault):
    landed = await platform.post(post())
    slack.faults.trouble(fault, method="chat.update")
    with pytest.raises(TryLater):
        await platform.edit(landed, card("Moved"))
    await platform.edit(landed, card("Moved"))
    assert headings(slack) == ["Moved"]


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_message_that_may_not_be_edited_is_begun_anew(slack, platform, code):
    landed = await platform.post(post())
    slack.faults.trouble(Fault.CODE, method="chat.update", code=code)
    with pytest.raises(MessageGone):
        await platform.edit(landed, card("Moved"))


async def test_a_reply_is_in_the_thread(slack, platform):
    first = await platform.post(post())
    await platform.post(post(card("It moved"), token="second", thread=first))  # noqa: S106
    assert [one.thread_ts for one in slack.messages] == [None, first.message]


async def test_a_reply_after_an_edit_asks_nothing_more(slack, platform):
    first = await platform.post(post())
    await platform.edit(first, card("Moved"))
    await platform.post(post(token="second", thread=first))  # noqa: S106
    assert slack.calls["conversations.replies"] == 0


async def test_no_reply_strays_into_the_channel_when_its_thread_is_gone(slack, platform):
    first = await platform.post(post())
    slack.somebody_deletes(slack.messages[0])
    with pytest.raises(MessageGone):
        await platform.post(post(token="second", thread=first))  # noqa: S106
    assert slack.in_channel("C0001") == []


async def test_a_channel_that_may_not_be_read_can_be_replied_in(slack, platform):
    first = await platform.post(post())
    slack.faults.trouble(Fault.CODE, None, method="conversations.replies", code="missing_scope")
    await platform.post(post(card("It moved"), token="second", thread=first))  # noqa: S106
    assert headings(slack) == ["A visit", "It moved"]


async def test_only_those_whom_the_post_names_are_called(slack, platform):
    await platform.post(post(card("<!channel> <@U0002>"), mentions=("U0001", "S0001")))
    assert set(seen(slack.messages[0]).pings) == {"U0001", "S0001"}


async def test_an_edit_calls_nobody(slack, platform):
    landed = await platform.post(post(mentions=("U0001",)))
    await platform.edit(landed, card("Moved"))
    assert seen(slack.messages[0]).pings == []


async def test_the_people_in_charge_are_told_once_for_a_token(slack, platform):
    await platform.warn(TEAM.lower(), card("Trouble"), FIRST)
    await platform.warn(TEAM.lower(), card("Trouble"), FIRST)
    (told,) = slack.messages
    assert slack.channels[told.channel].with_user == "U0001"
    assert seen(told).lines[0] == "Trouble"


async def test_one_who_cannot_be_told_does_not_keep_it_from_the_others(slack):
    people = people_of({TEAM.lower(): ("U0404", "U0001")})
    platform = SlackPlatform(tokens_of(slack), people, api_url=slack.api_url)
    await platform.warn(TEAM.lower(), card("Trouble"), FIRST)
    await platform.close()
    assert len(slack.messages) == 1


async def test_where_nobody_is_known_the_warning_fails(platform):
    with pytest.raises(Undeliverable, match="nobody"):
        await platform.warn("elsewhere", card("Trouble"), FIRST)


async def test_no_token_is_in_what_is_said_or_logged(slack, platform):
    secret = slack.teams[TEAM].token
    slack.faults.trouble(Fault.CODE, code="invalid_auth")
    slack.faults.trouble(Fault.CODE, method="conversations.history", code="missing_scope")
    with structlog.testing.capture_logs() as logged:
        with pytest.raises(Undeliverable) as refused:
            await platform.post(post())
        await platform.find(DESK, FIRST)
    assert secret not in f"{refused.value!r} {refused.value.__cause__!r} {logged}"
    assert logged
