"""Pictures on Discord: in one request with the text, with words, and never in the way."""

from dataclasses import replace

import pytest

from adapters.discord.layout.limits import ALT
from adapters.discord.render import Style
from bot.ports import Unclear
from tests.adapters.discord.saying import MOVED, TOKEN, VISIT, post
from tests.fakes.discord.client import platform
from tests.fakes.discord.faults import Fault
from tests.fakes.discord.said import components
from tests.fakes.discord.world import Kind, May
from tests.pictures.tiny import PNG, broken, picture

PICTURED = replace(VISIT, picture=picture("Putin: Pyongyang, Hanoi. " * 80))


def gallery(said):
    return [one["items"][0] for one in components(said.body) if one["type"] == 12]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.FORUM])
async def test_a_picture_comes_with_its_text_and_its_words(discord, server, kind):
    await discord.post(post(server.open(kind), PICTURED))
    (said,) = server.said
    (file,), (item,) = said.body["attachments"], gallery(said)
    assert (file["content"], item["media"]["url"]) == (PNG, "attachment://timeline.png")
    assert file["description"] == item["description"]
    assert len(item["description"]) <= ALT
    assert item["description"].endswith("…")


async def test_an_embed_shows_it_too(client, server, desk):
    await platform(client, style=Style.EMBED).post(post(desk, PICTURED))
    (said,) = server.said
    assert said.body["embeds"][0]["image"]["url"] == "attachment://timeline.png"
    assert said.body["attachments"][0]["content"] == PNG


async def test_an_edit_shows_the_picture_of_the_new_card_or_none(discord, server, desk):
    first = await discord.post(post(desk, PICTURED))
    await discord.edit(first, replace(MOVED, picture=picture("after")))
    (said,) = server.said
    assert [one["description"] for one in said.body["attachments"]] == ["after"]
    assert [one["description"] for one in gallery(said)] == ["after"]
    await discord.edit(first, MOVED)
    assert said.body["attachments"] == gallery(said) == []


async def test_where_no_files_may_be_attached_the_text_comes_alone_and_once(discord, server, desk):
    desk.denied.add(May.ATTACH)
    receipt = await discord.post(post(desk, PICTURED))
    (said,) = server.said
    assert "Somebody goes somewhere." in said.text
    assert gallery(said) == []
    assert receipt.message == str(said.id)


async def test_a_picture_that_cannot_be_drawn_holds_nothing_back(discord, server, desk):
    await discord.post(post(desk, replace(VISIT, picture=broken())))
    (said,) = server.said
    assert "Somebody goes somewhere." in said.text


async def test_what_is_lost_on_the_way_back_is_found_and_there_once(discord, server, desk):
    server.trouble(Fault.DROP, method="POST")
    with pytest.raises(Unclear):
        await discord.post(post(desk, PICTURED))
    found = await discord.find(str(desk.id), TOKEN)
    assert found is not None
    assert await discord.post(post(desk, PICTURED)) == found
    assert len(server.said) == 1
