"""Threads, forums, announcements, and the people in charge."""

import pytest

from adapters.discord.render import Style
from bot.cards.card import Button, Card, Tone
from bot.ports import MessageGone, Undeliverable
from tests.adapters.discord.saying import MOVED, TOKEN, VISIT, post, receipt
from tests.fakes.discord.client import platform
from tests.fakes.discord.faults import Fault
from tests.fakes.discord.world import GUILD, Kind, May

REPLY = "reply"


def tell(place, first, token=REPLY):
    return post(place, MOVED, token, thread=first)


async def test_the_thread_is_made_when_the_first_change_comes(discord, server, desk):
    first = await discord.post(post(desk))
    assert server.world.threads() == []
    told = await discord.post(tell(desk, first))
    again = await discord.post(tell(desk, first, "later"))
    (thread,) = server.world.threads(desk.id)
    assert thread.name == "Moved: a visit"
    assert told.message == f"{first.message}/{server.said[1].id}"
    assert [one.text.splitlines()[0] for one in thread.said.values()] == ["### Moved: a visit"] * 2
    assert await discord.find(str(desk.id), "later") == again


async def test_without_the_permission_for_threads_it_is_a_plain_reply(discord, server, desk):
    desk.denied.add(May.MAKE_THREADS)
    first = await discord.post(post(desk))
    told = await discord.post(tell(desk, first))
    assert told == receipt(desk, server.said[1].id)
    assert server.said[1].body["message_reference"]["message_id"] == int(first.message)


@pytest.mark.parametrize("shut", ["deleted", "locked", "forbidden"])
async def test_a_thread_that_is_shut_is_passed_by(discord, server, desk, shut):
    first = await discord.post(post(desk))
    await discord.post(tell(desk, first))
    (thread,) = server.world.threads()
    thread.locked = shut == "locked"
    if shut == "forbidden":
        desk.denied.add(May.SEND_IN_THREADS)
    if shut == "deleted":
        server.world.remove(thread.id)
        desk.denied.add(May.MAKE_THREADS)
    told = await discord.post(tell(desk, first, "later"))
    assert told == receipt(desk, server.said[-1].id)
    assert await discord.find(str(desk.id), "later") == told


async def test_in_direct_messages_there_are_no_threads(discord, server):
    direct = server.open(Kind.DM)
    first = await discord.post(post(direct))
    await discord.post(tell(direct, first))
    assert server.said[1].body["message_reference"]["message_id"] == int(first.message)


async def test_in_a_forum_an_event_is_a_post(discord, server):
    forum = server.open(Kind.FORUM)
    first = await discord.post(post(forum))
    (thread,) = server.world.threads(forum.id)
    assert thread.name == "A visit"
    assert first == receipt(forum, f"{thread.id}/{thread.id}")
    await discord.edit(first, MOVED)
    told = await discord.post(tell(forum, first))
    assert [one.text.splitlines()[0] for one in thread.said.values()] == ["### Moved: a visit"] * 2
    assert await discord.find(str(forum.id), TOKEN) == first
    assert await discord.find(str(forum.id), REPLY) == told


async def test_a_forum_that_asks_for_a_tag_gets_one(discord, server):
    forum = server.open(Kind.FORUM)
    forum.asks_for_tag = True
    await discord.post(post(forum))
    assert server.world.threads()[0].tags == [77]


async def test_a_post_in_the_archive_is_opened_for_an_edit(discord, server):
    forum = server.open(Kind.FORUM)
    first = await discord.post(post(forum))
    (thread,) = server.world.threads()
    thread.archived = True
    await discord.edit(first, MOVED)
    assert not thread.archived
    assert "Moved" in server.said[0].text


@pytest.mark.parametrize("shut", ["deleted", "closed"])
async def test_a_post_that_is_shut_is_gone_but_the_forum_is_not(discord, server, shut):
    forum = server.open(Kind.FORUM)
    first = await discord.post(post(forum))
    (thread,) = server.world.threads()
    if shut == "deleted":
        server.world.remove(thread.id)
    thread.archived = thread.locked = True
    with pytest.raises(MessageGone):
        await discord.edit(first, MOVED)
    with pytest.raises(MessageGone):
        await discord.post(tell(forum, first))
    await discord.post(post(forum, token="anew"))  # noqa: S106


async def test_announcements_are_published(discord, server):
    news = server.open(Kind.NEWS)
    first = await discord.post(post(news))
    assert server.said[0].published
    await discord.post(tell(news, first))
    assert not server.said[1].published
    assert await discord.post(post(news)) == first  # published already: no harm


async def test_what_cannot_be_published_is_still_posted(discord, server):
    news = server.open(Kind.NEWS)
    server.trouble(Fault.UNAVAILABLE, path="crosspost")
    first = await discord.post(post(news))
    assert first == receipt(news, server.said[0].id)
    assert not server.said[0].published


async def test_an_edit_keeps_the_look_that_the_message_was_posted_with(client, server, desk):
    classic, laid_out = platform(client, style=Style.EMBED), platform(client)
    first = await classic.post(post(desk))
    await laid_out.edit(first, MOVED)
    assert "Moved" in server.said[0].body["embeds"][0]["description"]
    assert await laid_out.find(str(desk.id), TOKEN) == first
    second = await laid_out.post(post(desk, token="second"))  # noqa: S106
    await classic.edit(second, MOVED)
    assert not server.said[1].body.get("embeds")


async def test_without_the_history_a_message_is_edited_unseen(discord, server, desk):
    first = await discord.post(post(desk))
    desk.denied.add(May.READ_HISTORY)
    await discord.edit(first, MOVED)
    assert "Moved" in server.said[0].text
    assert await discord.find(str(desk.id), TOKEN) is None


async def test_who_is_named_is_called_once_and_nobody_by_an_edit(discord, server, desk):
    role = "<@&123456789012345678>"
    bait = Card(Tone.NEWS, "@everyone <@&223456789012345678>")
    first = await discord.post(post(desk, bait, mentions=(role,)))
    assert server.said[0].calls == {role}
    await discord.edit(first, bait)
    assert server.said[0].calls == set()


async def test_buttons_are_not_kept_by_the_client(discord, client, server, desk):
    card = Card(Tone.NEWS, "A visit", reference="a", buttons=(Button("event", "Details"),))
    await discord.post(post(desk, card))
    assert client.persistent_views == []
    assert client._connection._view_store._views == {}


async def test_the_owner_of_a_guild_is_warned(discord, server):
    await discord.warn(str(GUILD), VISIT, TOKEN)
    await discord.warn(str(GUILD), VISIT, TOKEN)
    (said,) = server.said
    assert server.world.places[said.channel].is_dm


async def test_who_cannot_be_reached_is_told(discord, client, server):
    async def nobody(workspace):
        return []

    with pytest.raises(Undeliverable):
        await platform(client, people=nobody).warn(str(GUILD), VISIT, TOKEN)


async def test_the_next_in_charge_is_warned_if_the_first_cannot_be(client, server, desk):
    shut = server.open()
    shut.denied.add(May.SEND)

    async def people(workspace):
        return [client.get_partial_messageable(one.id) for one in (shut, desk)]

    await platform(client, people=people).warn(str(GUILD), VISIT, TOKEN)
    assert [one.channel for one in server.said] == [desk.id]
