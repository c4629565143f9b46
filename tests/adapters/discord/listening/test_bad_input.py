"""What goes wrong on Discord has one clear outcome each, and nothing is lost."""

import discord
import pytest
import simcord

from tests.adapters.discord.listening.room import labels, listener, shown

EVENT = "putin-north-korea-2024"
EXPIRED = {"status": 404, "code": 10062, "message": "Unknown interaction"}
CALLBACK = "/interactions/*/*/callback"


class Broken:
    """A door behind which the database is gone."""

    async def answer(self, request):
        msg = "the database is locked"
        raise RuntimeError(msg)


def callbacks(room) -> list[int]:
    """The types of the first words to every interaction."""
    return [one.json["type"] for one in room.env.http_requests if one.path.endswith("/callback")]


@pytest.mark.parametrize("heard", [Broken], indirect=True)
async def test_an_answer_that_cannot_be_given_is_said(room):
    result = await room.ask("diplo actor", name="putin")
    assert "cannot be answered just now" in shown(result.response)
    assert callbacks(room) == [4]
    assert labels(result.response) == []


@pytest.mark.parametrize("heard", [Broken], indirect=True)
async def test_what_was_filled_in_is_kept_where_it_could_not_be_recorded(room):
    opened = await room.ask("diplo-desk cancel", room.editor, event=EVENT)
    reason = opened.modal["components"][0]["component"]["custom_id"]
    failed = await room.editor.submit_modal(opened, {reason: "Floods"})
    assert "cannot be answered just now" in shown(failed.response)
    assert "Floods" in shown(failed.response)
    assert labels(failed.response) == ["Correct it"]


async def test_what_discord_gave_up_is_not_done(room):
    """The person has read that it failed; so it has not happened."""
    room.env.inject_error("POST", CALLBACK, **EXPIRED)
    await room.ask("diplo-desk cancel", room.editor, event=EVENT, reason="Floods")
    later = await room.ask("diplo event", event=EVENT)
    assert "ancelled" not in shown(later.response)


async def test_an_answer_that_cannot_be_shown_any_more_is_told_directly(room):
    room.env.inject_error("PATCH", "/webhooks/*", **EXPIRED)
    await room.ask("diplo-desk cancel", room.editor, event=EVENT, reason="Floods")
    assert "ancelled" in shown(room.editor.user.dm_channel.last_message)
    later = await room.ask("diplo event", event=EVENT)
    assert "ancelled" in shown(later.response)


async def test_an_expired_look_up_disturbs_nobody(room):
    room.env.inject_error("POST", CALLBACK, **EXPIRED)
    await room.ask("diplo actor", name="putin")
    assert "Vladimir Putin" in shown((await room.ask("diplo actor", name="putin")).response)


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone <@&1> <@1> [click](https://evil.example)",
        "**bold** ||spoiler|| `code` # heading",
        "z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349algo" * 9,
        "\u202e\u2066evil\u202c \u05d0\u05d1",
        "\x00\ud800 \u200b",
        "x" * 300,
    ],
)
async def test_whatever_is_typed_is_shown_and_does_nothing(room, typed):
    result = await room.ask("diplo actor", name=typed)
    said = shown(result.response)
    assert "Nothing found" in said or "match" in said or "needs" in said
    assert "@everyone" not in said.replace("@\u200beveryone", "")
    assert "](" not in said.replace("\\]", "")
    assert "\u202e" not in said
    (request,) = [one for one in room.env.http_requests if one.path.endswith("/callback")]
    assert request.json["data"]["allowed_mentions"]["parse"] == []
    assert not any(request.json["data"]["allowed_mentions"].values())


async def test_overrides_of_a_channel_are_respected(room):
    """An editor of the server may be no more than a reader in one channel of it."""
    strict = room.guild.create_text_channel(
        "strict", overwrites={room.editor: discord.PermissionOverwrite(manage_events=False)}
    )
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await room.editor.slash(strict, "diplo-desk mute", actor="justin-trudeau")
    done = await room.ask("diplo-desk mute", room.editor, actor="justin-trudeau")
    assert "Justin Trudeau" in shown(done.response)


async def test_a_role_that_dragoman_granted_counts(room):
    role = room.guild.create_role("Desk")
    member = room.guild.add_member(room.env.create_user("ann"), roles=[role])
    await room.admin.slash(room.channel, "diplo-setup roles", who=role, role="editor")
    alert = await room.alert()
    done = await member.select(alert, ["4h"])
    assert "needs the role" not in shown(done.response)


async def test_direct_messages_are_ones_own_but_not_the_record(room):
    person = room.reader.user
    done = await person.slash("diplo-setup subscribe", actors="vladimir-putin")
    assert "has the subscription" in shown(done.response)
    refused = await person.slash("diplo-desk cancel", event=EVENT, reason="Because")
    assert "needs the role editor" in shown(refused.response)
    grabbing = await person.slash("diplo-setup roles", who=person, role="admin")
    assert "needs the role admin" in shown(grabbing.response)


async def test_the_record_is_corrected_only_where_that_is_allowed(room):
    client, _ear = listener(room.door, editors=frozenset({"1"}))
    await room.env.restart_bot(client)
    refused = await room.ask("diplo-desk cancel", room.editor, event=EVENT)
    assert refused.modal is None
    assert "corrected in other servers" in shown(refused.response)
    done = await room.ask("diplo-desk mute", room.editor, actor="justin-trudeau")
    assert "Justin Trudeau" in shown(done.response)
