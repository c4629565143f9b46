"""Everything that can go wrong between us and Discord has one outcome, and nothing is lost."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.discord.sending.pace import Pace
from bot.ports import MessageGone, Rejected, TryLater, Unclear, Undeliverable
from tests.adapters.discord.saying import MOVED, VISIT, post, receipt
from tests.fakes.discord.client import logged_in, platform
from tests.fakes.discord.faults import Fault, Limit
from tests.fakes.discord.server import TOKEN as BOT_TOKEN
from tests.fakes.discord.server import DiscordServer
from tests.fakes.discord.world import May

SHORT, LONG = timedelta(seconds=0.1), timedelta(minutes=1)


async def test_a_rate_limit_is_slept_off(discord, server, desk):
    server.trouble(Fault.LIMITED, method="POST")
    await discord.post(post(desk))
    assert server.answers[429] == 1
    assert len(server.said) == 1


async def test_a_limit_of_the_whole_bot_is_slept_off_and_lets_others_go_on(server, client, desk):
    impatient = platform(client, patience=SHORT)
    other = server.open()
    await impatient.post(post(other, token="before"))  # noqa: S106
    server.trouble(Fault.LIMITED_ALL, method="POST", after=0.3)
    with pytest.raises(Unclear):
        await impatient.post(post(desk))
    assert await platform(client).find(str(desk.id), "the-first-one") is not None
    await platform(client).post(post(other))
    assert len(server.said) == 3


async def test_a_long_rate_limit_is_told_at_once(discord, server, desk):
    server.trouble(Fault.LIMITED, method="POST", after=600)
    with pytest.raises(TryLater) as told:
        await discord.post(post(desk))
    assert told.value.after == timedelta(seconds=600)
    assert server.said == []


async def test_a_ban_of_what_stands_before_discord_is_not_retried(discord, server, desk):
    server.trouble(Fault.BANNED, method="POST")
    with pytest.raises(TryLater) as told:
        await discord.post(post(desk))
    assert told.value.after == timedelta(seconds=7)
    assert server.answers[429] == 1


async def test_a_bad_gateway_may_have_let_it_through(server, client, desk):
    impatient = platform(client, patience=SHORT)
    server.trouble(Fault.ERROR, 9, method="POST")
    with pytest.raises(Unclear):
        await impatient.post(post(desk))


async def test_unavailable_is_not_taken(discord, server, desk):
    server.trouble(Fault.UNAVAILABLE, method="POST")
    with pytest.raises(TryLater):
        await discord.post(post(desk))
    assert (await discord.post(post(desk))).message == str(server.said[0].id)


async def test_no_answer_is_unclear(server, client, desk):
    server.trouble(Fault.HANG, method="POST")
    with pytest.raises(Unclear):
        await platform(client, patience=SHORT).post(post(desk))


async def test_a_message_whose_answer_was_lost_is_found_and_not_repeated(discord, server, desk):
    server.trouble(Fault.DROP, method="POST")
    with pytest.raises(Unclear):
        await discord.post(post(desk))
    found = await discord.find(str(desk.id), "the-first-one")
    assert found == await discord.post(post(desk))
    assert len(server.said) == 1


async def test_a_message_that_never_arrived_is_not_found_and_sent_again(discord, server, desk):
    server.trouble(Fault.LOSE, method="POST")
    with pytest.raises(Unclear):
        await discord.post(post(desk))
    assert await discord.find(str(desk.id), "the-first-one") is None
    await discord.post(post(desk))
    assert len(server.said) == 1


async def test_a_repeat_long_after_is_found_by_its_mark(discord, server, desk):
    first = await discord.post(post(desk))
    server.world.remembers_nonces = False
    assert await discord.find(str(desk.id), "the-first-one") == first


async def test_an_edit_that_may_have_been_done_is_just_tried_again(discord, server, desk):
    first = await discord.post(post(desk))
    server.trouble(Fault.DROP, method="PATCH")
    with pytest.raises(TryLater):
        await discord.edit(first, MOVED)
    await discord.edit(first, MOVED)
    assert "Moved" in server.said[0].text


async def test_a_deleted_channel(discord, server, desk):
    await discord.post(post(desk))
    server.world.remove(desk.id)
    with pytest.raises(Undeliverable):
        await discord.post(post(desk, token="next"))  # noqa: S106
    with pytest.raises(Undeliverable):
        await discord.edit(receipt(desk, 1), MOVED)


async def test_a_deleted_message(discord, server, desk):
    first = await discord.post(post(desk))
    server.world.delete(int(first.message))
    with pytest.raises(MessageGone):
        await discord.edit(first, MOVED)
    with pytest.raises(MessageGone):
        await discord.post(post(desk, MOVED, "reply", thread=first))
    assert server.said == []


async def test_missing_permissions_in_one_channel_of_many(discord, server):
    desks = [server.open() for _ in range(10)]
    desks[3].denied.add(May.SEND)
    desks[7].denied.add(May.SEE)
    sent = await asyncio.gather(*(discord.post(post(one)) for one in desks), return_exceptions=True)
    assert [type(one) for one in (sent[3], sent[7])] == [Undeliverable] * 2
    assert len(server.said) == 8


async def test_a_token_that_was_revoked(discord, server, desk):
    server.token = "another"  # noqa: S105
    with pytest.raises(Undeliverable):
        await discord.post(post(desk))


async def test_no_server_at_all(desk):
    async with DiscordServer() as server:
        place = server.open()
        async with logged_in(server) as client:
            adapter = platform(client)
            await adapter.post(post(place))
            await server.__aexit__()
            with pytest.raises(TryLater):
                await adapter.post(post(place))


async def test_an_address_of_another_platform(discord):
    with pytest.raises(Undeliverable):
        await discord.post(replace(post(1, VISIT), address="#desk"))


async def test_the_token_of_the_bot_is_in_no_log(discord, server, desk, caplog):
    caplog.set_level(logging.DEBUG)
    server.trouble(Fault.LIMITED, method="POST")
    await discord.post(post(desk))
    server.token = "another"  # noqa: S105
    with pytest.raises(Undeliverable) as told:
        await discord.post(post(desk, token="next"))  # noqa: S106
    assert "rate limited" in caplog.text
    assert BOT_TOKEN not in caplog.text + str(told.value)


async def test_a_message_that_discord_refuses(discord, server, desk):
    with pytest.raises(Rejected):
        await discord.post(post(desk, token="x" * 26))
    assert server.said == []


async def test_a_channel_that_has_had_its_turns_is_told_when_to_come_again(server, client, desk):
    pace = Pace(of_one=(1, timedelta(seconds=5)), in_channel=timedelta())
    adapter = platform(client, pace=pace)
    await adapter.post(post(desk))
    with pytest.raises(TryLater) as told:
        await adapter.post(post(desk, token="next"))  # noqa: S106
    assert told.value.after == timedelta(seconds=5)
    await adapter.post(post(server.open()))


async def test_no_429_is_provoked_over_many_channels(server, client):
    of_all, of_one = (50, timedelta(seconds=0.25)), (5, timedelta(seconds=0.25))
    server.of_all = Limit(50, 0.25)
    server.of_one = (5, 0.25)
    adapter = platform(client, pace=Pace(of_all, of_one, in_channel=LONG, in_all=LONG))
    desks = [server.open() for _ in range(25)]
    posts = [post(one, token=f"t{number}") for number in range(6) for one in desks]
    await asyncio.gather(*map(adapter.post, posts))
    assert server.answers[429] == 0
    assert len(server.said) == 150
