"""What takes more than a line is filled in on a form, and nothing that was typed is lost."""

from types import SimpleNamespace

import pytest

from adapters.discord.listening.gate import holds, seal
from adapters.discord.listening.proposing import NAME
from tests.adapters.discord.listening.room import labels, listener, shown
from tests.fakes.discord.server import TOKEN

EVENT = "putin-north-korea-2024"


def fields(result) -> dict[str, str]:
    """The custom ids of a form's fields by the option each stands for."""
    ids = [one["component"]["custom_id"] for one in result.modal["components"]]
    return {one.partition("&")[0]: one for one in ids}


def filled(result, **values):
    return {fields(result)[name]: value for name, value in values.items()}


def defaults(result) -> dict[str, str]:
    found = [one["component"] for one in result.modal["components"]]
    return {one["custom_id"].partition("&")[0]: one["value"] for one in found if one.get("value")}


async def test_a_cancellation_is_filled_in_and_recorded(room):
    opened = await room.ask("diplo-desk cancel", room.editor, event=EVENT)
    assert [*fields(opened)] == ["reason", "source"]
    done = await room.editor.submit_modal(opened, filled(opened, reason="Floods", source="VNA"))
    assert done.response.ephemeral
    assert "ancelled" in shown(done.response)


async def test_who_says_all_at_once_needs_no_form(room):
    done = await room.ask("diplo-desk cancel", room.editor, event=EVENT, source="VNA")
    assert done.modal is None
    assert "ancelled" in shown(done.response)


async def test_whom_the_server_lets_use_a_command_may_also_send_its_form(room):
    room.let("diplo-desk", room.reader)
    opened = await room.ask("diplo-desk cancel", event=EVENT)
    client, _ear = listener(room.door)
    await room.env.restart_bot(client)
    done = await room.reader.submit_modal(opened, filled(opened, reason="Floods"))
    assert "ancelled" in shown(done.response)


def asked_by(person, guild=1):
    http = SimpleNamespace(token=TOKEN)
    return SimpleNamespace(
        user=SimpleNamespace(id=person), guild_id=guild, client=SimpleNamespace(http=http)
    )


def test_a_seal_is_for_one_person_one_server_and_one_command():
    given = seal(asked_by(7), "cancel")
    assert holds(given, asked_by(7), "cancel")
    assert not holds(given, asked_by(8), "cancel")
    assert not holds(given, asked_by(7, guild=2), "cancel")
    assert not holds(given, asked_by(7), "add")
    assert not holds("", asked_by(7), "cancel")
    assert not holds("ö", asked_by(7), "cancel")


async def test_what_was_wrong_is_corrected_with_the_rest_kept(room):
    opened = await room.ask("diplo-desk postpone", room.editor, event=EVENT)
    wrong = await room.editor.submit_modal(
        opened, filled(opened, to="the 45th of Nonember", reason="Floods")
    )
    assert "Floods" in shown(wrong.response)
    assert labels(wrong.response) == ["Correct it"]
    again = await room.editor.click(wrong.response, label="Correct it")
    assert defaults(again) == {"to": "the 45th of Nonember", "reason": "Floods"}
    done = await room.editor.submit_modal(again, filled(again, to="2024-09", reason="Floods"))
    assert "Sep" in shown(done.response)


async def test_a_form_that_was_open_during_a_restart_is_taken(room):
    opened = await room.ask("diplo-desk cancel", room.editor, event=EVENT)
    client, _ear = listener(room.door)
    await room.env.restart_bot(client)
    done = await room.editor.submit_modal(opened, filled(opened, reason="Floods"))
    assert "ancelled" in shown(done.response)


async def test_a_subscription_is_filled_in(room):
    opened = await room.ask("diplo-setup subscribe", room.admin)
    done = await room.admin.submit_modal(
        opened, filled(opened, actors="putin, to-lam", digest="08:00 weekdays")
    )
    assert "has the subscription" in shown(done.response)


async def test_an_event_is_proposed_from_a_message(room):
    message = await room.reader.send(room.channel, "Macron to visit Baku\nin March")
    opened = await room.editor.context_menu(room.channel, NAME, message)
    assert defaults(opened) == {"title": "Macron to visit Baku", "source": message.jump_url}
    done = await room.editor.submit_modal(
        opened, filled(opened, title="Macron to visit Baku", on="2027-03", source=message.jump_url)
    )
    assert "Macron to visit Baku" in shown(done.response)
    assert "discord.com" in shown(done.response)


async def test_proposing_is_not_offered_to_readers(room):
    message = await room.reader.send(room.channel, "Something")
    with pytest.raises(Exception, match="not visible to this user"):
        await room.reader.context_menu(room.channel, NAME, message)
