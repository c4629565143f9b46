"""A long digest: its summary in the channel, all of it in the thread, each part once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.platform import SlackPlatform
from adapters.slack.render import message
from adapters.slack.sending.digests import in_messages
from adapters.slack.sending.pace import Pace
from bot.cards.card import Bullets, Card, Paragraph, Tone
from bot.ports import Rejected, TryLater, Unclear
from tests.adapters.slack.desk import DESK, FIRST, digest, people_of, post, tokens_of
from tests.fakes.slack import Fault, seen

LONG = digest(lists=6, items=30)
EVENTS = {f"• Event {name}-{item}" for name in range(6) for item in range(30)}


def in_thread(slack):
    first, *rest = slack.in_channel("C0001")
    assert first.thread_ts is None
    assert {one.thread_ts for one in rest} <= {first.ts}
    return first, rest


def events(rest):
    return [line for one in rest for line in seen(one).lines if line.startswith("•")]


async def test_a_short_digest_is_one_message(slack, platform):
    await platform.post(post(digest(lists=3, items=4)))
    assert len(slack.messages) == 1


async def test_a_long_one_is_summed_up_and_told_in_the_thread(slack, platform):
    landed = await platform.post(post(LONG, mentions=("U0001",)))
    first, rest = in_thread(slack)
    assert first.ts == landed.message
    assert seen(first).lines == [
        "@U0001",
        "Digest for Monday",
        "Digest for Monday: much",
        *(f"Day {name}: 30" for name in range(6)),
        "The whole digest is in the thread.",
    ]
    assert len(events(rest)) == len(EVENTS)
    assert set(events(rest)) == EVENTS
    assert [one for part in rest for one in seen(part).pings] == []
    assert seen(rest[0]).lines[0] == f"Digest for Monday (1/{len(rest)})"


async def test_a_digest_that_is_there_is_found_as_its_first_message(slack, platform):
    landed = await platform.post(post(LONG))
    assert await platform.find(DESK, FIRST) == landed


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.LOSE, Fault.LIMIT])
@pytest.mark.parametrize("nth", [1, 2, 4])
async def test_what_breaks_off_is_found_and_completed_and_nothing_twice(
    slack, platform, watch, fault, nth
):
    slack.faults.trouble(fault, method="chat.postMessage", first_well=nth - 1)
    with pytest.raises((Unclear, TryLater)) as broken:
        await platform.post(post(LONG))
    assert nth == 1 or broken.type is Unclear
    slack.forget_client_ids()
    watch.seconds += 60
    assert await platform.find(DESK, FIRST) is None
    landed = await platform.post(post(LONG))
    assert await platform.find(DESK, FIRST) == landed
    _, rest = in_thread(slack)
    assert sorted(events(rest)) == sorted(EVENTS)


async def test_a_digest_that_broke_off_is_completed_by_another_process(slack, platform, watch):
    slack.faults.trouble(Fault.DROP, method="chat.postMessage", first_well=2)
    with pytest.raises(Unclear):
        await platform.post(post(LONG))
    slack.forget_client_ids()
    other = SlackPlatform(
        tokens_of(slack), people_of({}), api_url=slack.api_url, pace=Pace(watch, watch.sleep)
    )
    assert await other.find(DESK, FIRST) is None
    await other.post(post(LONG))
    await other.close()
    _, rest = in_thread(slack)
    assert sorted(events(rest)) == sorted(EVENTS)


async def test_a_part_that_is_refused_is_said_to_be(slack, platform):
    slack.faults.trouble(Fault.CODE, code="msg_too_long", first_well=1)
    with pytest.raises(Rejected):
        await platform.post(post(LONG))


def test_only_digests_are_cut_up():
    assert len(in_messages(replace(LONG, tone=Tone.ANSWER))) == 1


WORDS = st.text(max_size=700)
BLOCKS = st.one_of(
    st.builds(lambda text: Paragraph((text,)), WORDS),
    st.builds(
        lambda items, heading: Bullets(tuple((item,) for item in items), heading),
        st.lists(WORDS, min_size=1, max_size=40),
        st.none() | st.text(max_size=30),
    ),
)


@given(st.lists(BLOCKS, max_size=12))
def test_no_event_of_a_digest_is_lost_by_cutting_it_up(blocks):
    card = Card(Tone.DIGEST, "Digest", tuple(blocks), sources=("Reuters",))
    first, *parts = in_messages(card)
    if not parts:
        assert first == card
        return
    told = [item for part in parts for block in part.blocks for item in _items(block)]
    assert told == [item for block in blocks for item in _items(block)]
    assert parts[-1].sources == ("Reuters",)
    assert all(message(part).payload()["text"] for part in (first, *parts))


def _items(block):
    return block.items if isinstance(block, Bullets) else (block,)
