"""What every adapter promises to the core, asked of each of them."""

import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import pytest

from adapters.console.platform import ConsolePlatform
from adapters.discord.render import Style
from adapters.slack.platform import SlackPlatform
from adapters.slack.sending.mark import Mark
from adapters.slack.sending.pace import Pace
from bot.cards.actor import actor_card
from bot.cards.alert import alert_card, state_card
from bot.cards.arrivals import arrivals_card
from bot.cards.card import Card
from bot.cards.claims import claim_card, claims_card
from bot.cards.colocation import colocation_card
from bot.cards.digest import digest_card
from bot.cards.event import event_card
from bot.cards.exposure import exposure_card
from bot.cards.held import held_card
from bot.cards.history import history_card
from bot.cards.listing import events_card, warrants_card
from bot.cards.reminder import reminder_card
from bot.cards.warrant import warrant_card, warrant_news_card
from bot.domain.alerts import CHANGES, AlertKind
from bot.domain.cadence import DEFAULT_OFFSETS
from bot.domain.delivery import TOKEN_LENGTH, Receipt, idempotency_token
from bot.ports import MessageGone, Platform, Post
from tests import builders
from tests.fakes.discord.client import logged_in
from tests.fakes.discord.client import platform as discord_platform
from tests.fakes.discord.server import DiscordServer
from tests.fakes.discord.world import Kind
from tests.fakes.pace import Stopwatch
from tests.fakes.platform import FakePlatform
from tests.fakes.slack import SlackServer
from tests.fakes.slack.server import TOKEN as SLACK_TOKEN
from tests.pictures.tiny import broken, picture

NOW = datetime(2024, 6, 17, 11, tzinfo=UTC)
DESK, LAB = "1001", "1002"
"""Addresses that every platform can read: Discord's are numbers."""
TOKEN = idempotency_token("desk/announced/visit/r1")


class Adapter(Protocol):
    """A platform, and what its channels really hold."""

    platform: Platform

    def held(self) -> list[tuple[str, str]]:
        """Return the (address, token) of every message, in order."""
        ...


class OnConsole:
    def __init__(self, journal) -> None:
        self.screen = io.StringIO()
        self.platform = ConsolePlatform(journal, self.screen)

    def held(self):
        return [(one.address, one.token) for one in self.platform.posted()]


class OnFake:
    def __init__(self) -> None:
        self.platform = FakePlatform()

    def held(self):
        return [(one.post.address, one.post.token) for one in self.platform.kept.values()]


class OnSlack:
    """The channels' ids are what the core calls an address, and it does not look into them."""

    def __init__(self, server: SlackServer) -> None:
        self.server = server
        for address in (DESK, LAB):
            server.add_channel(address)
        server.add_user("U0001")
        pace = Pace(watch := Stopwatch(), watch.sleep)
        self.platform = SlackPlatform(_token, _people, api_url=server.api_url, pace=pace)

    def held(self):
        marks = [(one.channel, Mark.on({"metadata": one.metadata})) for one in self.server.messages]
        return [(channel, mark.token) for channel, mark in marks]


async def _token(_workspace: str) -> str:
    return SLACK_TOKEN


async def _people(_workspace: str) -> tuple[str, ...]:
    return ("U0001",)


async def on_slack(closing: AsyncExitStack) -> OnSlack:
    slack = OnSlack(await closing.enter_async_context(SlackServer()))
    closing.push_async_callback(slack.platform.close)
    return slack


class OnDiscord:
    def __init__(self, server, client, style) -> None:
        self.server = server
        self.platform = discord_platform(client, style=style, people=self._people)
        self._owner = client.get_partial_messageable(server.open(Kind.DM).id)
        for address in (DESK, LAB):
            server.open(number=int(address))

    def held(self):
        return [(str(self.server.world.home(one)), one.nonce) for one in self.server.said]

    async def _people(self, workspace):
        return [self._owner]


@asynccontextmanager
async def on_discord(style):
    async with DiscordServer() as server, logged_in(server) as client:
        yield OnDiscord(server, client, style)


@pytest.fixture(params=["console", "fake", "slack", "discord", "discord-embeds"])
async def adapter(request, tmp_path) -> AsyncIterator[Adapter]:
    async with AsyncExitStack() as closing:
        match request.param:
            case "console":
                yield OnConsole(tmp_path / "console.jsonl")
            case "fake":
                yield OnFake()
            case "slack":
                yield await on_slack(closing)
            case discord:
                style = Style.EMBED if discord == "discord-embeds" else Style.LAYOUT
                yield await closing.enter_async_context(on_discord(style))


@pytest.fixture
def platform(adapter) -> Platform:
    return adapter.platform


