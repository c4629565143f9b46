"""The real client, cache and gateway included, against a Discord that knows its rules.

simcord refuses what Discord refuses: permissions, limits of components, edits of others' messages.
"""

import asyncio

import discord
import pytest

from bot.cards.card import Card, Tone
from bot.ports import MessageGone, Undeliverable
from tests.adapters.discord.saying import MOVED, TOKEN, VISIT, post, receipt
from tests.test_adapter_contract import CARDS

REPLY = "reply"
pytestmark = pytest.mark.simcord(shard_count=1)


def texts(message: discord.Message) -> str:
    shown = []
    for frame in message.components:
        for one in frame.walk_children() if hasattr(frame, "walk_children") else frame.children:
            shown += [part.content for part in [one, *getattr(one, "children", [])]
                      if hasattr(part, "content")]  # fmt: skip
    return "\n".join(shown)


def without(guild, **denied) -> dict:
    """Return the overwrites of a channel in which the bot may not do some things."""
    return {guild.default_role: discord.PermissionOverwrite(**dict.fromkeys(denied, False))}


async def test_the_least_intents_are_asked_for(simcord_bot):
    assert {name for name, wanted in simcord_bot.intents if wanted} == {"guilds"}
    assert not simcord_bot.allowed_mentions.everyone


@pytest.mark.parametrize("name", CARDS)
async def test_every_card_is_taken(said, guild, name):
    channel = guild.create_text_channel("desk")
    first = await said.post(post(channel, CARDS[name]))
    await said.edit(first, MOVED)
    (message,) = channel.history()
    assert message.flags.components_v2
    assert texts(message).startswith("### Moved: a visit")


async def test_from_the_first_message_to_a_change_in_its_thread(said, guild):
    channel = guild.create_text_channel("desk")
    first = await said.post(post(channel))
    told = await said.post(post(channel, MOVED, REPLY, thread=first))
    (thread,) = channel.threads
    assert thread.name == "Moved: a visit"
    assert await said.find(str(channel.id), TOKEN) == first
    assert await said.find(str(channel.id), REPLY) == told
    assert await said.find(str(channel.id), "never sent") is None


async def test_in_a_forum(said, guild):
    forum = guild.create_forum_channel("events")
    first = await said.post(post(forum))
    told = await said.post(post(forum, MOVED, REPLY, thread=first))
    assert [thread.name for thread in forum.threads] == ["A visit"]
    assert await said.find(str(forum.id), REPLY) == told


async def test_in_an_announcement_channel(said, guild, simcord_env):
    news = guild.create_news_channel("news")
    first = await said.post(post(news))
    asked = [f"{one.method} {one.path}" for one in simcord_env.http_requests]
    assert asked[-1] == f"POST /channels/{news.id}/messages/{first.message}/crosspost"


async def test_missing_permissions_in_one_channel_of_many(said, guild):
    shut = guild.create_text_channel("shut", overwrites=without(guild, send_messages=True))
    open_ones = [guild.create_text_channel(f"desk-{number}") for number in range(5)]
    sent = await asyncio.gather(
        *(said.post(post(one)) for one in [*open_ones, shut]), return_exceptions=True
    )
    assert isinstance(sent[-1], Undeliverable)
    assert [len(one.history()) for one in open_ones] == [1] * 5


async def test_without_threads_a_change_is_a_plain_reply(said, guild):
    denied = without(guild, create_public_threads=True)
    channel = guild.create_text_channel("desk", overwrites=denied)
    first = await said.post(post(channel))
    told = await said.post(post(channel, MOVED, REPLY, thread=first))
    assert told == receipt(channel, channel.last_message.id)
    assert str(channel.last_message.reference.message_id) == first.message


async def test_a_message_that_somebody_deleted(said, guild, simcord_env):
    channel = guild.create_text_channel("desk")
    first = await said.post(post(channel))
    await channel.last_message.delete()
    with pytest.raises(MessageGone):
        await said.edit(first, MOVED)
    with pytest.raises(MessageGone):
        await said.post(post(channel, MOVED, REPLY, thread=first))


async def test_a_channel_that_somebody_deleted(said, guild, simcord_bot, simcord_env):
    channel = guild.create_text_channel("desk")
    first = await said.post(post(channel))
    await simcord_bot.get_channel(channel.id).delete()
    await simcord_env.settle()
    with pytest.raises(Undeliverable):
        await said.post(post(channel, token="next"))  # noqa: S106
    with pytest.raises(Undeliverable):
        await said.edit(first, MOVED)


async def test_nobody_is_called_by_what_a_card_says(said, guild, simcord_env):
    role = guild.create_role("desk")
    channel = guild.create_text_channel("desk")
    await said.post(post(channel, Card(Tone.NEWS, f"@everyone @here {role.mention}")))
    message = channel.last_message
    assert not message.mention_everyone
    assert message.raw_role_mentions == []


async def test_whom_a_subscription_names_is_called(said, guild):
    role = guild.create_role("desk")
    channel = guild.create_text_channel("desk")
    await said.post(post(channel, mentions=(role.mention,)))
    assert role.id in [one.id for one in channel.last_message.role_mentions]


async def test_the_owner_is_warned_in_a_direct_message(said, guild):
    await said.warn(str(guild.id), VISIT, TOKEN)
    assert "A visit" in texts(guild.owner.dm_channel.last_message)


async def test_what_is_no_place_for_words(said, guild):
    category = guild.create_category("all")
    with pytest.raises(Undeliverable):
        await said.post(post(category))
