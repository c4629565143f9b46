"""Where we are let in we say so; what becomes of channels and servers is followed."""

import discord
import pytest

from adapters.discord.listening.answering import Answers
from adapters.discord.listening.guilds import Guilds
from adapters.discord.listening.welcome import welcome_card
from bot.clock import ReplayClock
from bot.ports import Happening
from tests import world
from tests.adapters.discord.listening.room import listener, shown

SHUT = discord.PermissionOverwrite(send_messages=False)


class Told:
    """A door that notes what it is told."""

    def __init__(self):
        self.news = []

    async def follow(self, news):
        self.news.append(news)

    def said(self):
        return [(one.happening, one.address and int(one.address)) for one in self.news]


@pytest.fixture
async def heard():
    door = Told()
    client, _ear = listener(door)
    Guilds(door, Answers(door, ReplayClock(world.NOW)).plain(welcome_card())).listen(client)
    return client, door


@pytest.fixture
def door(heard):
    return heard[1]


async def test_a_server_that_lets_us_in_is_told_how_to_begin(env):
    guild = env.create_guild()
    guild.create_text_channel("shut", overwrites={guild.default_role: SHUT})
    open_one = guild.create_text_channel("open")
    await join_again(env, guild)
    said = shown(open_one.last_message)
    assert "/diplo upcoming next 2 weeks" in said
    assert "/diplo-setup subscribe" in said


async def join_again(env, guild):
    """Tell the client of a guild as Discord does when it is let in."""
    with env._bot_scope():
        env.bot.dispatch("guild_join", env.bot.get_guild(guild.id))
    await env.settle()


async def test_a_server_that_puts_us_out_and_lets_us_in_again(env, door):
    guild = env.create_guild()
    await env.settle()
    with env._bot_scope():
        await env.bot.get_guild(guild.id).leave()
    await env.settle()
    assert door.said()[-1] == (Happening.LEFT, None)
    assert "removed" in door.news[-1].reason
    assert door.news[-1].workspace == str(guild.id)


async def test_a_channel_is_followed(env, door):
    guild = env.create_guild()
    channel = guild.create_text_channel("desk")
    await env.settle()
    door.news.clear()
    everybody = env.bot.get_guild(guild.id).default_role
    known = env.bot.get_channel(channel.id)
    for change in (
        lambda: known.edit(name="asia-desk"),
        lambda: known.set_permissions(everybody, overwrite=SHUT),
        lambda: known.set_permissions(everybody, overwrite=None),
        known.delete,
    ):
        with env._bot_scope():
            await change()
        await env.settle()
    assert door.said() == [
        (Happening.RENAMED, channel.id),
        (Happening.CLOSED, channel.id),
        (Happening.OPENED, channel.id),
        (Happening.CLOSED, channel.id),
    ]
    assert door.news[0].name == "asia-desk"
