"""How fast we speak: bursts, then one a second in a channel, and other channels not held up."""

from datetime import timedelta

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.sending.pace import PATIENCE, Lane, Pace
from bot.ports import TryLater
from tests.adapters.slack.desk import LAB, card, people_of, post, tokens_of
from tests.fakes.pace import Stopwatch
from tests.fakes.slack import Fault, seen

LANE = Lane.of("t1", "chat.postMessage", "C1")
OTHER = Lane.of("t1", "chat.postMessage", "C2")
EDITS = Lane.of("t1", "chat.update", "C1")


async def test_a_short_burst_goes_through_and_then_one_a_second():
    pace = Pace(watch := Stopwatch(), watch.sleep)
    at = []
    for _ in range(6):
        await pace.turn(LANE)
        at.append(watch())
    assert at == [0, 0, 0, 1, 2, 3]


async def test_after_a_silence_there_may_be_a_burst_again():
    pace = Pace(watch := Stopwatch(), watch.sleep)
    for _ in range(3):
        await pace.turn(LANE)
    watch.seconds += 60
    await pace.turn(LANE)
    await pace.turn(LANE)
    assert watch.waits == []


async def test_nobody_waits_long_with_a_lease_in_hand():
    async def in_the_background(_seconds):
        """The others wait at the same time: the clock does not move."""

    pace = Pace(Stopwatch(), in_the_background)
    for _ in range(3 + int(PATIENCE.total_seconds())):
        await pace.turn(LANE)
    with pytest.raises(TryLater) as later:
        await pace.turn(LANE)
    assert later.value.after > PATIENCE
    await pace.turn(OTHER)


async def test_a_closed_lane_opens_when_slack_said_so():
    pace = Pace(watch := Stopwatch(), watch.sleep)
    pace.close(LANE, timedelta(seconds=30))
    with pytest.raises(TryLater) as later:
        await pace.turn(LANE)
    assert later.value.after == timedelta(seconds=30)
    for lane in (OTHER, EDITS):
        await pace.turn(lane)
    watch.seconds += 30
    await pace.turn(LANE)
    assert watch.waits == []


async def test_a_method_has_its_limit_in_all_channels_together():
    pace = Pace(watch := Stopwatch(), watch.sleep)
    for number in range(70):
        await pace.turn(Lane.of("t1", "chat.update", f"C{number}"))
    assert watch() == pytest.approx(72, abs=1)
    await pace.turn(Lane.of("t2", "chat.update", "C1"))
    assert watch() == pytest.approx(72, abs=1)


async def test_retry_after_is_honoured_in_that_channel_alone(slack, watch):
    pace = Pace(watch, watch.sleep)
    platform = SlackPlatform(tokens_of(slack), people_of({}), api_url=slack.api_url, pace=pace)
    slack.faults.trouble(Fault.LIMIT, channel="C0001", retry_after=37)
    with pytest.raises(TryLater) as later:
        await platform.post(post())
    assert later.value.after == timedelta(seconds=37)
    with pytest.raises(TryLater):  # it is not even asked again
        await platform.post(post())
    assert slack.calls["chat.postMessage"] == 1
    await platform.post(post(card("Elsewhere"), address=LAB))
    watch.seconds += 37
    await platform.post(post())
    assert [seen(one).lines[0] for one in slack.messages] == ["Elsewhere", "A visit"]
    await platform.close()


async def test_a_limit_on_edits_does_not_stop_messages(slack, platform):
    landed = await platform.post(post())
    slack.faults.trouble(Fault.LIMIT, method="chat.update", retry_after=60)
    with pytest.raises(TryLater):
        await platform.edit(landed, card("Moved"))
    await platform.post(post(card("Next"), token="other"))  # noqa: S106
    assert len(slack.messages) == 2
