"""Buttons and menus do what they say, for whoever presses them, also after a restart."""

import discord
import pytest

from bot.cards.card import Card, Tone
from bot.commands.spec import Reply
from tests.adapters.discord.listening.room import labels, listener, shown

SILENT = discord.PermissionOverwrite(send_messages=False)


async def test_details_of_an_alert_are_for_whoever_asks(room):
    alert = await room.alert()
    result = await room.reader.click(alert, label="Details")
    assert result.response.ephemeral
    assert "North Korea" in shown(result.response)


async def test_a_button_works_after_a_restart(room):
    alert = await room.alert()
    door = room.door
    client, _ear = listener(door)
    await room.env.restart_bot(client)
    result = await room.reader.click(alert, label="Details")
    assert "North Korea" in shown(result.response)


async def test_a_snooze_is_chosen_in_a_menu(room):
    alert = await room.alert()
    done = await room.editor.select(alert, ["4h"])
    assert "16:00" in shown(done.response)


async def test_who_covers_an_event_is_called_as_the_server_calls_them(room):
    alert = await room.alert()
    done = await room.editor.click(alert, label="Claim")
    assert "editor covers it" in shown(done.response)
    assert str(room.editor.id) not in shown(done.response)


async def test_a_menu_works_after_a_restart(room):
    alert = await room.alert()
    client, _ear = listener(room.door)
    await room.env.restart_bot(client)
    done = await room.editor.select(alert, ["1h"])
    assert "13:00" in shown(done.response)


async def test_what_was_asked_can_be_shared(room):
    result = await room.ask("diplo actor", name="putin")
    assert room.channel.last_message is None
    shared = await room.reader.click(result.response, label="Share")
    assert not shared.response.ephemeral
    assert "Vladimir Putin" in shown(shared.response)
    assert "Share" not in labels(shared.response)


async def test_who_may_not_write_may_not_share(env, room):
    quiet = room.guild.create_text_channel("quiet", overwrites={room.guild.default_role: SILENT})
    result = await room.reader.slash(quiet, "diplo actor", name="putin")
    refused = await room.reader.click(result.response, label="Share")
    assert refused.response.ephemeral
    assert "may not write" in shown(refused.response)
    assert quiet.last_message is None


async def test_a_thread_stands_for_its_channel(room):
    """What is set aside in a thread is set aside in the channel, which is what listens."""
    alert = await room.alert()
    with room.env._bot_scope():
        await alert.create_thread(name="The visit")
    (thread,) = room.channel.threads
    await room.admin.slash(thread, "diplo-desk mute", actor="vladimir-putin")
    assert "Vladimir Putin" in shown((await room.ask("diplo channel subscriptions")).response)


class Paged:
    """A door with a long answer."""

    def __init__(self):
        self.pages = []

    async def answer(self, request):
        self.pages.append((request.command, dict(request.arguments), request.page))
        return Reply(Card(Tone.ANSWER, f"Page {request.page}"), pages=3)


@pytest.mark.parametrize("heard", [Paged], indirect=True)
async def test_pages_are_turned_in_place(room):
    result = await room.ask("diplo upcoming", range="next 2 weeks")
    assert labels(result.response) == ["Later", "Share"]
    turned = await room.reader.click(result.response, label="Later")
    assert turned.response.id == result.response.id
    assert "Page 2" in shown(turned.response)
    assert labels(turned.response) == ["Earlier", "Later", "Share"]
    assert room.door.pages == [
        ("upcoming", {"range": "next 2 weeks"}, 1),
        ("upcoming", {"range": "next 2 weeks"}, 2),
    ]
