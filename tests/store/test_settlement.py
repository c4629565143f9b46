"""Who may say what became of a delivery: whoever has the lease; and that it was sent, anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.subscription import Channel
from bot.store import channels, outbox
from bot.store.settlement import Settlement, settle_all

NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)
LATER = NOON + outbox.LEASE
KEY = "desk/changed/visit/r2"


def receipt(message):
    return Receipt(platform="console", address="#desk", message=message)


@pytest.fixture
async def both(database):
    """What a worker leased, and what another did when the lease had run out."""
    async with database.writing() as session:
        place = Channel(id="desk", platform="console", address="#desk", name="desk")
        await channels.put_channel(session, place)
        row = {"key": KEY, "channel": "desk", "kind": AlertKind.CHANGED, "subject": "visit"}
        await outbox.enqueue(session, [Delivery(**row, due=NOON)])
    leases = []
    for now in (NOON, LATER):
        async with database.writing() as session:
            await outbox.reclaim(session, now)
            leases += await outbox.lease(session, now, 1, ["console"])
    return leases


@pytest.fixture
def settle(database):
    async def settle(lease, state, **what):
        told = Settlement(lease.id, state, attempt=lease.attempts, **what)
        async with database.writing() as session:
            await settle_all(session, [told])

    return settle


@pytest.fixture
def row(database):
    async def row():
        async with database.reading() as session:
            (found,) = await outbox.deliveries(session)
            repeated = await outbox.repeated(session, since=NOON - timedelta(days=1))
        return found, bool(repeated)

    return row


async def sent(settle, lease, message, *, repeated=None):
    told = {"receipt": receipt(message), "sent_at": LATER, "repeated": repeated}
    await settle(lease, DeliveryState.SENT, **told)


@pytest.mark.parametrize(
    ("state", "ready_at"),
    [("skipped", None), ("failed", None), ("pending", LATER), ("held", LATER), ("unclear", LATER)],
)
async def test_who_has_lost_the_lease_changes_nothing(both, settle, row, state, ready_at):
    first, _ = both
    await settle(first, DeliveryState(state), ready_at=ready_at)
    found, _ = await row()
    assert (found.state, found.leased_until) == ("leased", LATER + outbox.LEASE)


async def test_what_was_sent_was_sent_though_the_lease_is_lost(both, settle, row):
    first, second = both
    await sent(settle, first, "m1")
    await settle(second, DeliveryState.SKIPPED)
    await settle(second, DeliveryState.PENDING, ready_at=LATER)
    found, _ = await row()
    assert (found.state, found.receipt) == ("sent", receipt("m1"))


async def test_what_was_skipped_though_it_was_on_its_way_was_sent(both, settle, row):
    first, second = both
    await settle(second, DeliveryState.SKIPPED)
    await sent(settle, first, "m1")
    found, _ = await row()
    assert found.state == "sent"


async def test_a_late_word_takes_no_doubt_back(both, settle, row):
    first, _ = both
    await sent(settle, first, "m1", repeated=False)
    _, repeated = await row()
    assert repeated  # the other may be sending it just now


async def test_a_message_that_the_other_finds_is_there_once(both, settle, row):
    first, second = both
    await sent(settle, first, "m1")
    await sent(settle, second, "m1", repeated=False)
    _, repeated = await row()
    assert not repeated


async def test_who_comes_last_and_late_is_not_heard(both, settle, row):
    first, second = both
    await sent(settle, second, "m2", repeated=True)
    await sent(settle, first, "m1", repeated=False)
    found, repeated = await row()
    assert (found.receipt, repeated) == (receipt("m2"), True)


async def test_what_is_given_up_after_two_sends_in_doubt_is_reported(database, both, settle, row):
    async with database.writing() as session:
        await outbox.reclaim(session, LATER + outbox.LEASE)
        (third,) = await outbox.lease(session, LATER + outbox.LEASE, 1, ["console"])
    await settle(third, DeliveryState.SKIPPED)
    found, repeated = await row()
    assert (found.state, repeated) == ("skipped", True)


async def test_what_is_given_up_after_one_send_in_doubt_is_there_once_at_most(both, settle, row):
    _, second = both
    await settle(second, DeliveryState.SKIPPED)
    _, repeated = await row()
    assert not repeated


async def test_what_is_given_back_unsent_costs_no_attempt(both, settle, row):
    _, second = both
    await settle(second, DeliveryState.PENDING, ready_at=LATER, tried=False)
    found, _ = await row()
    assert (found.state, found.attempts) == ("pending", 1)
