"""What `why` and `preview` say of one channel, its filters, its outbox and its calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.spec import Outcome
from bot.domain.channel_answers import PreviewAnswer, WhyAnswer
from bot.domain.delivery import DeliveryState
from bot.store import attention
from bot.store.attention import Telling
from tests.commands.desk import READER, Desk, receipt
from tests.world import EARLIER, NOW

VISIT, LATER = "putin-vietnam-2024", "putin-mongolia-2024"
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def why(desk: Desk, event: str = VISIT, **more: object) -> WhyAnswer:
    answer = await desk.data(f"why {event}", READER, **more)
    assert isinstance(answer, WhyAnswer)
    return answer


async def test_which_part_of_a_filter_refused_it(desk: Desk) -> None:
    for line in (
        "subscribe putin name:a",
        "subscribe trudeau name:b",
        "subscribe countries:canada name:c",
        "subscribe kinds:summit name:d",
        "subscribe exposure:yes alerts:cancelled name:e",
        "subscribe bound:yes name:f",
    ):
        await desk.data(line)
    found = {one.name: one for one in (await why(desk)).subscriptions}
    assert {name: one.refusal for name, one in found.items()} == {
        "a": None,
        "b": "nobody of justin-trudeau is in it",
        "c": "it concerns none of CA",
        "d": "it is a visit, not summit",
        "e": None,
        "f": "the state is not bound to arrest",
    }
    assert found["a"].unwanted == ("claim",)
    assert "reminder" in found["e"].unwanted
    assert "cancelled" not in found["e"].unwanted
    said = str((await desk.ask(f"why {VISIT}")).card)
    assert "b: not wanted, nobody of justin-trudeau is in it" in said


async def test_nobody_wants_it(desk: Desk) -> None:
    reply = await desk.ask(f"why {VISIT}", READER)
    assert reply.card.heading == "Desk does not hear of it: Putin visits Vietnam"
    assert "There is no subscription here" in str(reply.card)
    await desk.data("subscribe trudeau")
    found = await why(desk)
    assert (found.wanted, found.ahead, found.deliveries) == (False, (), ())


async def test_what_was_sent_is_held_and_failed(desk: Desk) -> None:
    await desk.data("subscribe putin")
    await desk.queue(
        "announced", VISIT, DeliveryState.SENT,
        revision=1, receipt=receipt("m-1"), sent_at=EARLIER, due=EARLIER,
    )  # fmt: skip
    await desk.queue(
        "changed", VISIT, DeliveryState.HELD,
        revision=2, reason="quiet hours", ready_at=at("2024-06-18 05:30"), held_for="desk/held/x",
    )  # fmt: skip
    await desk.queue("rescheduled", VISIT, DeliveryState.HELD, revision=3,
                     reason="the channel is paused: by U-admin", ready_at=FOREVER)  # fmt: skip
    await desk.queue("reminder", VISIT, DeliveryState.SKIPPED, offset="7d", reason="it has begun")
    await desk.queue("exposure", VISIT, DeliveryState.FAILED, reason="not permitted")
    await desk.queue("changed", LATER, DeliveryState.SENT, revision=2, sent_at=NOW)
    async with desk.database.writing() as session:
        told = Telling(revision=1, receipt=receipt("m-1"))
        await attention.put_telling(session, "desk", VISIT, told)
    found = await why(desk)
    assert (found.told_revision, found.message) == (1, "m-1")
    assert [(one.kind, one.revision, one.state, one.message) for one in found.deliveries] == [
        ("announced", 1, "sent", "m-1"),
        ("changed", 2, "held", None),
        ("rescheduled", 3, "held", None),
        ("reminder", None, "skipped", None),
        ("exposure", None, "failed", None),
    ]
    assert [one.until for one in found.deliveries] == [
        None, at("2024-06-18 05:30"), None, None, None,
    ]  # fmt: skip
    said = str((await desk.ask(f"why {VISIT}")).card)
    for words in ("announced (revision 1), message m-1", "changed (revision 2), held (quiet hours)",
                  "until somebody lets it go", "reminder 7d, skipped (it has begun)",
                  "exposure, failed (not permitted)"):  # fmt: skip
        assert words in said


async def test_reminders_still_to_come(desk: Desk) -> None:
    await desk.data('subscribe putin reminders:"7d 1d morning 1h" name:a')
    await desk.data("subscribe countries:vietnam reminders:12h,2d name:b")
    found = await why(desk)
    # The 19th begins in Hanoi at 17:00 UTC of the 18th; no hour is known, so no "1h", no "12h".
    assert [(one.kind, one.offset, one.at) for one in found.ahead] == [
        ("reminder", "1d", at("2024-06-17 17:00")),
        ("under-way", None, at("2024-06-19 05:00")),
        ("reminder", "morning", at("2024-06-19 07:00")),
        ("concluded", None, at("2024-06-20 17:00")),
    ]
    imprecise = await why(desk, LATER)
    assert (imprecise.wanted, imprecise.ahead) == (True, ())
    trip = await why(desk, "putin-asia-2024")
    assert (trip.by_legs, trip.ahead) == (True, ())
    past = await why(desk, "putin-vietnam-2017")
    assert past.ahead == ()


async def test_what_is_set_aside_is_said(desk: Desk) -> None:
    await desk.data("subscribe putin reminders:morning quiet:22:00-09:00")
    held = {one.held for one in (await why(desk)).ahead if one.kind == "reminder"}
    assert held == {"quiet hours"}
    await desk.data(f"snooze {VISIT} until:2024-06-19 09:00")
    found = await why(desk)
    assert found.snoozed_until == at("2024-06-19 08:00")
    assert {one.until for one in found.ahead if one.held == "snoozed"} == {at("2024-06-19 08:00")}
    await desk.data("pause")
    assert {(one.held, one.until) for one in (await why(desk)).ahead} == {("paused", None)}
    await desk.data(f"claim {VISIT}", READER)
    reply = await desk.ask(f"why {VISIT}")
    assert reply.card.heading == "Desk wants it, but hears nothing now: Putin visits Vietnam"
    for words in ("Paused (by U-admin) until it is resumed", "Snoozed until", READER):
        assert words in str(reply.card)


async def test_a_mute_silences_an_event_only_where_nobody_else_comes(desk: Desk) -> None:
    await desk.data("subscribe countries:vietnam")
    await desk.data("mute to lam")
    found = await why(desk)
    assert ([one.id for one in found.muted], found.silenced) == (["to-lam"], False)
    assert found.ahead
    await desk.data("mute putin")
    found = await why(desk)
    assert (len(found.muted), found.silenced, found.ahead) == (2, True, ())


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("why zzzz", Outcome.NOTHING),
        ("why", Outcome.MISUSED),
        ("why " + "x" * 10_000, Outcome.MISUSED),
        ("preview days:0", Outcome.MISUSED),
        ("preview days:61", Outcome.MISUSED),
        ("preview days:soon", Outcome.MISUSED),
    ],
)
async def test_what_is_not_understood(desk: Desk, line: str, outcome: Outcome) -> None:
    assert (await desk.ask(line)).outcome is outcome


async def test_a_preview_of_nothing(desk: Desk) -> None:
    reply = await desk.ask("preview", READER)
    assert "It got nothing" in str(reply.card)
    assert "Nothing falls due" in str(reply.card)


async def test_a_preview(desk: Desk) -> None:
    await desk.data('subscribe putin reminders:"1d" alerts:reminder digest:"08:00 weekdays"')
    await desk.queue("announced", VISIT, DeliveryState.SENT, revision=1, receipt=receipt("m-1"),
                     sent_at=NOW - timedelta(days=6), due=NOW - timedelta(days=6))  # fmt: skip
    await desk.queue("announced", LATER, DeliveryState.SENT, revision=1, receipt=receipt("m-0"),
                     sent_at=NOW - timedelta(days=9), due=NOW - timedelta(days=9))  # fmt: skip
    await desk.queue("changed", VISIT, DeliveryState.HELD, revision=2, reason="quiet hours",
                     ready_at=NOW + timedelta(hours=9))  # fmt: skip
    await desk.queue("exposure", VISIT, DeliveryState.FAILED, reason="refused")
    found = await desk.data("preview 3", READER)
    assert isinstance(found, PreviewAnswer)
    assert (found.days, found.got) == (3, ())
    found = await desk.data("preview", READER)
    assert [(one.title, one.message) for one in found.got] == [("Putin visits Vietnam", "m-1")]
    assert [(one.kind, one.until) for one in found.waiting] == [
        ("changed", NOW + timedelta(hours=9))
    ]
    assert [(one.kind, one.reason) for one in found.missed] == [("exposure", "refused")]
    assert [(one.kind, one.at) for one in found.coming] == [
        ("reminder", at("2024-06-17 15:00")),
        ("reminder", at("2024-06-17 17:00")),
        *(("digest", at(f"2024-06-{day} 07:00")) for day in (18, 19, 20, 21, 24)),
    ]
    said = str((await desk.ask("preview")).card)
    assert "reminder 1d: Putin visits Vietnam [putin-vietnam-2024]" in said
    await desk.data("pause until 2024-06-19 12:00")
    held = [one.held for one in (await desk.data("preview")).coming]
    assert held == ["paused"] * 4 + [None] * 3


async def test_a_preview_of_another_filter_is_empty(desk: Desk) -> None:
    await desk.data("subscribe trudeau digest:off")
    found = await desk.data("preview 14")
    assert found.coming == ()