def _cards() -> dict[str, Card]:
    event, exposure = builders.event_answer(), builders.exposure_answer()
    summary, warrant = builders.event_summary(), builders.warrant_answer()
    claim, denial = builders.claim_answer(), builders.denial_answer()
    change = builders.change("dates", "18–19 Jun 2024", "19 Jun 2024")
    other = builders.event_answer(id="other", title="Another visit")
    begins = event.planned.begins
    cards = {
        "actor": actor_card(builders.actor_answer()),
        "arrivals": arrivals_card(event, (other,)),
        "state": state_card(event),
        "claims": claims_card(builders.listing(claim, denial), "North Korea"),
        "claim": claim_card(claim),
        "co-location": colocation_card(event, other),
        "digest": digest_card(
            date(2024, 6, 17), "UTC", (summary,), (summary,), ((summary, (change,)),), (claim,)
        ),
        "empty-digest": digest_card(date(2024, 6, 17), "UTC", (), (), (), ()),
        "event": event_card(event),
        "exposure": exposure_card(exposure, event),
        "held": held_card((("First",), ("Second",)), 2),
        "history": history_card("A visit", builders.listing(builders.revision_answer())),
        "events": events_card("Events", builders.listing(summary)),
        "warrants": warrants_card(builders.listing(warrant)),
        "warrant": warrant_card(warrant),
        "warrant-news": warrant_news_card(warrant, (exposure,)),
    }
    cards |= {str(kind): alert_card(kind, event, (change,)) for kind in sorted(CHANGES)}
    cards |= {
        f"reminder-{offset}": reminder_card(event, offset, begins, False, NOW)
        for offset in DEFAULT_OFFSETS
    }
    return cards


CARDS = _cards()
CARDS["pictured"] = replace(CARDS["digest"], picture=picture())
CARDS["badly-pictured"] = replace(CARDS["digest"], picture=broken())
VISIT, MOVED = CARDS["announced"], CARDS["rescheduled"]


def post(card: Card = VISIT, address: str = DESK, token: str = TOKEN, **more) -> Post:
    return Post(address, card, token, NOW, **more)


def test_there_is_a_sample_of_every_kind_of_alert():
    told_otherwise = {
        AlertKind.REMINDER: "reminder-1d",
        AlertKind.WARRANT: "warrant-news",
    }
    assert {told_otherwise.get(kind, str(kind)) for kind in AlertKind} <= CARDS.keys()


async def test_its_name_is_that_of_its_receipts(platform):
    receipt = await platform.post(post())
    assert receipt.platform == platform.name
    assert receipt.address == DESK
    assert receipt.message


@pytest.mark.parametrize("name", CARDS)
async def test_every_kind_of_card_can_be_posted_and_shown_instead(adapter, name):
    receipt = await adapter.platform.post(post(CARDS[name]))
    await adapter.platform.edit(receipt, CARDS[name])
    await adapter.platform.edit(receipt, MOVED)
    assert adapter.held() == [(DESK, TOKEN)]


async def test_the_same_token_is_the_same_message(adapter):
    first = await adapter.platform.post(post())
    assert await adapter.platform.post(post(MOVED)) == first
    later = replace(post(), now=NOW + timedelta(days=1))
    assert await adapter.platform.post(later) == first
    assert adapter.held() == [(DESK, TOKEN)]


async def test_each_channel_has_its_own_messages(adapter):
    first = await adapter.platform.post(post())
    other = await adapter.platform.post(post(address=LAB))
    assert first != other
    assert adapter.held() == [(DESK, TOKEN), (LAB, TOKEN)]


async def test_other_tokens_are_other_messages(adapter):
    tokens = [idempotency_token(str(number)) for number in range(20)]
    receipts = [await adapter.platform.post(post(token=token)) for token in tokens]
    assert len({one.message for one in receipts}) == len(tokens)
    assert adapter.held() == [(DESK, token) for token in tokens]


async def test_a_message_is_found_by_its_token(platform):
    receipt = await platform.post(post())
    assert await platform.find(DESK, TOKEN) == receipt
    assert await platform.find(LAB, TOKEN) is None
    assert await platform.find(DESK, "x" * TOKEN_LENGTH) is None


async def test_an_edited_message_is_still_found(platform):
    receipt = await platform.post(post())
    await platform.edit(receipt, MOVED)
    assert await platform.find(DESK, TOKEN) == receipt


async def test_a_reply_is_a_message_in_the_thread_of_another(adapter):
    first = await adapter.platform.post(post())
    reply = await adapter.platform.post(post(MOVED, token="reply", thread=first))  # noqa: S106
    assert reply != first
    assert await adapter.platform.find(DESK, "reply") == reply
    assert adapter.held() == [(DESK, TOKEN), (DESK, "reply")]


async def test_a_reply_is_not_repeated(adapter):
    first = await adapter.platform.post(post())
    reply = post(MOVED, token="reply", thread=first)  # noqa: S106
    assert await adapter.platform.post(reply) == await adapter.platform.post(reply)
    assert len(adapter.held()) == 2


def no_message(platform: Platform) -> Receipt:
    return Receipt(platform=platform.name, address=DESK, message="no-such-message")


async def test_a_message_that_is_gone_cannot_be_edited(platform):
    with pytest.raises(MessageGone):
        await platform.edit(no_message(platform), VISIT)


async def test_a_message_that_is_gone_cannot_be_replied_to(adapter):
    with pytest.raises(MessageGone):
        await adapter.platform.post(post(thread=no_message(adapter.platform)))
    assert adapter.held() == []


async def test_mentions_are_taken(adapter):
    await adapter.platform.post(post(mentions=("@law", "@desk")))
    assert adapter.held() == [(DESK, TOKEN)]


async def test_people_in_charge_can_be_warned_more_than_once(platform):
    await platform.warn("home", CARDS["event"], TOKEN)
    await platform.warn("home", CARDS["event"], TOKEN)


async def test_what_is_hidden_in_a_card_is_not_needed(tmp_path):
    """The token, which tells repeats apart, is the core's business and not the reader's."""
    console = OnConsole(tmp_path / "console.jsonl")
    await console.platform.post(post())
    assert TOKEN not in console.screen.getvalue()
