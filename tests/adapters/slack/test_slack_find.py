"""After an unclear send: the message is looked for, and not sent a second time."""

import pytest

from adapters.slack.sending.history import PAGE
from bot.ports import TryLater, Unclear
from tests.adapters.slack.desk import DESK, FIRST, LAB, card, post, receipt
from tests.fakes.slack import Fault

SECOND = "token-2"


async def test_a_message_that_arrived_without_an_answer_is_found(slack, platform):
    slack.faults.trouble(Fault.DROP)
    with pytest.raises(Unclear):
        await platform.post(post())
    assert await platform.find(DESK, FIRST) == receipt(slack.messages[0].ts)
    assert await platform.find(LAB, FIRST) is None


async def test_one_that_did_not_arrive_is_sent_then(slack, platform):
    slack.faults.trouble(Fault.LOSE)
    with pytest.raises(Unclear):
        await platform.post(post())
    assert await platform.find(DESK, FIRST) is None
    await platform.post(post())
    assert len(slack.messages) == 1


async def test_it_is_found_when_slack_has_forgotten_and_others_have_written(slack, platform):
    landed = await platform.post(post())
    slack.forget_client_ids()
    for number in range(PAGE + 10):
        slack.somebody_says("C0001", f"chatter {number}")
    assert await platform.find(DESK, FIRST) == landed
    assert slack.calls["conversations.history"] == 2


async def test_slack_itself_tells_a_repeat_of_the_same_delivery(slack, platform):
    assert await platform.post(post()) == await platform.post(post(card("Otherwise")))
    assert len(slack.messages) == 1


async def test_a_reply_is_found_in_its_thread(slack, platform):
    first = await platform.post(post())
    slack.faults.trouble(Fault.DROP, method="chat.postMessage")
    with pytest.raises(Unclear):
        await platform.post(post(token=SECOND, thread=first))
    assert await platform.find(DESK, SECOND) == receipt(slack.messages[1].ts)


async def test_a_reply_too_deep_for_the_search_is_found_before_it_is_sent(slack, platform):
    first = await platform.post(post())
    slack.faults.trouble(Fault.DROP, method="chat.postMessage")
    with pytest.raises(Unclear):
        await platform.post(post(token=SECOND, thread=first))
    slack.forget_client_ids()
    for number in range(PAGE * 5):
        slack.somebody_says("C0001", f"chatter {number}")
    assert await platform.find(DESK, SECOND) is None
    await platform.edit(first, card("Moved"))
    again = await platform.post(post(token=SECOND, thread=first))
    assert again == receipt(slack.messages[1].ts)
    assert len(slack.messages) == 2


async def test_metadata_of_others_is_nothing_to_us(slack, platform):
    for metadata in (
        {"event_type": "someone_elses", "event_payload": {"token": FIRST}},
        {"event_type": "dragoman_delivery", "event_payload": {"token": FIRST, "part": "x"}},
        {"event_type": "dragoman_delivery"},
    ):
        slack.somebody_says("C0001", "hello").metadata = metadata
    assert await platform.find(DESK, FIRST) is None


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.HANG, Fault.BROKEN, Fault.LIMIT])
async def test_a_search_that_fails_is_made_again(slack, platform, fault):
    slack.faults.trouble(fault, None)  # for good: the HTTP library itself reads twice
    with pytest.raises(TryLater):
        await platform.find(DESK, FIRST)


@pytest.mark.parametrize("code", ["missing_scope", "not_in_channel", "channel_not_found"])
async def test_a_history_that_may_not_be_read_holds_up_nothing(slack, platform, code):
    slack.faults.trouble(Fault.CODE, method="conversations.history", code=code)
    assert await platform.find(DESK, FIRST) is None
    await platform.post(post())
    assert len(slack.messages) == 1
