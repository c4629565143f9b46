"""The link of a calendar: given once, known of, renewed, revoked; for those who may subscribe."""

from dataclasses import replace

import pytest

from bot.clock import ReplayClock
from bot.commands.spec import Outcome, Request
from bot.counter import Counter
from bot.domain.feeds import digest_of
from bot.flow.desk import Desk as FlowDesk
from bot.store import feeds
from tests.commands.desk import ADMIN, EDITOR, Desk
from tests.world import NOW

SERVED = "https://dragoman.example.org/"


@pytest.fixture
async def serving(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of a service that serves calendars, with two subscriptions."""

    def counter(database, platforms=None):
        return Counter(FlowDesk(database, {}, ReplayClock(NOW), feeds=SERVED))

    monkeypatch.setattr("tests.commands.desk.counter", counter)
    await desk.data("subscribe actors:putin name:asia")
    await desk.data("subscribe kinds:summit name:summits")
    return desk


async def kept(desk: Desk) -> dict[str, str]:
    async with desk.database.reading() as session:
        found = await feeds.feeds_of(session, ["desk-asia", "desk-summits"])
    return {one: feed.digest for one, feed in found.items()}


async def test_a_link_is_given_once_and_its_card_is_no_one_elses(serving: Desk) -> None:
    reply = await serving.ask("feed asia")
    assert reply.secret
    address, _, token = reply.data.link.partition("?token=")
    assert address == "https://dragoman.example.org/calendar.ics"
    assert reply.data.link in str(reply.card)
    assert await kept(serving) == {"desk-asia": digest_of(token)}
    again = await serving.ask("feed asia")
    assert (again.ok, again.secret, again.data.link) == (True, False, None)
    assert (again.data.since, again.data.by) == (NOW, ADMIN)
    assert token not in str(again.card)


async def test_a_list_says_which_have_a_link(serving: Desk) -> None:
    await serving.data("feed asia")
    listed = await serving.data("feed")
    assert [(one.name, one.since, one.link) for one in listed.items] == [
        ("asia", NOW, None), ("summits", None, None),
    ]  # fmt: skip


async def test_renewing_puts_another_in_its_place_and_revoking_none(serving: Desk) -> None:
    first = await serving.data("feed asia")
    second = await serving.data("feed asia renew")
    assert first.link != second.link
    assert await kept(serving) == {"desk-asia": digest_of(second.link.partition("=")[2])}
    assert (await serving.data("feed asia revoke")).since is None
    assert await kept(serving) == {}
    assert (await serving.ask("feed asia revoke")).ok
    assert (await serving.data("feed asia")).link not in (first.link, second.link)


async def test_a_subscription_takes_its_link_along(serving: Desk) -> None:
    await serving.data("feed asia")
    await serving.data("subscribe actors:kim-jong-un name:asia")
    assert {*await kept(serving)} == {"desk-asia"}
    await serving.data("unsubscribe asia")
    assert await kept(serving) == {}


@pytest.mark.parametrize(
    ("line", "outcome", "problem"),
    [
        ("feed nothing", Outcome.NOTHING, "nothing found for 'nothing'; nearest:"),
        ("feed link:renew", Outcome.MISUSED, "the link of which subscription?"),
        ("feed asia link:burn", Outcome.MISUSED, "it is one of renew, revoke"),
    ],
)
async def test_what_cannot_be_done(
    serving: Desk, line: str, outcome: Outcome, problem: str
) -> None:
    reply = await serving.ask(line)
    assert reply.outcome is outcome
    assert problem in (reply.problem or "")


async def test_only_who_may_subscribe(serving: Desk) -> None:
    assert (await serving.ask("feed asia", EDITOR)).outcome is Outcome.REFUSED
    assert (await serving.ask("feed asia", channel="risk")).outcome is Outcome.NOTHING


async def test_where_none_are_served_there_is_no_link(desk: Desk) -> None:
    await desk.data("subscribe actors:putin name:asia")
    reply = await desk.ask("feed asia")
    assert reply.problem == (
        "no calendars are served here; whoever runs Dragoman sets DRAGOMAN_FEED_PORT"
    )
    assert (await desk.ask("feed asia revoke")).ok
    request = Request("feed", {"name": "asia"}, NOW, ADMIN, "desk")
    lying = replace(request, feeds="https://elsewhere.example.org")
    assert not (await Counter(FlowDesk(desk.database, {}, ReplayClock(NOW))).answer(lying)).ok
