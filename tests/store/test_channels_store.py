"""Channels, subscriptions, watermarks and the ledger come out of the store as they went in."""

from datetime import UTC, datetime, time

import pytest

from bot.domain.filters import Filter
from bot.domain.subscription import Channel, DigestTime, Subscription
from bot.store import channels, progress
from bot.store.channels import Subscriber
from bot.store.database import Database

NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)
DESK = Channel(id="desk", platform="console", address="#desk", name="desk", zone="Europe/London")
SANCTIONS = Channel(id="sanctions", platform="console", address="#sanctions", name="sanctions")
ALL = Subscription(id="all", channel="desk", digests=(DigestTime(at=time(8)),))
WARRANTS = Subscription(
    id="warrants", channel="sanctions", filter=Filter(exposure_only=True), reminders=("1d",)
)


@pytest.fixture
async def subscribed(database: Database) -> Database:
    async with database.writing() as session:
        for channel in (SANCTIONS, DESK):
            await channels.put_channel(session, channel)
        for subscription in (WARRANTS, ALL):
            await channels.put_subscription(session, subscription, NOON)
    return database


async def test_a_channel_comes_back(subscribed: Database):
    async with subscribed.reading() as session:
        assert await channels.channel(session, "desk") == DESK
        assert await channels.channel(session, "unknown") is None
        assert await channels.channels(session) == (DESK, SANCTIONS)


async def test_a_subscription_comes_back_with_its_channel(subscribed: Database):
    async with subscribed.reading() as session:
        assert await channels.subscribers(session) == (
            Subscriber(DESK, ALL, NOON),
            Subscriber(SANCTIONS, WARRANTS, NOON),
        )
        assert await channels.subscription(session, "all") == ALL
        assert await channels.subscription(session, "unknown") is None


async def test_a_channel_is_replaced_by_what_is_known_later(subscribed: Database):
    moved = DESK.model_copy(update={"zone": "America/New_York"})
    async with subscribed.writing() as session:
        await channels.put_channel(session, moved)

    async with subscribed.reading() as session:
        assert await channels.channel(session, "desk") == moved
        assert len(await channels.channels(session)) == 2


async def test_a_stage_that_never_ran_has_no_watermark(database: Database):
    async with database.reading() as session:
        assert await progress.watermark(session, "plan") is None


async def test_a_watermark_moves_on(database: Database):
    for at in (NOON, NOON.replace(hour=13)):
        async with database.writing() as session:
            await progress.set_watermark(session, "plan", at)

    async with database.reading() as session:
        assert await progress.watermark(session, "plan") == NOON.replace(hour=13)


async def test_the_ledger_keeps_the_form_in_which_a_fact_was_given_last(database: Database):
    for title in ("One", "Another"):
        async with database.writing() as session:
            await progress.take_in(session, "event:visit", {"title": title, "n": [1, None]}, NOON)

    async with database.reading() as session:
        assert await progress.taken_in(session, "event:visit") == {
            "title": "Another",
            "n": [1, None],
        }
        assert await progress.taken_in(session, "event:other") is None


async def test_a_subscription_is_found_by_what_it_is_for(subscribed: Database):
    async with subscribed.reading() as session:
        assert [one.subscription.id for one in await channels.subscribers(session, ["any"])] == [
            "all"
        ]
        found = await channels.subscribers(session, ["exposed", "actor:putin"])
        assert [one.subscription.id for one in found] == ["warrants"]


async def test_the_next_digest_is_due_by_the_clock_of_the_channel(subscribed: Database):
    eight_in_london = datetime(2024, 6, 18, 7, tzinfo=UTC)
    async with subscribed.reading() as session:
        assert await channels.next_digest_at(session) == eight_in_london
        assert await channels.digests_due(session, NOON) == ()
        (due,) = await channels.digests_due(session, eight_in_london)
    assert due.subscription.id == "all"


async def test_a_subscription_that_ended_is_found_no_more(subscribed: Database):
    async with subscribed.writing() as session:
        assert await channels.end_subscription(session, "all")
        assert not await channels.end_subscription(session, "all")
        assert await channels.subscribers(session, ["any"]) == ()
        assert set(await channels.offsets(session)) == {"1d"}
