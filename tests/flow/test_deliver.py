"""Sending: what is tried again, what is given up, what is looked for; each message once."""

import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.deliver import deliver, recover
from bot.flow.desk import Desk
from bot.flow.tick import tick
from bot.ports import Rejected, TryLater, Unclear, Undeliverable
from bot.store import attention, outbox
from bot.store.attention import Pause
from bot.store.database import Database
from tests.fakes.platform import FakePlatform, Killed, failing, well
from tests.stage import Stage, at, visit

ANNOUNCED = "Announced: The visit (Pyongyang)"
LOST = failing(Unclear("the line went dead"))
BUSY = failing(TryLater("slow down", timedelta(minutes=3)))
GONE = Undeliverable("the channel is gone")
KILLED = failing(Killed())

MEANS = pytest.mark.parametrize(
    "means",
    [{}, {"searchable": False}, {"idempotent": False}],
    ids=["token and history", "token only", "history only"],
)
"""What a platform offers for telling a repeat; one is enough."""


@pytest.fixture
def platform():
    return FakePlatform()


@pytest.fixture
async def stage(database, platform):
    found = await Stage(database, platform=platform).open()
    await found.channel(digests=[{"at": "08:00"}])
    return found


def on(platform, means):
    for name, value in means.items():
        setattr(platform, name, value)


async def rows(stage):
    async with stage.database.reading() as session:
        return await outbox.deliveries(session)


async def killed(stage):
    """Turn the wheel until the process is killed, and start it again when its lease is over."""
    with pytest.raises(BaseExceptionGroup) as caught:
        await stage.pass_time(timedelta(seconds=61))
    assert caught.group_contains(Killed)
    stage.clock.advance(stage.now + outbox.LEASE)
    await recover(stage.desk)


async def run_out(stage, longest=timedelta(days=2)):
    """Go on until nothing is left to be tried; start again as often as it is killed."""
    end = stage.now + longest
    while stage.now < end:
        try:
            await tick(stage.desk)
        except BaseExceptionGroup as died:
            if not died.subgroup(Killed):
                raise
            await recover(stage.desk)
            continue
        async with stage.database.reading() as session:
            ready = await outbox.next_ready(session)
        if ready is None:
            return
        stage.clock.advance(ready)


async def test_a_rate_limit_means_later_and_not_before(stage, platform):
    platform.before = [BUSY]
    await stage.hear(visit())
    (row,) = await rows(stage)
    assert (row.state, row.reason, row.attempts) == ("pending", "slow down", 1)
    await stage.pass_time(timedelta(minutes=2, seconds=57))
    assert platform.posts == 1
    await stage.pass_time(timedelta(seconds=3))
    assert stage.said() == [ANNOUNCED]


async def test_what_is_refused_fails_with_the_reason_and_is_not_tried_again(stage, platform):
    platform.before = [failing(Rejected("too long"))]
    await stage.hear(visit())
    await stage.pass_time(timedelta(hours=12))
    (row,) = await rows(stage)
    assert (row.state, row.reason) == ("failed", "too long")
    assert platform.posts == 1


async def test_a_channel_that_is_gone_is_tried_once_an_hour_and_told_of_once(stage, platform):
    platform.closed["#desk"] = GONE
    await stage.hear(visit(), visit("other"))
    assert {(one.state, one.reason) for one in await rows(stage)} == {("held", str(GONE))}
    await stage.pass_time(timedelta(hours=3, minutes=1))
    assert platform.posts == 4
    assert len(platform.warnings) == 1


@MEANS
@pytest.mark.parametrize("arrived", [False, True])
async def test_an_unclear_send_ends_as_one_message(stage, platform, means, arrived):
    on(platform, means)
    (platform.after if arrived else platform.before).append(LOST)
    await stage.hear(visit())
    await run_out(stage)
    assert stage.said() == [ANNOUNCED]


async def test_a_message_that_is_found_is_not_posted_again(stage, platform):
    platform.after = [LOST]
    await stage.hear(visit())
    await run_out(stage)
    assert platform.posts == 1
    (row,) = await rows(stage)
    assert (row.state, row.receipt.message) == ("sent", "m1")


@MEANS
@pytest.mark.parametrize("arrived", [False, True])
async def test_killed_between_the_send_and_the_record_it_sends_once(
    stage, platform, means, arrived
):
    on(platform, means)
    (platform.after if arrived else platform.before).append(KILLED)
    await stage.take_in(events=[visit()])
    await killed(stage)
    assert [one.state for one in await rows(stage)] == ["unclear"]
    await deliver(stage.desk)
    assert stage.said() == [ANNOUNCED]


@MEANS
@pytest.mark.parametrize("arrived", [False, True])
async def test_killed_between_the_edit_and_the_reply_it_replies_once(
    stage, platform, means, arrived
):
    on(platform, means)
    await stage.hear(visit())
    (platform.after if arrived else platform.before).append(KILLED)
    await stage.change(title="The long visit", settle=False)
    await killed(stage)
    await deliver(stage.desk)
    first, reply = platform.in_channel("#desk")
    assert first.heading == "Announced: The long visit (Pyongyang)"
    assert reply.post.thread.message == first.id


