"""Channels, subscriptions, watermarks and the ledger come out of the store as they went in."""

from datetime import UTC, datetime, time

import pytest

from bot.domain.subscription import Channel, Filter, Subscription
from bot.store import channels, progress
from bot.store.channels import Subscriber
from bot.store.database import Database

DESK = Channel(id="desk", platform="console", address="#desk", name="desk", zone="Europe/London")
SANCTIONS = Channel(id="sanctions", platform="console", address="#sanctions", name="sanctions")
ALL = Subscription(id="all", channel="desk", digest_at=time(8))
WARRANTS = Subscription(
    id="warrants", channel="sanctions", filter=Filter(exposure_only=True), reminders=("1d",)
)
NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)


@pytest.fixture
async def subscribed(database: Database) -> Database:
    async with database.writing() as session:
        for channel in (SANCTIONS, DESK):
            await channels.put_channel(session, channel)
        for subscription in (WARRANTS, ALL):
            await channels.put_subscription(session, subscription)
    return database


async def test_a_channel_comes_back(subscribed: Database):
    async with subscribed.reading() as session:
        assert await channels.channel(session, "desk") == DESK
        assert await channels.channel(session, "unknown") is None
        assert await channels.channels(session) == (DESK, SANCTIONS)


async def test_a_subscription_comes_back_with_its_channel(subscribed: Database):
    async with subscribed.reading() as session:
        assert await channels.subscribers(session) == (
            Subscriber(DESK, ALL),
            Subscriber(SANCTIONS, WARRANTS),
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
