"""What the adapter says of itself: its settings, the invitation, what is wrong with it."""

import base64
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from adapters.discord.adapter import DISCORD, wired
from adapters.discord.connecting.examine import examined, lacking
from adapters.discord.settings import Wanted
from bot.adapter import NotConfigured, Wiring
from bot.clock import ReplayClock
from tests import world

TOKEN = base64.b64encode(b"123456789012345678").decode() + ".x.y"


def test_the_invitation_asks_for_the_least():
    link = DISCORD.papers["invite"]({"token": TOKEN})
    asked = parse_qs(urlsplit(link).query)
    assert asked["client_id"] == ["123456789012345678"]
    assert asked["scope"] == ["bot applications.commands"]
    granted = discord.Permissions(int(asked["permissions"][0]))
    assert lacking(granted) == []
    assert not granted.administrator
    assert not granted.manage_messages
    assert TOKEN not in link


def test_the_invitation_needs_to_know_whom():
    assert "client_id=42" in DISCORD.papers["invite"]({"application_id": "42"})
    for token in ("", "no token", "äöü.x.y"):
        with pytest.raises(NotConfigured):
            DISCORD.papers["invite"]({"token": token})


def test_shards_are_spread_over_processes():
    wanted = Wanted.of({"token": TOKEN, "shards": "2,3/4"})
    client, _ear = wired(wanted, Wiring({}, None, ReplayClock(world.NOW), ""))
    assert client.shard_ids == [2, 3]
    assert client.shard_count == 4
    assert not wanted.registers  # the process with the first shard does
    assert Wanted.of({"token": TOKEN, "shards": "0,1/4"}).registers


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"token": " "},
        {"token": TOKEN, "shards": "0"},
        {"token": TOKEN, "shards": "4/4"},
        {"token": TOKEN, "shards": "a/b"},
        {"token": TOKEN, "guild": "my server"},
        {"token": TOKEN, "style": "fancy"},
        {"token": TOKEN, "command": "Two words"},
        {"token": TOKEN, "editors": "1,mine"},
    ],
)
def test_a_wrong_setting_is_said_by_its_name(values):
    with pytest.raises(NotConfigured, match="DRAGOMAN_DISCORD_") as wrong:
        Wanted.of(values)
    assert TOKEN not in str(wrong.value)


def test_the_commands_may_have_another_word():
    wanted = Wanted.of({"token": TOKEN, "command": "dragoman"})
    _client, ear = wired(wanted, Wiring({}, None, ReplayClock(world.NOW), ""))
    assert ear.tree.get_command("dragoman") is not None


def test_every_setting_says_why():
    assert [one.name for one in DISCORD.settings if one.secret] == ["token"]
    assert all(one.reason for one in DISCORD.settings)


async def test_the_doctor_names_what_is_missing_in_one_channel_of_many(room):
    room.guild.create_text_channel("fine")
    room.guild.create_text_channel(
        "shut",
        overwrites={room.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    with room.env._bot_scope():
        found = {one.what: one async for one in examined(room.env.bot, "t", room.ear.tree, None)}
    assert found["token"].well
    assert found["intents"].well
    assert found["commands"].well
    assert found["Desk"].well
    assert "2 of 3" in found["Desk"].said
    shut = found["Desk #shut"]
    assert not shut.well
    assert shut.said.startswith("it lacks Send Messages")
    assert "Send Messages" in shut.fix


async def test_the_doctor_stops_where_nothing_more_can_be_known(room):
    room.env.inject_error("GET", "/oauth2/applications/@me", status=503, times=None)
    with room.env._bot_scope():
        found = [one async for one in examined(room.env.bot, "t", room.ear.tree, None)]
    assert [one.well for one in found] == [False]
    assert found[0].fix