async def test_an_edit_that_fails_is_tried_again_before_the_reply(stage, platform):
    await stage.hear(visit())
    platform.of_edits = [TryLater("slow down", timedelta(minutes=3)), Unclear("no answer")]
    await stage.change(title="The long visit")
    assert stage.said() == [ANNOUNCED]
    await run_out(stage)
    assert stage.said() == [ANNOUNCED, "Changed: The long visit (Pyongyang)"]


async def test_a_search_that_fails_leaves_it_unclear(stage, platform):
    platform.idempotent = False
    platform.after = [LOST]
    platform.of_searches = [TryLater("slow down", timedelta(minutes=3)), Unclear("no answer")]
    await stage.hear(visit())
    await run_out(stage)
    assert stage.said() == [ANNOUNCED]


async def test_a_rate_limit_after_an_unclear_send_hides_no_repeat(stage, platform):
    """Where a platform cannot tell, the second message is counted, whatever lies between."""
    platform.idempotent = platform.searchable = False
    platform.after, platform.before = [LOST], [well, BUSY]
    await stage.hear(visit())
    await run_out(stage)
    assert stage.said() == [ANNOUNCED, ANNOUNCED]
    async with stage.database.reading() as session:
        repeated = await outbox.repeated(session, since=at("2024-06-01 00:00"))
    assert repeated == ("desk/announced/visit/r1",)


async def test_what_is_unclear_when_quiet_hours_begin_is_not_told_twice(stage, platform):
    platform.idempotent = False
    await stage.channel("night", quiet={"start": "12:01:02", "end": "14:00"})
    platform.after = [well, LOST]
    await stage.hear(visit())
    assert stage.said("night") == [ANNOUNCED]
    await stage.until(at("2024-06-01 14:01"))
    assert stage.said("night") == [ANNOUNCED]


async def test_what_is_unclear_when_the_channel_is_paused_is_not_told_twice(stage, platform):
    platform.idempotent = False
    platform.after = [LOST]
    await stage.hear(visit())
    async with stage.database.writing() as session:
        pause = Pause(at("2024-06-02 00:00"), "holiday", "somebody", trouble=False)
        await attention.put_pause(session, "desk", stage.now, pause)
    await stage.until(at("2024-06-02 00:01"))
    assert stage.said() == [ANNOUNCED]


async def test_what_is_unclear_when_the_channel_closes_is_not_told_twice(stage, platform):
    platform.idempotent = False
    platform.after = [LOST]
    await stage.hear(visit())
    platform.of_searches = [GONE]
    await stage.pass_time(timedelta(minutes=1))
    assert [one.state for one in await rows(stage)] == ["held"]
    await stage.pass_time(timedelta(hours=1, minutes=1))
    assert stage.said() == [ANNOUNCED]
    assert [one.state for one in await rows(stage)] == ["sent"]


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_change_that_comes_while_a_send_is_unclear_is_told(stage, platform, arrived):
    (platform.after if arrived else platform.before).append(LOST)
    await stage.hear(visit())
    await stage.change(title="The long visit", settle=False)
    await run_out(stage)
    assert platform.in_channel("#desk")[0].heading == "Announced: The long visit (Pyongyang)"
    if arrived:
        assert stage.said() == [ANNOUNCED, "Changed: The long visit (Pyongyang)"]


@pytest.mark.parametrize(
    "trouble", [BUSY, LOST, KILLED, failing(Rejected("too long"))], ids=lambda one: "fault"
)
async def test_a_channel_comes_back_whatever_became_of_the_probe(stage, platform, trouble):
    platform.closed["#desk"] = GONE
    await stage.hear(visit(), visit("other"), visit("third"))
    platform.closed.clear()
    platform.before = [trouble]
    await run_out(stage)
    assert len(stage.said()) >= 2
    async with stage.database.reading() as session:
        assert await attention.pause(session, "desk", trouble=True) is None
        assert await outbox.next_ready(session) is None


async def test_a_channel_comes_back_though_the_probe_has_lost_its_point(stage, platform):
    await stage.hear(visit(planned={"start": "2024-06-03"}))
    platform.closed["#desk"] = GONE
    await stage.until(at("2024-06-01 15:01"))  # a day before midnight in Pyongyang
    assert [one.kind for one in await rows(stage) if one.state == "held"] == ["reminder"]
    await stage.change(planned={"start": "2024-07-03"})
    platform.closed.clear()
    await stage.until(at("2024-06-01 20:00"))
    assert stage.said()[1:] == ["New dates: The visit (Pyongyang)"]


async def test_what_comes_while_a_channel_is_in_trouble_goes_out_in_the_end(stage, platform):
    platform.closed["#desk"] = GONE
    await stage.hear(visit())
    await stage.hear(visit("other"))
    platform.closed.clear()
    await stage.pass_time(timedelta(hours=1))
    assert stage.said() == [ANNOUNCED, "Announced: The other (Pyongyang)"]


