"""The sums: the outbox held against what the channels really have."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.flow.tally import Seen, Tally, summary, tally
from bot.ports import Rejected
from tests.stage import WARRANT, Stage, at, visit


@pytest.fixture
async def stage(sqlite_database) -> Stage:
    return await Stage(sqlite_database).open(WARRANT)


def seen(stage: Stage) -> list[Seen]:
    return [Seen(one.post.address, one.post.token) for one in stage.platform.kept.values()]


async def count(stage: Stage, found: list[Seen] | None = None) -> Tally:
    async with stage.database.reading() as session:
        return await tally(session, seen(stage) if found is None else found)


async def test_all_that_was_sent_is_there(stage):
    await stage.channel()
    await stage.hear(visit())
    found = await count(stage)
    assert found.sent == {"#desk": Counter(announced=1, exposure=1)}
    assert (found.total, found.lost, found.duplicates, found.skipped) == (2, 0, 0, 0)


async def test_what_a_channel_does_not_have_is_lost(stage):
    await stage.channel()
    await stage.hear(visit())
    assert (await count(stage, seen(stage)[1:])).lost == 1
    assert (await count(stage, [])).lost == 2


async def test_what_another_channel_has_is_lost_all_the_same(stage):
    await stage.channel()
    await stage.hear(visit())
    elsewhere = [Seen("#other", one.token) for one in seen(stage)]
    assert (await count(stage, elsewhere)).lost == 2


async def test_what_a_channel_has_twice_is_a_duplicate(stage):
    await stage.channel()
    await stage.hear(visit())
    first, second = seen(stage)
    found = await count(stage, [first, first, first, second])
    assert (found.duplicates, found.lost) == (2, 0)


async def test_what_still_waits_is_lost(stage):
    await stage.channel()
    await stage.take_in(events=[visit()])
    found = await count(stage)
    assert (found.total, found.lost) == (0, 2)


async def test_what_was_refused_for_good_is_lost(stage):
    def refuse(_post):
        raise Rejected("too long")

    await stage.channel()
    stage.platform.before.append(refuse)
    await stage.hear(visit())
    assert (await count(stage)).lost == 1


async def test_what_lost_its_point_is_skipped_and_not_lost(stage):
    await stage.channel()
    await stage.hear(visit())
    await stage.change(title="The long visit", settle=False)
    await stage.change(title="The visit")
    found = await count(stage)
    assert (found.skipped, found.lost) == (2, 0)


async def test_what_was_held_is_there_with_the_message_that_told_it(stage):
    await stage.channel(quiet={"start": "12:00", "end": "14:00"})
    await stage.hear(visit())
    await stage.until(at("2024-06-01 14:01"))
    found = await count(stage)
    assert found.sent["#desk"] == Counter(announced=1, exposure=1, held=1)
    assert found.lost == 0
    assert (await count(stage, [])).lost == 3


async def test_each_channel_is_counted_for_itself(stage):
    await stage.channel()
    await stage.channel("other", alerts=["exposure"])
    await stage.channel("silent", filter={"actors": ["guest"]})
    await stage.hear(visit())
    await stage.pass_time(timedelta(hours=1))
    assert (await count(stage)).sent == {
        "#desk": Counter(announced=1, exposure=1),
        "#other": Counter(exposure=1),
        "#silent": Counter(),
    }


def test_the_sums_are_one_line():
    found = Tally(
        sent={"#desk": Counter(digest=3, announced=1), "#silent": Counter()},
        skipped=4,
        duplicates=0,
        lost=2,
    )
    assert found.total == 4
    assert summary(found) == (
        "#desk 4 (digest 3, announced 1); #silent 0 (nothing); duplicates 0, lost 2"
    )


def test_without_channels_there_is_still_a_sum():
    assert summary(Tally({}, 0, 0, 0)) == "duplicates 0, lost 0"
