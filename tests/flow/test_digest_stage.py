"""What a digest holds: what is near, what changed since the last one, and nothing unwanted."""

import pytest

from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery
from bot.flow.digest import compose_digest
from tests.stage import Stage, at, visit

NOW = at("2024-06-02 08:00")
DAILY = [{"at": "08:00"}]


@pytest.fixture
async def stage(database):
    return await Stage(database).open()


async def digest(stage, now=NOW, *, late=False):
    """Each list of the digest of the desk, by its heading; none if there is no digest."""
    row = Delivery(key="k", channel="desk", kind=AlertKind.DIGEST, subject="desk", due=NOW)
    async with stage.database.reading() as session:
        card = await compose_digest(session, row, now, late=late)
    if card is None:
        return None
    return {
        block.heading: ["".join(map(str, item)) for item in block.items]
        for block in card.blocks
        if hasattr(block, "heading")
    }


async def test_it_is_ordered_by_day_and_the_undated_stand_last(stage):
    await stage.channel(digests=DAILY)
    await stage.take_in(
        events=[
            visit("c", planned={"start": "2024-06"}),
            visit("b", planned={"start": "2024-06-07"}),
            visit("a", planned={"start": "2024-06-04"}),
        ]
    )
    found = await digest(stage)
    assert list(found) == ["Tue 4 Jun 2024", "Fri 7 Jun 2024", "No exact day yet", "Changed"]


@pytest.mark.parametrize(("day", "near"), [("2024-06-09", True), ("2024-06-10", False)])
async def test_it_looks_a_week_ahead(stage, day, near):
    await stage.channel(digests=DAILY)
    await stage.take_in(events=[visit(planned={"start": day})])
    found = await digest(stage)
    assert (len(found) == 2) is near  # that day, and what is new


async def test_what_changed_twice_is_one_line(stage):
    await stage.channel(digests=DAILY)
    await stage.take_in(events=[visit()])
    for title in ("The long visit", "The longest visit"):
        await stage.take_in(changes=[{"event": "visit", "set": {"title": title}}])
    (line,) = (await digest(stage))["Changed"]
    assert line.startswith("The longest visit: ")


async def test_it_looks_back_to_the_digest_before(stage):
    await stage.channel(digests=DAILY)
    await stage.until(at("2024-06-02 09:00"))
    await stage.take_in(events=[visit()])
    assert "Changed" in await digest(stage, now=at("2024-06-04 09:00"))
    await stage.until(at("2024-06-03 09:00"))
    assert "Changed" not in await digest(stage, now=at("2024-06-04 08:00"))


async def test_several_subscriptions_of_a_channel_share_it(stage):
    await stage.channel(digests=DAILY, filter={"kinds": ["summit"]})
    second = {"id": "second", "channel": "desk", "digests": DAILY, "filter": {"kinds": ["visit"]}}
    await stage.take_in(subscriptions=[second])
    await stage.take_in(events=[visit(), visit("top", kind="summit"), visit("ring", kind="call")])
    lines = (await digest(stage))["Changed"]
    assert [line.split(":")[0] for line in lines] == ["The top", "The visit"]


async def test_an_empty_one_is_none_where_that_is_wanted(stage):
    await stage.channel(digests=DAILY, empty_digests=False)
    assert await digest(stage) is None
    await stage.take_in(events=[visit()])
    assert await digest(stage) is not None