async def test_one_channel_in_trouble_holds_up_no_other(stage, platform):
    await stage.channel("lab")
    platform.closed["#desk"] = TryLater("slow down", timedelta(hours=5))
    await stage.hear(visit())
    assert stage.said("lab") == [ANNOUNCED]
    assert stage.said("desk") == []


async def test_after_a_failure_the_rest_of_the_channel_waits_so_that_the_order_stands(
    stage, platform
):
    platform.before = [BUSY]
    await stage.hear(visit(), visit("other"))
    await run_out(stage)
    assert stage.said() == [ANNOUNCED, "Announced: The other (Pyongyang)"]


async def test_the_urgent_goes_before_the_digest(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-02 07:59"))
    stage.clock.advance(at("2024-06-02 08:00"))
    await stage.take_in(changes=[{"event": "visit", "set": {"status": "cancelled"}}])
    await tick(stage.desk)
    assert stage.said()[1:] == [
        "Cancelled: The visit (Pyongyang)",
        "Digest for Sun 2 Jun 2024",
    ]


async def test_without_its_adapter_a_delivery_waits_and_costs_no_attempt(stage, platform):
    elsewhere = Desk(stage.database, {"other": FakePlatform("other")}, stage.clock)
    await stage.take_in(events=[visit()])
    stage.clock.advance(stage.now + timedelta(minutes=2))
    assert await deliver(elsewhere) == 0
    assert [(one.state, one.attempts) for one in await rows(stage)] == [("pending", 0)]
    await deliver(stage.desk)
    assert stage.said() == [ANNOUNCED]


async def test_what_another_adapter_has_to_send_does_not_keep_this_one_awake(stage):
    elsewhere = Desk(stage.database, {"other": FakePlatform("other")}, stage.clock, plans=False)
    await stage.take_in(events=[visit()])
    stage.clock.advance(stage.now + timedelta(minutes=2))
    due = await tick(elsewhere)
    assert due is None or due > stage.now


async def test_a_channel_to_which_another_worker_sends_does_not_keep_this_one_awake(stage):
    await stage.take_in(events=[visit(), visit("other")])
    stage.clock.advance(stage.now + timedelta(minutes=2))
    async with stage.database.writing() as session:
        await outbox.lease(session, stage.now, 1, ["console"])
    due = await tick(stage.desk)
    assert due == stage.now + outbox.LEASE


async def test_a_service_that_is_to_end_gives_back_what_it_has_not_sent(stage, platform):
    platform.before = [lambda _: stage.desk.stopping.set()]
    await stage.take_in(events=[visit(), visit("other")])
    stage.clock.advance(stage.now + timedelta(minutes=2))
    await deliver(stage.desk)
    assert [one.state for one in await rows(stage)] == ["sent", "pending"]


FAULTS = {
    "well": ([well], [well]),
    "busy": ([BUSY], []),
    "lost before": ([LOST], []),
    "lost after": ([well], [LOST]),
    "killed before": ([KILLED], []),
    "killed after": ([well], [KILLED]),
    "gone": ([failing(GONE)], []),
}
"""What goes wrong before and after a post arrives."""


async def through(migrated, faults, means):
    """Announce three visits and a change to two channels, while the posts go wrong one by one."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(migrated, Path(folder) / "dragoman.db")
        database = Database(f"sqlite:///{folder}/dragoman.db")
        stage = await Stage(database, platform=FakePlatform(**means)).open()
        await stage.channel("desk")
        await stage.channel("lab", style="new")
        stage.platform.before = [fault for one in faults for fault in FAULTS[one][0]]
        stage.platform.after = [fault for one in faults for fault in FAULTS[one][1]]
        await stage.take_in(events=[visit(), visit("other"), visit("third")])
        await run_out(stage)
        await stage.take_in(changes=[{"event": "visit", "set": {"title": "The long visit"}}])
        await run_out(stage)
        found = await rows(stage)
        async with database.reading() as session:
            repeated = await outbox.repeated(session, since=at("2024-06-01 00:00"))
        await database.close()
    return stage.platform, found, repeated


@settings(max_examples=15)
@given(
    faults=st.lists(st.sampled_from(sorted(FAULTS)), max_size=14),
    means=st.fixed_dictionaries({"searchable": st.booleans(), "idempotent": st.booleans()}),
)
async def test_whatever_goes_wrong_each_message_is_there_in_the_end(migrated_sqlite, faults, means):
    platform, found, repeated = await through(migrated_sqlite, faults, means)
    assert {one.state for one in found} <= {"sent", "skipped"}
    there = Counter(one.token for one in platform.kept.values())
    assert there.keys() == {one.token for one in found if one.state == "sent"}
    assert len(there) == 8
    twice = {one.key for one in found if there[one.token] > 1}
    assert twice <= set(repeated)
    if platform.idempotent or platform.searchable:
        assert not twice
