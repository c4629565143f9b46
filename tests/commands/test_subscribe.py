"""Subscribing from a channel: what is understood, what is changed, what is refused."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.cards.card import Tone
from bot.commands.spec import Outcome
from bot.domain.actors import Occupancy
from bot.domain.channel_answers import ChannelAnswer, SubscriptionAnswer
from bot.domain.events import Certainty, EventKind
from bot.domain.subscription import Days, DigestTime, Mention, QuietHours, Style, Subscription
from bot.lookup.profile import profile_of
from bot.store import channels, events, facts
from tests.commands.desk import Desk
from tests.world import NOW


async def _kept(desk: Desk, channel: str = "desk") -> dict[str, Subscription]:
    async with desk.database.reading() as session:
        found = await channels.subscribers_of(session, channel)
    return {one.subscription.id: one.subscription for one in found}


async def test_all_that_can_be_said(desk: Desk) -> None:
    line = (
        "subscribe actors:putin,to-lam countries:вьетнам,MN regions:europe kinds:visit,summit "
        'certainty:likely exposure:yes bound:no warrants:no alerts:"cancelled, reminder" '
        'reminders:"7d 1d morning 1h" digest:"08:00 weekdays" empty:no quiet:22:00-06:30 '
        'mention:"@desk for cancelled" locale:de style:new name:Asia'
    )
    answer = await desk.data(line)
    assert isinstance(answer, SubscriptionAnswer)
    one = (await _kept(desk))["desk-asia"]
    assert one.filter.model_dump(exclude_defaults=True) == {
        "actors": ("vladimir-putin", "to-lam"),
        "countries": ("VN", "MN"),
        "regions": ("europe",),
        "kinds": (EventKind.VISIT, EventKind.SUMMIT),
        "least_certainty": Certainty.HIGHLY_LIKELY,
        "exposure_only": True,
        "warrants": False,
    }
    assert one.alerts == ("cancelled", "reminder", "digest")  # a digest that is asked for, comes
    assert one.reminders == ("7d", "1d", "morning", "1h")
    assert one.digests == (DigestTime(at=time(8), days=Days.WEEKDAYS),)
    assert one.quiet == QuietHours(start=time(22), end=time(6, 30))
    assert one.mentions == (Mention(whom="@desk", of=("cancelled",)),)
    assert (one.empty_digests, one.locale, one.style) == (False, "de", Style.NEW)
    assert [each.name for each in answer.actors] == ["Vladimir Putin", "To Lam"]
    assert answer.next_digest == datetime(2024, 6, 18, 7, tzinfo=UTC)
    assert (answer.id, answer.name, answer.schema_version) == ("desk-asia", "asia", 1)


async def test_the_next_digest_is_planned(desk: Desk) -> None:
    await desk.data('subscribe digest:"08:00"')
    async with desk.database.reading() as session:
        assert await channels.next_digest_at(session) == datetime(2024, 6, 18, 7, tzinfo=UTC)


async def test_what_was_understood_is_said(desk: Desk) -> None:
    reply = await desk.ask('subscribe putin countries:vietnam digest:"08:00 weekdays" name:a')
    assert reply.card.heading == "Desk now has the subscription a"
    said = str(reply.card)
    for words in ("with Vladimir Putin", "concerning Vietnam", "08:00 on weekdays", "7d, 1d"):
        assert words in said
    again = await desk.ask("subscribe name:a quiet:22-6")
    assert again.card.heading == "Desk changed the subscription a"


async def test_the_same_name_changes_only_what_is_named(desk: Desk) -> None:
    await desk.data("subscribe actors:putin quiet:22:00-06:30 name:asia")
    await desk.data("subscribe countries:vietnam reminders:none name:ASIA")
    (one,) = (await _kept(desk)).values()
    assert (one.filter.actors, one.filter.countries) == (("vladimir-putin",), ("VN",))
    assert (one.reminders, one.quiet) == ((), QuietHours(start=time(22), end=time(6, 30)))
    await desk.data("subscribe actors:any quiet:off name:asia")
    (one,) = (await _kept(desk)).values()
    assert (one.filter.actors, one.filter.countries, one.quiet) == ((), ("VN",), None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("subscribe", "everything"),
        ("subscribe putin, to lam", "vladimir-putin-to-lam"),
        ("subscribe countries:vietnam kinds:visit", "vn-visit"),
        ("subscribe exposure:yes", "exposure"),
    ],
)
async def test_a_name_follows_from_what_is_wanted(desk: Desk, line: str, name: str) -> None:
    for _ in range(2):  # said twice it is one subscription
        assert (await desk.data(line)).name == name
    assert list(await _kept(desk)) == [f"desk-{name}"]


async def test_another_wish_of_the_same_name_is_another_subscription(desk: Desk) -> None:
    await desk.data("subscribe")
    assert (await desk.data("subscribe certainty:certain")).name == "everything-2"


async def test_several_subscriptions_stand_side_by_side(desk: Desk) -> None:
    for line in ("subscribe putin", "subscribe countries:vietnam", "subscribe name:risk"):
        await desk.data(line)
    await desk.data("subscribe name:risk", channel="risk", who="terminal")
    assert len(await _kept(desk)) == 3
    assert list(await _kept(desk, "risk")) == ["risk-risk"]


async def test_a_subscription_of_a_seed_file_is_changed_by_its_name(desk: Desk) -> None:
    async with desk.database.writing() as session:
        old = Subscription(id="old-wish", channel="desk")
        await channels.put_subscription(session, old, NOW)
    await desk.data("subscribe name:old-wish style:new")
    assert (await _kept(desk))["old-wish"].style is Style.NEW
    await desk.data("unsubscribe old-wish")
    assert await _kept(desk) == {}


@pytest.mark.parametrize(
    ("words", "outcome", "problem"),
    [
        ("actors:zzzz", Outcome.NOTHING, "nothing found for 'zzzz'"),
        ('actors:"putin,justin troudou"', Outcome.NOTHING, "Justin Trudeau [justin-trudeau]"),
        ("actors:kim", Outcome.SEVERAL, "Kim Jong Il [kim-jong-il], Kim Jong Un"),
        ("countries:korea", Outcome.SEVERAL, "North Korea [KP]"),
        ("countries:mongolai", Outcome.NOTHING, "Mongolia [MN]"),
        ("regions:atlantis", Outcome.MISUSED, "'atlantis' is not a region"),
        ("kinds:visti", Outcome.MISUSED, "did you mean visit?"),
        ("certainty:sure", Outcome.MISUSED, "it is one of any, uncertain"),
        ("exposure:perhaps", Outcome.MISUSED, "it is one of yes, no"),
        ("alerts:everythng", Outcome.MISUSED, "is not a kind of alert"),
        ('reminders:"7d soon"', Outcome.MISUSED, "'soon' is not an offset; write 7d"),
        ("digest:25:00", Outcome.MISUSED, "not an hour of the day; write 08:00"),
        ("quiet:night", Outcome.MISUSED, "write 22:00-06:30"),
        ("locale:klingon", Outcome.MISUSED, "is not a locale"),
        ("style:loud", Outcome.MISUSED, "it is one of edit, new"),
        ("name:!!!", Outcome.MISUSED, "write name:asia-desk"),
        (f"name:{'a' * 41}", Outcome.MISUSED, "at most 40"),
        (f"name:{'a' * 10_000}", Outcome.MISUSED, "name is longer than 300 characters"),
        (f"reminders:{'7d,' * 3_400}", Outcome.MISUSED, "reminders is longer than 300"),
        (f"actors:{'putin,' * 1_700}", Outcome.MISUSED, "actors is longer than 2000"),
        ("channel:risk", Outcome.MISUSED, "only the terminal can name a channel"),
    ],
)
async def test_what_is_not_understood(
    desk: Desk, words: str, outcome: Outcome, problem: str
) -> None:
    reply = await desk.ask(f"subscribe {words}")
    assert reply.outcome is outcome
    assert reply.problem
    assert problem in reply.problem
    assert "\n" not in reply.problem
    assert len(reply.problem) < 1_000
    assert reply.card.tone is Tone.TROUBLE
    assert await _kept(desk) == {}


async def test_an_office_follows_a_change_of_holder(desk: Desk) -> None:
    """To Lam left the presidency; whoever comes next is meant from then on."""
    await desk.data("subscribe president of vietnam name:office")
    async with desk.database.writing() as session:
        post = "president-of-vietnam"
        await facts.put_occupancy(
            session, Occupancy(holder="justin-trudeau", post=post, start="2024-10-21")
        )
        visit = await events.event(session, "putin-vietnam-2024")
        assert visit is not None
        wish = (await channels.subscribers_of(session, "desk"))[0].subscription.filter
        assert wish.actors == (post,)
        for holder, day, wanted in (
            ("to-lam", date(2024, 6, 19), True),
            ("justin-trudeau", date(2024, 6, 19), False),
            ("to-lam", date(2024, 12, 1), False),
            ("justin-trudeau", date(2024, 12, 1), True),
        ):
            cast = [{"actor": holder, "role": "visitor"}]
            planned = {"start": day.isoformat()}
            fields: Any = visit.model_dump() | {"participants": cast, "planned": planned}
            event = type(visit).model_validate(fields)
            assert wish.wants(await profile_of(session, event, NOW)) is wanted


async def test_unsubscribe(desk: Desk) -> None:
    await desk.data('subscribe putin name:"Asia Desk"')
    missing = await desk.ask("unsubscribe asia-dsk")
    assert missing.outcome is Outcome.NOTHING
    assert missing.problem == "nothing found for 'asia-dsk'; nearest: subscription [asia-desk]"
    answer = await desk.data("unsubscribe Asia Desk")
    assert (answer.id, answer.name) == ("desk-asia-desk", "asia-desk")
    assert await _kept(desk) == {}
    assert (await desk.ask("unsubscribe asia-desk")).outcome is Outcome.NOTHING


async def test_the_list_says_all(desk: Desk) -> None:
    empty = await desk.ask("subscriptions", "U-reader")
    assert "It is told of nothing" in str(empty.card)
    await desk.data("subscribe putin quiet:22:00-06:30 name:asia")
    await desk.data("subscribe exposure:yes reminders:none name:risk")
    await desk.data("pause 2h")
    await desk.data("snooze putin-vietnam-2024")
    await desk.data("mute trudeau")
    reply = await desk.ask("subscriptions", "U-reader")
    found = reply.data
    assert isinstance(found, ChannelAnswer)
    assert [one.name for one in found.subscriptions] == ["asia", "risk"]
    assert (found.pause.paused, found.pause.until) == (True, NOW + timedelta(hours=2))
    assert [(one.event.id, one.until) for one in found.snoozed] == [
        ("putin-vietnam-2024", NOW + timedelta(days=1))
    ]
    assert [one.id for one in found.muted] == ["justin-trudeau"]
    said = str(reply.card)
    for words in ("Paused (by U-admin) until", "with Vladimir Putin", "quiet 22:00–06:30",
                  "only where the subject of a warrant", "Putin visits Vietnam"):  # fmt: skip
        assert words in said
    later = await desk.data("subscriptions", now=NOW + timedelta(days=2))
    assert (later.pause.paused, later.snoozed) == (False, ())
