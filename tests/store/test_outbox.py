"""The outbox: put in once, leased by one worker at a time, settled for good."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, DeliveryState, Receipt, delivery_key
from bot.domain.subscription import Channel
from bot.store import channels, outbox
from bot.store.database import Database
from bot.store.outbox import LEASE
from bot.store.settlement import Settlement, settle_all

NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLATFORMS = ("console",)
RECEIPT = Receipt(platform="console", address="#desk", message="42")


def _delivery(
    subject: str,
    kind: AlertKind = AlertKind.CHANGED,
    due: datetime = NOON,
    channel: str = "desk",
    **fields: object,
) -> Delivery:
    key = delivery_key(channel, kind, subject)
    return Delivery(key=key, channel=channel, kind=kind, subject=subject, due=due, **fields)


def _elsewhere(subject: str, due: datetime = NOON) -> Delivery:
    """A delivery that has a channel for itself, so that another worker may have it."""
    return _delivery(subject, due=due, channel=f"for-{subject}")


@pytest.fixture
async def desk(database: Database) -> Database:
    await _open(database, "desk")
    return database


async def _open(database: Database, *names: str) -> None:
    async with database.writing() as session:
        for name in names:
            place = Channel(id=name, platform="console", address=f"#{name}", name=name)
            await channels.put_channel(session, place)


async def _enqueue(database: Database, *those: Delivery) -> int:
    await _open(database, *sorted({one.channel for one in those} - {"desk"}))
    async with database.writing() as session:
        return await outbox.enqueue(session, those)


async def _settle(database: Database, *settlements: Settlement) -> None:
    async with database.writing() as session:
        await settle_all(session, settlements)


async def _lease(database: Database, now: datetime = NOON, limit: int = 10) -> list[Delivery]:
    async with database.writing() as session:
        return list(await outbox.lease(session, now, limit, PLATFORMS))


async def _subjects(database: Database, now: datetime = NOON, limit: int = 10) -> list[str]:
    return [one.subject for one in await _lease(database, now, limit)]


async def _all(database: Database) -> tuple[Delivery, ...]:
    async with database.reading() as session:
        return await outbox.deliveries(session)


async def test_a_delivery_comes_back(desk: Database):
    given = _delivery("visit", AlertKind.EXPOSURE, revision=3, offset="7d", about="icc-putin")
    await _enqueue(desk, given)

    (found,) = await _all(desk)

    assert found == given.model_copy(update={"id": found.id})
    assert (found.state, found.attempts) == (DeliveryState.PENDING, 0)


async def test_what_is_put_in_twice_is_there_once(desk: Database):
    assert await _enqueue(desk, _delivery("visit"), _delivery("visit"), _delivery("summit")) == 2
    assert await _enqueue(desk, _delivery("visit"), _delivery("call")) == 1

    assert [one.subject for one in await _all(desk)] == ["visit", "summit", "call"]


async def test_what_was_sent_is_not_put_in_again(desk: Database):
    await _enqueue(desk, _delivery("visit"))
    (leased,) = await _lease(desk)
    await _settle(desk, Settlement(leased.id, DeliveryState.SENT, receipt=RECEIPT, sent_at=NOON))

    assert await _enqueue(desk, _delivery("visit")) == 0
    (found,) = await _all(desk)
    assert (found.state, found.receipt, found.sent_at) == (DeliveryState.SENT, RECEIPT, NOON)


async def test_nothing_is_put_in_where_there_is_nothing(desk: Database):
    assert await _enqueue(desk) == 0


async def test_many_tasks_put_the_same_in_once(desk: Database):
    those = [_delivery(f"visit-{number}") for number in range(5)]

    new = await asyncio.gather(*(_enqueue(desk, *those) for _ in range(8)))

    assert sum(new) == 5
    assert len(await _all(desk)) == 5


async def test_only_what_is_due_is_leased(desk: Database):
    await _enqueue(desk, _elsewhere("now"), _elsewhere("later", due=NOON + HOUR))

    assert await _subjects(desk) == ["now"]
    assert await _subjects(desk, NOON + HOUR) == ["later"]


async def test_the_urgent_goes_first_then_what_was_due_first(desk: Database):
    await _enqueue(
        desk,
        _delivery("digest", AlertKind.DIGEST, NOON - 5 * HOUR),
        _delivery("late", due=NOON - HOUR),
        _delivery("early", due=NOON - 2 * HOUR),
        _delivery("cancelled", AlertKind.CANCELLED, NOON),
    )

    assert await _subjects(desk) == ["cancelled", "early", "late", "digest"]


async def test_no_more_is_leased_than_asked_for(desk: Database):
    await _enqueue(desk, *(_elsewhere(f"visit-{number}") for number in range(5)))

    taken = [await _subjects(desk, limit=2) for _ in range(4)]

    assert [len(one) for one in taken] == [2, 2, 1, 0]


async def test_a_lease_says_until_when_and_counts_the_attempt(desk: Database):
    await _enqueue(desk, _delivery("visit"))

    await _lease(desk)

    (found,) = await _all(desk)
    assert (found.state, found.attempts) == (DeliveryState.LEASED, 1)
    assert found.leased_until == NOON + LEASE


async def test_who_leases_sees_what_it_was_before(desk: Database):
    """So that the worker knows whether to look for the message first."""
    await _enqueue(desk, _delivery("visit"))
    (first,) = await _lease(desk)
    async with desk.writing() as session:
        await outbox.reclaim(session, NOON + LEASE)

    (second,) = await _lease(desk, NOON + LEASE)

    assert [first.state, second.state] == [DeliveryState.PENDING, DeliveryState.UNCLEAR]


async def test_a_lease_that_ran_out_is_unclear(desk: Database):
    await _enqueue(desk, _delivery("visit"))
    await _lease(desk)

    async with desk.writing() as session:
        assert await outbox.reclaim(session, NOON + LEASE - timedelta(seconds=1)) == 0
        assert await outbox.reclaim(session, NOON + LEASE) == 1
        assert await outbox.reclaim(session, NOON + LEASE) == 0

    (found,) = await _all(desk)
    assert (found.state, found.leased_until) == (DeliveryState.UNCLEAR, None)
    assert found.reason == "the worker stopped between sending and recording"


async def test_a_process_alone_takes_back_every_lease_at_its_start(desk: Database):
    await _enqueue(desk, _delivery("visit"), _delivery("waiting", due=NOON + HOUR))
    await _lease(desk)

    async with desk.writing() as session:
        assert await outbox.reclaim(session, NOON, all_of_them=True) == 1

    assert [one.state for one in await _all(desk)] == [
        DeliveryState.UNCLEAR,
        DeliveryState.PENDING,
    ]


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.SKIPPED])
async def test_what_is_settled_is_never_leased_again(desk: Database, state: DeliveryState):
    await _enqueue(desk, _delivery("visit"))
    (leased,) = await _lease(desk)
    await _settle(desk, Settlement(leased.id, state, "the channel is gone"))

    assert await _lease(desk, NOON + 99 * HOUR) == []
    (found,) = await _all(desk)
    assert (found.state, found.reason) == (state, "the channel is gone")
    assert found.leased_until is None


async def test_what_is_put_back_waits_its_time(desk: Database):
    await _enqueue(desk, _delivery("visit"))
    (leased,) = await _lease(desk)
    again = NOON + HOUR
    await _settle(desk, Settlement(leased.id, DeliveryState.PENDING, "too many requests", again))

    assert await _lease(desk, NOON + HOUR - timedelta(seconds=1)) == []
    (again,) = await _lease(desk, NOON + HOUR)
    assert again.attempts == 2
    assert again.due == NOON


async def test_the_next_to_be_ready_is_told(desk: Database):
    async def next_ready() -> datetime | None:
        async with desk.reading() as session:
            return await outbox.next_ready(session)

    assert await next_ready() is None
    await _enqueue(desk, _delivery("now"), _delivery("later", due=NOON + HOUR))
    assert await next_ready() == NOON
    await _lease(desk)
    assert await next_ready() == NOON + LEASE
    await _settle(desk, Settlement((await _all(desk))[0].id, DeliveryState.SKIPPED, "stale"))
    assert await next_ready() == NOON + HOUR


async def test_the_outbox_is_searched_by_subject_and_key(desk: Database):
    await _enqueue(desk, _delivery("visit"), _delivery("summit"))

    async with desk.reading() as session:
        (found,) = await outbox.deliveries(session, subject="summit")
        assert found.subject == "summit"
        assert await outbox.has(session, ["desk/changed/visit", "desk/changed/other"]) == {
            "desk/changed/visit"
        }


async def test_no_delivery_is_ever_leased_to_two_workers(desk: Database):
    await _enqueue(desk, *(_elsewhere(f"visit-{number}") for number in range(60)))

    async def work() -> list[int]:
        mine: list[int] = []
        while taken := await _lease(desk, limit=4):
            mine += [one.id for one in taken]
        return mine

    taken = [one for mine in await asyncio.gather(*(work() for _ in range(6))) for one in mine]

    assert len(taken) == 60
    assert len(set(taken)) == 60


async def test_workers_pass_over_what_another_has_in_hand(postgres_url: str):
    """On PostgreSQL nobody waits: SKIP LOCKED."""
    database = Database(postgres_url)
    await _enqueue(database, _elsewhere("first"), _elsewhere("second"))

    async with database.writing() as one, database.writing() as other:
        (first,) = await outbox.lease(one, NOON, 1, PLATFORMS)
        (second,) = await outbox.lease(other, NOON, 1, PLATFORMS)

    assert {first.subject, second.subject} == {"first", "second"}
    await database.close()


async def test_a_lease_that_is_rolled_back_is_none(desk: Database):
    await _enqueue(desk, _delivery("visit"))

    async with desk.rehearsing() as session:
        assert len(await outbox.lease(session, NOON, 1, PLATFORMS)) == 1

    assert await _subjects(desk) == ["visit"]


async def test_one_worker_at_a_time_has_a_channel(desk: Database):
    """What a channel is told depends on what it was told before."""
    await _enqueue(desk, _delivery("first"), _delivery("second"), _elsewhere("third"))

    assert await _subjects(desk, limit=1) == ["first"]
    assert await _subjects(desk) == ["third"]


async def test_only_channels_of_the_given_platforms_are_leased(desk: Database):
    await _enqueue(desk, _delivery("visit"))

    async with desk.writing() as session:
        assert await outbox.lease(session, NOON, 10, ["slack"]) == ()


async def test_what_another_delivery_will_tell_is_not_leased(desk: Database):
    await _enqueue(desk, _delivery("visit"))
    (leased,) = await _lease(desk)
    held = Settlement(leased.id, DeliveryState.HELD, "quiet hours", NOON, held_for="release")
    await _settle(desk, held)

    assert await _lease(desk, NOON + HOUR) == []
    async with desk.reading() as session:
        (waiting,) = await outbox.held_for(session, "release")
    assert waiting.id == leased.id
