"""The digest comes at the channel's own hour, once, and says what is coming and what changed."""

import pytest

from tests.stage import Stage, at, visit

DAILY = {"alerts": ["digest"], "digests": [{"at": "08:00"}]}


@pytest.fixture
async def stage(sqlite_database):
    return await Stage(sqlite_database).open()


def hours(stage, name="desk"):
    return [f"{one.at:%d %H:%M}" for one in stage.platform.in_channel(f"#{name}")]


def lines(kept):
    """Each list of a digest, by its heading."""
    return {
        block.heading: ["".join(map(str, item)) for item in block.items]
        for block in kept.post.card.blocks
        if hasattr(block, "heading")
    }


async def test_two_zones_have_their_own_mornings(stage):
    await stage.channel("london", zone="Europe/London", **DAILY)
    await stage.channel("new-york", zone="America/New_York", **DAILY)
    await stage.until(at("2024-06-03 13:00"))
    assert hours(stage, "london") == ["02 07:00", "03 07:00"]
    assert hours(stage, "new-york") == ["01 12:00", "02 12:00", "03 12:00"][1:]


async def test_it_follows_the_clock_when_it_is_put_back(sqlite_database):
    stage = await Stage(sqlite_database).open()
    await stage.until(at("2024-10-26 00:00"))
    await stage.channel(zone="Europe/London", **DAILY)
    await stage.until(at("2024-10-28 09:00"))
    assert hours(stage) == ["26 07:00", "27 08:00", "28 08:00"]


async def test_it_says_what_is_coming_and_what_changed(stage):
    await stage.channel(**DAILY)
    await stage.hear(visit(planned={"start": "2024-06-05"}))
    await stage.until(at("2024-06-02 09:00"))
    await stage.change(planned={"start": "2024-06-06"})
    await stage.until(at("2024-06-03 09:00"))
    first, second = map(lines, stage.platform.in_channel("#desk"))
    assert first["Changed"] == ["The visit: now on record [visit]"]
    assert "Wed 5 Jun 2024" in first
    assert "Thu 6 Jun 2024" in second
    assert "5 Jun 2024" in second["Changed"][0]
    assert "6 Jun 2024" in second["Changed"][0]


async def test_each_change_is_in_one_digest(stage):
    await stage.channel(**DAILY)
    await stage.hear(visit())
    await stage.until(at("2024-06-04 09:00"))
    changed = [lines(one).get("Changed") for one in stage.platform.in_channel("#desk")]
    assert changed == [["The visit: now on record [visit]"], None, None]


async def test_it_says_what_is_under_way(stage):
    await stage.channel(**DAILY)
    await stage.hear(visit(planned={"start": "2024-06-01", "end": "2024-06-03"}))
    await stage.until(at("2024-06-02 09:00"))
    (digest,) = stage.platform.in_channel("#desk")
    assert len(lines(digest)["Under way"]) == 1


async def test_it_holds_only_what_the_channel_wants(stage):
    await stage.channel(filter={"kinds": ["summit"]}, **DAILY)
    await stage.hear(visit(planned={"start": "2024-06-05"}))
    await stage.until(at("2024-06-02 09:00"))
    (digest,) = stage.platform.in_channel("#desk")
    assert lines(digest) == {}


async def test_two_subscriptions_with_one_hour_make_one_digest(stage):
    await stage.channel(**DAILY)
    await stage.take_in(subscriptions=[{"id": "second", "channel": "desk"} | DAILY])
    await stage.until(at("2024-06-02 09:00"))
    assert hours(stage) == ["02 08:00"]


async def test_a_digest_held_up_is_sent_once_and_marked(stage):
    await stage.channel(**DAILY)
    await stage.sleep_until(at("2024-06-03 20:00"))
    (digest,) = stage.platform.in_channel("#desk")
    assert "late" in str(digest.card.blocks[0])
